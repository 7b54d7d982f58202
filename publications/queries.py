"""What public pages ask: at most three statements, and the content only where it is not at hand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max, Q

from publications import keeping
from publications.models import Publication

Document = dict[str, Any]


@dataclass(frozen=True)
class Told:
    """A publication as a page shows it, among the others of its plan (newest first).

    `slug`: of the plan. Contents are not loaded; `document` reads them.
    """

    slug: str
    one: Publication
    others: list[Publication]

    @property
    def newest(self) -> Publication | None:
        """The last one that stands."""
        return next((each for each in self.others if each.withdrawn_at is None), None)

    @property
    def newer(self) -> Publication | None:
        newest = self.newest
        return newest if newest and newest.number > self.one.number else None

    @property
    def withdrawn_since(self) -> list[Publication]:
        """Later ones that do not stand any more, so that an older one is shown again."""
        later = (each for each in self.others if each.number > self.one.number)
        return [each for each in later if each.withdrawn_at]

    @property
    def changed_at(self) -> datetime:
        """When a page of it last changed: by a later one, or by a withdrawal."""
        moments = (at for each in self.others for at in (each.published_at, each.withdrawn_at))
        return max(at for at in moments if at)

    @property
    def previous(self) -> Publication | None:
        """The one before it that stands: what has changed is told since then."""
        before = (each for each in self.others if each.number < self.one.number)
        return next((each for each in before if each.withdrawn_at is None), None)


def told(slug: str, number: int | None = None) -> Told | None:
    """The publication with that number, else the newest that stands, else the newest of all.

    One statement; None where there is none, whether there is such a plan or not.
    """
    rows = Publication.objects.filter(plan__slug=slug).defer("content").order_by("-number")
    others = list(rows)
    if number is not None:
        wanted = next((each for each in others if each.number == number), None)
    else:
        standing = (each for each in others if each.withdrawn_at is None)
        wanted = next(standing, others[0] if others else None)
    return Told(slug, wanted, others) if wanted else None


def newest_of_all() -> list[Publication]:
    """The newest publication that stands of each plan, later plans first; one statement."""
    standing = Q(plan__publications__withdrawn_at=None)
    rows = Publication.objects.filter(withdrawn_at=None).defer("content")
    newest = rows.annotate(last=Max("plan__publications__number", filter=standing))
    return sorted(
        (each for each in newest if each.number == each.last),
        key=lambda each: (each.as_of, each.number),
        reverse=True,
    )


def last_change() -> datetime | None:
    """When anything was last published or withdrawn, of whatever plan; one statement.

    Of all rows, also those that do not stand any more: the moment never goes back.
    """
    moments = Publication.objects.aggregate(Max("published_at"), Max("withdrawn_at")).values()
    return max((at for at in moments if at), default=None)


def documents(publications: Iterable[Publication]) -> list[Document]:
    """Their contents, from the cache by checksum; one statement for what is not there."""
    wanted = list(publications)
    kept = keeping.documents.get_many([_key(each) for each in wanted])
    missing = [each.pk for each in wanted if _key(each) not in kept]
    if missing:
        for each in Publication.objects.filter(pk__in=missing).only("content", "sha256"):
            kept[_key(each)] = each.content
            keeping.documents.put(_key(each), each.content)
    return [kept[_key(each)] for each in wanted]


def document(publication: Publication) -> Document:
    return documents([publication])[0]


def _key(publication: Publication) -> str:
    return f"document-{publication.sha256}"
