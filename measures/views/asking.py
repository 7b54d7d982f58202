"""What most pages need: who asks, of which day, which page of a list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

from agencies.clock import day_asked, shown_as_of, today_of
from agencies.models import User
from agencies.permissions import signed_in

PAGE_SIZE = 50
LONGEST_ID = 19  # digits of what the database can hold


@dataclass(frozen=True)
class Visit:
    """`as_of`: a day in the past that the page is to tell of; None for the business day itself."""

    person: User
    today: date
    as_of: date | None = None

    @property
    def day(self) -> date:
        return self.as_of or self.today

    @property
    def past(self) -> bool:
        return self.as_of is not None

    def shown(self) -> dict[str, Any]:
        """What a page that can tell of a past day says to its templates: days are counted from
        that day, and links stay in it."""
        return shown_as_of(self.as_of)


def visit(request: HttpRequest) -> Visit:
    today = today_of(request)
    return Visit(signed_in(request.user), today, day_asked(request.GET.get("as_of"), today))


def page_of(
    request: HttpRequest, rows: "QuerySet[Any] | Sequence[Any]", param: str = "page"
) -> "Page[Any]":
    """Fifty rows; a page that is not there gives the nearest that is."""
    return Paginator(rows, PAGE_SIZE).get_page(request.GET.get(param))


def ids_in(written: Iterable[str]) -> list[int]:
    """What names no row is left out."""
    return [int(pk) for pk in written if pk.isdecimal() and len(pk) < LONGEST_ID]
