"""A report goes before the head of its agency, where the agency wants that."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from agencies.errors import Refused
from agencies.models import Role, User
from measures.models import NoticeKind, Obligation, ProgressEntry, ProgressState, Signing
from measures.permissions.signing import may_sign
from measures.services.notices import News, tell


def must_be_signed(owed: Obligation, *, by: User, today: date) -> bool:
    """The agency wants it, and who hands in is not the head or the deputy."""
    return owed.agency.head_signs and not may_sign(by, owed, today)


def put_forward(entry: ProgressEntry, *, by: User, today: date, despite_silence: bool) -> Signing:
    """A second time the same draft changes nothing. Inside the caller's transaction, which has
    checked the right and that the report is complete.

    Raises Refused "changed_meanwhile", "not_a_draft".
    """
    now = ProgressEntry.objects.select_for_update().get(pk=entry.pk)
    if now.state != ProgressState.DRAFT:
        raise Refused("not_a_draft", _("This report has been handed in already."))
    if now.version != entry.version:
        said = _("Somebody else saved this draft meanwhile. Compare with theirs and save again.")
        raise Refused("changed_meanwhile", said)
    found, made = Signing.objects.get_or_create(
        entry=entry,
        version=entry.version,
        state="waiting",
        defaults={"asked_by": by, "asked_on": today, "despite_silence": despite_silence},
    )
    if made:
        _tell_heads(found, by=by, today=today)
    return found


def _tell_heads(found: Signing, *, by: User, today: date) -> None:
    owed = found.entry.obligation
    news = News(
        NoticeKind.TO_SIGN,
        f"signing:{found.pk}",
        agencies=[owed.agency_id],
        roles=(Role.DEPUTY, Role.HEAD),
        rows={"obligation_id": owed.pk, "measure_id": owed.measure_id},
    )
    tell(news, by=by, today=today)
