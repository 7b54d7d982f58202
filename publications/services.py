"""Publishing is a coordinator's act: what was looked at is what the public reads, frozen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from agencies.errors import Refused
from agencies.models import User
from measures.models import Measure, ProgressEntry, ProgressState
from measures.permissions.plans import check_may_manage_plan
from measures.services.locks import lock
from planner.models import ActionPlan
from publications.facts import Wanted
from publications.gather import Document, gather
from publications.models import Publication, PublicText, Release
from publications.rules.personal import personal_data
from publications.rules.plain import strings
from reports.rules.canonical import digest


@dataclass(frozen=True)
class Looked:
    """What the person saw in the preview: the last number then, and the digest of what is told."""

    after: int
    at: str


def preview(plan: ActionPlan, *, day: date, wanted: Wanted, today: date) -> Document:
    """What would be published now, under the number that is next."""
    number = last_number(plan) + 1
    return gather(plan, number=number, day=day, published_on=today, wanted=wanted)


def last_number(plan: ActionPlan) -> int:
    rows = Publication.objects.filter(plan=plan).order_by("-number")
    return rows.values_list("number", flat=True).first() or 0


def seen(document: Document) -> str:
    """A digest of what a document tells, whatever its number and the day of the act."""
    told = {key: part for key, part in document.items() if key not in ("number", "published_on")}
    return digest(told)


@transaction.atomic
def publish(
    plan: ActionPlan,
    *,
    day: date,
    wanted: Wanted,
    looked: Looked,
    by: User,
    today: date,
    now: datetime,
    note: str = "",
) -> Publication:
    """The plan's next publication, of the end of `day`.

    Raises PermissionDenied; Refused "published_meanwhile", "ahead", "older", "empty", "changed",
    "personal_data".
    """
    check_may_manage_plan(by, plan, today)
    lock(ActionPlan.objects.filter(pk=plan.pk))
    if last_number(plan) != looked.after:
        raise Refused(
            "published_meanwhile",
            _("Somebody has published meanwhile. Look at what is published now, then decide."),
        )
    check_day(plan, day, today)
    content = preview(plan, day=day, wanted=wanted, today=today)
    _check_content(content, looked)
    return Publication.objects.create(
        plan=plan,
        number=content["number"],
        as_of=day,
        texts=wanted.texts,
        content=content,
        sha256=digest(content),
        note=note.strip(),
        published_by=by,
        published_on=today,
        published_at=now,
    )


def check_day(plan: ActionPlan, day: date, today: date) -> None:
    """Raises Refused "ahead" or "older"; one statement."""
    if day > today:
        raise Refused("ahead", _("The state of a day that has not come is not known."))
    standing = Publication.objects.filter(plan=plan, withdrawn_at=None).order_by("-as_of")
    newest = standing.values_list("as_of", flat=True).first()
    if newest and day < newest:
        raise Refused(
            "older",
            _("The public has been told of a later day already: choose that day or a later one."),
        )


def _check_content(content: Document, looked: Looked) -> None:
    if not content["measures"]:
        raise Refused("empty", _("The plan had no measures on that day: there is nothing to tell."))
    if seen(content) != looked.at:
        raise Refused(
            "changed",
            _("The figures or the texts have changed since you looked. Look again, then publish."),
        )
    if found := personal_in(content):
        raise _personal(found)


def personal_in(content: Document) -> list[str]:
    """Each e-mail address and each person's name in the document; one statement.

    «number: what» where it stands at a measure. Every text is searched, whoever typed it: titles,
    the numbers of acts and documents, sections, the terms of use.
    """
    names = _names()
    rest = {part: value for part, value in content.items() if part != "measures"}
    parts = [("", rest), *((f"{row['number']}: ", row) for row in content["measures"])]
    return [
        f"{where}{found}"
        for where, part in parts
        for text in dict.fromkeys(strings(part))
        for found in personal_data(text, names)
    ]


def _names() -> list[str]:
    return list(User.objects.exclude(full_name="").values_list("full_name", flat=True))


def _personal(found: Iterable[str]) -> Refused:
    said = _("Personal data must not be published. Take it out of the text first: %(found)s")
    return Refused("personal_data", said % {"found": "; ".join(found)})


@transaction.atomic
def withdraw(
    publication: Publication, *, reason: str, by: User, today: date, now: datetime
) -> None:
    """It is not shown any more; its address tells that, and why.

    Raises PermissionDenied; Refused "reason_missing", "personal_data", "withdrawn".
    """
    check_may_manage_plan(by, publication.plan, today)
    if not reason.strip():
        raise Refused("reason_missing", _("Say why it is withdrawn: the public reads it."))
    if found := personal_data(reason, _names()):
        raise _personal(found)
    standing = Publication.objects.filter(pk=publication.pk, withdrawn_at=None)
    told = {"withdrawn_by": by, "withdrawn_on": today, "withdrawn_at": now}
    if not standing.update(withdrawn_reason=reason.strip(), **told):
        raise Refused("withdrawn", _("This publication is withdrawn already."))


@transaction.atomic
def write_text(
    measure: Measure,
    texts: Mapping[str, str],
    *,
    version: int,
    by: User,
    today: date,
    now: datetime,
) -> None:
    """The text of a measure for the public, by language; all empty: there is none.

    `version` is what the person began from (0: none). Raises PermissionDenied; Refused
    "personal_data", "changed".
    """
    check_may_manage_plan(by, measure.plan, today)
    said = {f"text_{code}": text.strip() for code, text in texts.items()}
    if found := personal_data("\n".join(said.values()), _names()):
        raise _personal(found)
    lock(Measure.objects.filter(pk=measure.pk))
    known = PublicText.objects.filter(measure=measure)
    if (known.values_list("version", flat=True).first() or 0) != version:
        raise Refused("changed", _("Somebody else has changed this text. Yours is kept below."))
    if version:
        known.update(version=F("version") + 1, written_by=by, written_at=now, **said)
    elif any(said.values()):
        PublicText.objects.create(measure=measure, written_by=by, written_at=now, **said)


@transaction.atomic
def release_reports(
    measure: Measure, entries: Iterable[int], *, by: User, today: date, now: datetime
) -> None:
    """Exactly these accepted reports (ids) on the measure may be published from now on.

    What has been published stays as it is. Raises PermissionDenied; Refused "not_accepted",
    "personal_data".
    """
    check_may_manage_plan(by, measure.plan, today)
    wanted = set(entries)
    accepted = ProgressEntry.objects.filter(
        obligation__measure=measure, state=ProgressState.ACCEPTED, pk__in=wanted
    )
    found = dict(accepted.values_list("pk", "text"))
    if found.keys() != wanted:
        raise Refused("not_accepted", _("Only accepted reports on this measure can be released."))
    if personal := personal_data("\n".join(found.values()), _names()):
        raise _personal(personal)
    released = Release.objects.filter(entry__obligation__measure=measure)
    released.exclude(entry__in=wanted).delete()
    Release.objects.bulk_create(
        [Release(entry_id=pk, released_by=by, released_at=now) for pk in sorted(wanted)],
        ignore_conflicts=True,
    )
