"""What was done to the sections in words is kept: who, when, and how the text stood then."""

from datetime import date, datetime, timedelta
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.errors import Refused
from agencies.models import User
from measures.permissions.plans import check_may_manage_plan
from reports.models import (
    NarrativeAct,
    NarrativeChange,
    NarrativeSection,
    NarrativeText,
    ReportingRound,
)

# A page saves by itself every few seconds; what one person types in a sitting is one version.
SITTING: Final = timedelta(minutes=30)
CHANGED: Final = "changed_meanwhile"


def check_may_write(round_: ReportingRound, by: User, today: date) -> None:
    """Closed or open: a round is closed to executors, and what they handed in is told afterwards.
    What an edition told stays with it. Raises PermissionDenied."""
    check_may_manage_plan(by, round_.plan, today)


def changed_meanwhile() -> Refused:
    return Refused(
        CHANGED, _("Somebody else saved this text meanwhile. Compare with theirs and save again.")
    )


def remember_section(
    section: NarrativeSection, kind: NarrativeAct, *, by: User, today: date, note: str = ""
) -> None:
    now = timezone.now()
    NarrativeChange.objects.create(
        section=section,
        kind=kind,
        actor=by,
        happened_on=today,
        began_at=now,
        at=now,
        note=note[:300],
    )


def remember_text(
    text: NarrativeText, kind: NarrativeAct, *, by: User, today: date, note: str = ""
) -> None:
    """As the row `text` stands now; what the same person edits in one sitting is one entry."""
    now = timezone.now()
    said = {
        "happened_on": today,
        "at": now,
        "version": text.version,
        "text": text.text,
        "origins": text.origins,
    }
    sitting = _sitting(text, by, now) if kind == NarrativeAct.EDITED else None
    if sitting:
        NarrativeChange.objects.filter(pk=sitting.pk).update(**said)
        return
    NarrativeChange.objects.create(
        section_id=text.section_id,
        language=text.language,
        kind=kind,
        actor=by,
        began_at=now,
        note=note[:300],
        **said,
    )


def _sitting(text: NarrativeText, by: User, now: datetime) -> NarrativeChange | None:
    """The last change of the text, if it is an edit that the same person began lately."""
    last = NarrativeChange.objects.filter(section=text.section_id, language=text.language).first()
    if last is None or last.kind != NarrativeAct.EDITED or last.actor_id != by.pk:
        return None
    return last if now - last.began_at < SITTING else None
