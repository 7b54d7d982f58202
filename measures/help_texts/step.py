"""A first step: where it leads, and what shows that it was done."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

LOOKED_AT = ("measures:help", "measures:my-reminders")


@dataclass(frozen=True)
class Step:
    """`key` names it within its tour; `address` a page, `anchor` a place on it.

    `done` names a fact of measures.queries.first_steps. Reading leaves no trace, and nobody is
    watched: of a step of reading the person says that it was taken.
    """

    key: str
    title: Promise
    text: Promise
    address: str
    anchor: str = ""
    done: str = ""

    @property
    def url(self) -> str:
        return reverse(self.address) + (f"#{self.anchor}" if self.anchor else "")

    @property
    def is_reading(self) -> bool:
        return not self.done or self.address in LOOKED_AT


@dataclass(frozen=True)
class Tour:
    role: str
    title: Promise
    steps: tuple[Step, ...]
