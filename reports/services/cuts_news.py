"""The owner of a cut hears that it was made, or that it could not be."""

from django.urls import reverse

from measures.models import Digest, Mailed, Notice, NoticeKind
from measures.services.notices import News, tell
from measures.services.reminders.grouping import new_message_id
from reports.models import CutEdition


def tell_of_cut(edition: CutEdition, *, ready: bool) -> None:
    """A notice for the owner; by mail at once where the cut says so, whatever they chose for
    notices. To be called inside the transaction of the act."""
    kind = NoticeKind.EDITION_READY if ready else NoticeKind.EDITION_FAILED
    cut, about = edition.cut, f"cut:{edition.pk}"
    told = News(
        kind,
        about,
        person=cut.owner_id,
        path=reverse("reports:cut-edition", args=[edition.pk]),
        params={"cut": cut.name, "number": edition.number},
        rows={"plan_id": cut.plan_id},
    )
    tell(told, by=None, today=edition.as_of)
    if cut.by_mail:
        _mail(kind, about, edition)


def _mail(kind: NoticeKind, about: str, edition: CutEdition) -> None:
    """A mail of its own for a notice that has none, sent by the next run of the mails."""
    unsent = Notice.objects.filter(
        kind=kind, about=about, recipient=edition.cut.owner_id, digest=None
    )
    notice = unsent.first()
    if notice is None:
        return
    mail = Digest.objects.create(
        recipient_id=edition.cut.owner_id,
        day=edition.as_of,
        message_id=new_message_id(),
        news=True,
    )
    unsent.filter(pk=notice.pk).update(mail=Mailed.WAITING, digest=mail)
