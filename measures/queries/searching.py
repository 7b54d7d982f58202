"""One box for everything: measures, bodies, reports, the Concept and the acts that change a plan.

What is counted is what the person may read, and never more than MOST: a word that stands
everywhere costs no more than a rare one to page through.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.core.paginator import Paginator
from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.db.models.fields import BooleanField
from django.utils.functional import cached_property

from agencies.models import Agency, AgencyAlias, User
from measures.finding import TITLE, Found
from measures.models import Measure, ProgressEntry
from measures.queries.entries import entries_visible_to
from measures.queries.search import with_words
from measures.rules.search_words import words_in
from planner.models import (
    Amendment,
    AmendmentState,
    Direction,
    DirectionKind,
    Goal,
    LineOfAction,
    Task,
)

KINDS: Final = ("measures", "agencies", "reports", "concept", "amendments")
MOST: Final = 1000
NAMES: Final = (
    "code",
    *(f"{field}_{code}" for field in ("name", "short") for code in ("ru", "kk", "en")),
)
TEXTS: Final = ("text_ru", "text_kk", "text_en")
IN_FORCE_OR_ADOPTED: Final = (AmendmentState.APPLIED, AmendmentState.ADOPTED)
Rows = QuerySet[Any, Any]
if TYPE_CHECKING:
    Pages = Paginator[Any]
else:
    Pages = Paginator  # takes no type when it runs


class Capped(Pages):
    """Pages of at most MOST rows; `is_more` where there are others."""

    def __init__(self, rows: Rows, per_page: int) -> None:
        super().__init__(rows, per_page)
        self.rows = rows

    @cached_property
    def found(self) -> int:
        """One statement; MOST + 1 stands for any number above."""
        return len(self.rows.order_by().values_list("pk")[: MOST + 1])

    @cached_property
    def count(self) -> int:
        return min(self.found, MOST)

    @property
    def is_more(self) -> bool:
        return self.found > MOST


def found_of(kind: str, text: str, person: User, today: date) -> Rows:
    """Rows of a kind of KINDS, the best first; nothing for a text without a word."""
    rows: Rows = _FINDERS[kind](text, person, today)
    return rows if words_in(text) else rows.none()


def measures_found(text: str) -> QuerySet[Measure, Any]:
    """The very number first, then by the title, then by the completion form; newer plans first."""
    return (
        Measure.objects.filter(with_words(text))
        .annotate(is_exact=_is_exact(text.strip().rstrip(".")), in_title=_in_title(text))
        .select_related("plan", "deadline")
        .prefetch_related("executors__agency", "executors__group")
        .order_by("-is_exact", "-in_title", "-plan__starts_on", "position")
    )


def _in_title(text: str) -> Case:
    """By the index of titles: a rank costs nothing for each measure found."""
    titled = Measure.objects.filter(Found(text, *TITLE))
    return Case(When(pk__in=titled.values("pk"), then=Value(True)), default=Value(False))


def _agencies(text: str, _person: User, _today: date) -> Rows:
    """By names and abbreviations in any language, and by what acts have called them."""
    named = Agency.objects.filter(Found(text, *NAMES)).order_by().values("pk")
    called = AgencyAlias.objects.filter(Found(text, "text"), agency__isnull=False).order_by()
    by_name = Case(When(pk__in=named, then=Value(True)), default=Value(False))
    return (
        Agency.objects.filter(pk__in=named.union(called.values("agency")))
        .annotate(by_name=by_name)
        .prefetch_related("aliases", "successions__successor", "inheritances__predecessor")
        .order_by("-by_name", F("abolished_on").desc(nulls_first=True), "code")
    )


def _reports(text: str, person: User, today: date) -> Rows:
    """Texts that the person may read, the newest first. What stands around them is read for the
    page alone: a join would be made for each text found, only to be left out."""
    seen = entries_visible_to(person, today).filter(Found(text, "text"))
    related = ("author", "obligation__agency", "obligation__measure__plan")
    order = (F("submitted_on").desc(nulls_first=True), "-pk")
    rows: QuerySet[ProgressEntry, Any] = seen.prefetch_related(*related).order_by(*order)
    return rows


def _concept(text: str, _person: User, _today: date) -> Rows:
    """Goals, tasks, directions and lines of action as dicts; one statement for all."""
    found = Found(text, *TEXTS)
    mechanism = Case(
        When(kind=DirectionKind.MECHANISM, then=Value("mechanism")), default=Value("directions")
    )
    of_line = Case(
        When(direction__kind=DirectionKind.MECHANISM, then=Value("mechanism")),
        default=Value("directions"),
    )
    parts = [
        _nodes(Goal.objects.filter(found), "1", "concept__slug", Value("goals")),
        _nodes(Task.objects.filter(found), "2", "goal__concept__slug", Value("goals")),
        _nodes(Direction.objects.filter(found), "3", "concept__slug", mechanism),
        _nodes(LineOfAction.objects.filter(found), "4", "direction__concept__slug", of_line),
    ]
    every: Rows = parts[0].union(*parts[1:], all=True)
    ordered: Rows = every.order_by("rank", "place", "number", "pk")
    return ordered


def _nodes(rows: Rows, rank: str, slug: str, place: Any) -> Rows:
    told: Rows = rows.annotate(
        rank=Value(rank, output_field=CharField()),
        slug=F(slug),
        place=Case(When(pk__isnull=False, then=place), output_field=CharField()),
    )
    return told.order_by().values("pk", "number", *TEXTS, "source", "rank", "slug", "place")


def _amendments(text: str, _person: User, _today: date) -> Rows:
    """Acts that were adopted; drafts are nobody's to find."""
    columns = ("act", "note_ru", "note_kk", "note_en")
    rows = Amendment.objects.filter(Found(text, *columns), state__in=IN_FORCE_OR_ADOPTED)
    return rows.select_related("plan").order_by("-in_force_on", "-pk")


_FINDERS: Final[dict[str, Any]] = {
    "measures": lambda text, _person, _today: measures_found(text),
    "agencies": _agencies,
    "reports": _reports,
    "concept": _concept,
    "amendments": _amendments,
}


@dataclass(frozen=True)
class Suggested:
    measures: Sequence[Measure]
    agencies: Sequence[Agency]


SUGGESTED_MEASURES: Final = 6
SUGGESTED_AGENCIES: Final = 3


def suggested(text: str) -> Suggested:
    """Measures whose number begins so or whose title has words that do, and bodies; two
    statements. The plan and its bodies alone, which every viewer reads."""
    if not words_in(text):
        return Suggested([], [])
    number = text.strip().rstrip(".")
    numbered = Q(number__startswith=number)
    rows = Measure.objects.filter(numbered if number[:1].isdecimal() else with_words(text))
    told = rows.annotate(is_exact=_is_exact(number)).select_related("plan")
    told = told.order_by("-is_exact", "-plan__starts_on", "position")  # quicker than by the title
    bodies = Agency.objects.filter(Found(text, *NAMES)).order_by("code")
    return Suggested(list(told[:SUGGESTED_MEASURES]), list(bodies[:SUGGESTED_AGENCIES]))


def _is_exact(number: str) -> Case:
    return Case(
        When(number__in=[number, f"{number}."], then=Value(True)),
        default=Value(False),
        output_field=BooleanField(),
    )
