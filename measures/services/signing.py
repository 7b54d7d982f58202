"""The head signs a report, which sends it, or gives it back; and whether the head signs at all."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agencies.errors import Refused
from agencies.models import Agency, User
from measures.models import NoticeKind, Signing, SigningState
from measures.permissions.signing import check_may_set_head_signs, check_may_sign
from measures.services.notices import News, tell
from measures.services.progress import submit


@transaction.atomic
def set_head_signs(agency: Agency, wanted: bool, *, by: User, today: date) -> None:
    """From now on; what waits for a signature already goes on waiting. Raises PermissionDenied."""
    check_may_set_head_signs(by, agency, today)
    Agency.objects.filter(pk=agency.pk).update(head_signs=wanted)
    agency.head_signs = wanted


@transaction.atomic
def sign(found: Signing, *, by: User, today: date) -> None:
    """Hands the report in, today, as written by who put it forward.

    Raises PermissionDenied; Refused "not_waiting" where it was decided or changed since, and what
    services.progress.submit says.
    """
    check_may_sign(by, found.entry.obligation, today)
    _decide(found, SigningState.SIGNED, by=by, today=today)
    entry = found.entry
    entry.refresh_from_db()
    submit(
        entry,
        by=by,
        today=today,
        despite_silence=found.despite_silence,
        author=found.asked_by,
    )


@transaction.atomic
def give_back(found: Signing, *, by: User, today: date, reason: str) -> None:
    """It stays a draft; who put it forward is told why. Raises as `sign`, "reason_missing"."""
    check_may_sign(by, found.entry.obligation, today)
    if not reason.strip():
        raise Refused("reason_missing", _("Say why it goes back and what to change."))
    _decide(found, SigningState.GIVEN_BACK, by=by, today=today, reason=reason.strip())
    owed = found.entry.obligation
    news = News(
        NoticeKind.GIVEN_BACK,
        f"signing:{found.pk}",
        agencies=[owed.agency_id],
        person=found.asked_by_id,
        roles=(),
        params={"why": reason.strip()[:500]},
        rows={"obligation_id": owed.pk, "measure_id": owed.measure_id},
    )
    tell(news, by=by, today=today)


def _decide(
    found: Signing, state: SigningState, *, by: User, today: date, reason: str = ""
) -> None:
    # An update joins no other table: first whether the draft stands, then who is first.
    stands = Signing.objects.waiting().filter(pk=found.pk).exists()
    still = Signing.objects.filter(pk=found.pk if stands else 0, state=SigningState.WAITING)
    if not still.update(state=state, decided_by=by, decided_on=today, reason=reason):
        raise Refused("not_waiting", _("It does not wait for a signature any more: look again."))
    found.refresh_from_db()
