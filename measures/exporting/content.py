"""What stands in the table, as texts, whatever it is drawn as."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.template.defaultfilters import date as format_day
from django.utils.translation import gettext as _
from django.utils.translation import override

from agencies.models import Agency, AgencyGroup
from agencies.rules.names import normalise_name
from agencies.translated import localized
from measures.models import (
    Cost,
    Executor,
    ExecutorRole,
    Measure,
    MeasureState,
    MeasureVersion,
)
from measures.queries.bodies import known_names
from measures.queries.then import as_measures, with_rows
from measures.rules.plan_table import writing
from measures.rules.plan_table.executors import BodyKind, Names
from measures.rules.plan_table.wording import Column
from planner.models import ActionPlan, AmendmentState

# What XML cannot hold; such signs come from pasted text and mean nothing.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class Heading:
    """`split`: the headings below it, one for each of its columns."""

    text: str
    column: Column
    split: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        return len(self.split) or 1


@dataclass(frozen=True)
class Line:
    """A measure's cells, or a section's title over the whole width."""

    cells: tuple[str, ...] = ()
    section: str = ""


@dataclass(frozen=True)
class PlanContent:
    title: str
    notes: tuple[str, ...]
    headings: tuple[Heading, ...]
    lines: tuple[Line, ...]
    language: str

    @property
    def width(self) -> int:
        return sum(heading.width for heading in self.headings)


def gather(plan: ActionPlan, language: str, as_of: date | None = None) -> PlanContent:
    """The plan in force, today or at the end of the day `as_of`: measures struck by an amendment
    are not in it any more."""
    measures = sorted(_in_force(plan, as_of), key=_order)
    writer = _Writer(language, known_names(), _columns(plan, measures))
    return PlanContent(
        title=_plain(localized(plan, "title", language)),
        notes=_notes(plan, language, as_of),
        headings=tuple(_headings(writer.columns, language)),
        lines=tuple(writer.lines(measures)),
        language=language,
    )


def _in_force(plan: ActionPlan, as_of: date | None) -> Iterable[Measure]:
    if as_of:
        versions = MeasureVersion.objects.in_force(as_of).filter(plan=plan)
        return as_measures(list(with_rows(versions.exclude(state=MeasureState.STRUCK))))
    return (
        plan.measures.exclude(state=MeasureState.STRUCK)
        .select_related("section", "deadline")
        .prefetch_related("executors__agency", "executors__group", "costs")
    )


def _order(measure: Measure) -> tuple[int, int]:
    """Measures of no section come first: below a section they would be read as its own."""
    return (measure.section.position if measure.section else 0, measure.position)


def _notes(plan: ActionPlan, language: str, as_of: date | None) -> tuple[str, ...]:
    """By which acts the table reads as it does, and of which day it tells."""
    applied = plan.amendments.filter(state=AmendmentState.APPLIED).order_by("in_force_on", "pk")
    acts = [one for one in applied if not as_of or (one.applied_on and one.applied_on <= as_of)]
    with override(language):
        warning = _("A demonstration, not the official act.") if plan.is_illustrative else ""
        amended = [f"{one.act}, {format_day(one.adopted_on)}" for one in acts]
        changes = _("As amended: %(acts)s") % {"acts": "; ".join(amended)} if amended else ""
        day = _("State as of %(day)s") % {"day": format_day(as_of)} if as_of else ""
    return tuple(_plain(text) for text in (plan.approved_by, changes, day, warning) if text)


@dataclass(frozen=True)
class Columns:
    """The columns of costs: every year of the plan, and one for what is not split."""

    years: tuple[int, ...]
    unsplit: bool = field(default=False)


def _columns(plan: ActionPlan, measures: Iterable[Measure]) -> Columns:
    named = {cost.year for measure in measures for cost in measure.costs.all()}
    years = {year for year in named if year} | set(
        range(plan.starts_on.year, plan.ends_on.year + 1)
    )
    return Columns(tuple(sorted(years)), unsplit=None in named)


def _headings(columns: Columns, language: str) -> Iterable[Heading]:
    for column in (Column.NUMBER, Column.MEASURE, Column.FORM, Column.EXECUTORS, Column.DEADLINE):
        yield Heading(writing.heading(column, language), column)
    split = [writing.heading(Column.TOTAL, language), *map(str, columns.years)]
    split += [writing.heading(Column.UNSPLIT, language)] * columns.unsplit
    yield Heading(writing.heading(Column.COSTS, language), Column.COSTS, tuple(split))
    yield Heading(writing.heading(Column.SOURCE, language), Column.SOURCE)


@dataclass(frozen=True)
class _Writer:
    language: str
    names: Names
    columns: Columns

    def lines(self, measures: Sequence[Measure]) -> Iterable[Line]:
        section = None
        for measure in measures:
            if measure.section_id != section and measure.section:
                yield Line(section=self._text(measure.section, "title"))
            section = measure.section_id
            yield Line(cells=self._cells(measure))

    def _cells(self, measure: Measure) -> tuple[str, ...]:
        return (
            _plain(measure.number),
            self._text(measure, "title"),
            self._text(measure, "completion_form"),
            _plain(writing.executors(map(self._part, measure.executors.all()), self.language)),
            self._text(measure.deadline, "text") if hasattr(measure, "deadline") else "",
            *self._costs(list(measure.costs.all())),
            _plain(measure.funding_source),
        )

    def _costs(self, costs: list[Cost]) -> Iterable[str]:
        total = sum((cost.planned for cost in costs), Decimal())
        yield writing.amount(total, self.language) if costs else ""
        for year in (*self.columns.years, *[None] * self.columns.unsplit):
            told = [(cost.planned, _plain(cost.source)) for cost in costs if cost.year == year]
            yield writing.amounts(told, self.language)

    def _part(self, executor: Executor) -> writing.Part:
        return writing.Part(
            name=self._name(executor.agency or executor.group),
            lead=executor.role == ExecutorRole.LEAD,
            consolidates=executor.consolidates,
            by_agreement=executor.by_agreement,
        )

    def _name(self, body: Agency | AgencyGroup | None) -> str:
        """The shortest name that stands for this body alone; the full one where none does."""
        kind = BodyKind.GROUP if isinstance(body, AgencyGroup) else BodyKind.AGENCY
        texts = [localized(body, field, self.language) for field in ("short", "name")]
        for text in filter(None, texts):
            found = self.names.known.get(normalise_name(text))
            if found and body and (found.kind, found.pk) == (kind, body.pk):
                return text
        return texts[-1]

    def _text(self, row: object, field: str) -> str:
        return _plain(localized(row, field, self.language))


def _plain(text: str) -> str:
    return _CONTROLS.sub("", text)
