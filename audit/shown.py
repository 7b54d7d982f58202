"""An entry with the words around it, as the page and the API show it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from audit import queries, words
from audit.models import Entry, Link


@dataclass(frozen=True)
class Shown:
    """`people`: id → name, of those who are known today; `link`: where it was asked for."""

    entry: Entry
    people: dict[int, str]
    link: Link | None = None

    @property
    def who(self) -> str:
        """ "": nobody who is known by name."""
        return self._called(self.entry.actor)

    @property
    def behalf(self) -> str:
        return self._called(self.entry.behalf)

    def _called(self, number: int | None) -> str:
        return "" if number is None else self.people.get(number, f"№ {number}")

    @property
    def thing(self) -> str:
        return words.table(self.entry.relation) if self.entry.relation else ""

    @property
    def called(self) -> str:
        """Of a person the name as it is known today."""
        entry = self.entry
        if entry.relation == queries.PEOPLE and entry.object_id.isdecimal():
            return self.people.get(int(entry.object_id), "")
        return entry.label

    @property
    def origin(self) -> str:
        return words.origin(self.entry)

    @property
    def typed(self) -> str:
        return words.typed(self.entry)

    @property
    def is_forgotten(self) -> bool:
        """There was a personal part once. Known of what is sealed."""
        return self.entry.personal is None and self.link is not None and bool(self.link.promised)

    @cached_property
    def changes(self) -> list[words.Change]:
        return words.changes(self.entry)


def shown(entries: Iterable[Entry]) -> list[Shown]:
    """One statement, for all names."""
    told = list(entries)
    people = _people_in(told)
    return [Shown(entry, people) for entry in told]


def sealed(entries: Iterable[Entry]) -> list[Shown]:
    """The same, with their places in the chain; two statements."""
    told = list(entries)
    people, links = _people_in(told), queries.links_of(told)
    return [Shown(entry, people, links.get(entry.pk)) for entry in told]


def _people_in(entries: list[Entry]) -> dict[int, str]:
    return queries.names(
        number for entry in entries for number in (entry.actor, entry.behalf, _person_in(entry))
    )


def _person_in(entry: Entry) -> int | None:
    is_person = entry.relation == queries.PEOPLE and entry.object_id.isdecimal()
    return int(entry.object_id) if is_person else None
