"""A draft out of a whole table: the plan as it would read, compared with the plan in force."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from agencies.errors import Refused
from agencies.models import User
from agencies.translated import localized
from measures.importing.messages import message
from measures.importing.outcome import Options, Outcome
from measures.importing.service import read_plan
from measures.models import Change, ChangeKind, Measure
from measures.permissions.plans import check_may_manage_plan
from measures.rules.plan_table.executors import BodyKind, Named
from measures.rules.plan_table.measures import PlanRow
from measures.rules.wording import LANGUAGES, Wording, differing, wording_of
from measures.services.amendments.drafting import put_change
from measures.services.deadline_texts import plan_dates
from measures.services.versions import said_by
from planner.models import Amendment, PlanSection

Key = tuple[str, str]  # title of the section, number


@dataclass(frozen=True)
class Drafted:
    """How many items of each kind were written into the draft."""

    reworded: int
    added: int
    struck: int


@transaction.atomic
def draft_from_table(
    amendment: Amendment, data: bytes, name: str, *, by: User, today: date, options: Options
) -> Drafted:
    """Rows that read otherwise become new wordings, rows that are new are added, and measures that
    the file does not have are struck; all of it stays a draft. A file sent again after it was put
    right takes back what the first one struck and added otherwise.

    Raises PermissionDenied; Refused for a file that is not safe, not a table, or has errors, which
    the message names one by one.
    """
    check_may_manage_plan(by, amendment.plan, today)
    outcome = read_plan(data, name, dates=plan_dates(amendment.plan), options=options)
    if outcome.errors:
        raise Refused("errors_in_file", "\n".join(message(one) for one in outcome.errors))
    table = _Table(amendment, outcome)
    kinds = [_put(amendment, item, by=by, today=today) for item in table.items()]
    amendment.changes.filter(kind=ChangeKind.STRIKE, measure__in=table.matched).delete()
    counts = {kind: kinds.count(kind) for kind in ChangeKind}
    return Drafted(counts[ChangeKind.REWORD], counts[ChangeKind.ADD], counts[ChangeKind.STRIKE])


@dataclass(frozen=True)
class Item:
    kind: ChangeKind
    measure: Measure | None = None
    wording: Wording | None = None
    section: PlanSection | None = None
    after: Measure | None = None
    change: Change | None = None


def _put(amendment: Amendment, item: Item, *, by: User, today: date) -> ChangeKind:
    put_change(
        amendment,
        item.kind,
        by=by,
        today=today,
        measure=item.measure,
        wording=item.wording,
        section=item.section,
        after=item.after,
        change=item.change,
    )
    return item.kind


class _Table:
    """The file beside the plan: measures are known by section and number, or by number alone where
    that is one measure's."""

    def __init__(self, amendment: Amendment, outcome: Outcome) -> None:
        self.language, self.rows = outcome.language, outcome.rows
        plan = amendment.plan
        on_control = plan.measures.on_control().select_related("section", "deadline")
        self.measures = list(on_control.prefetch_related("executors", "costs").order_by("position"))
        self.sections = {
            localized(section, "title", self.language): section for section in plan.sections.all()
        }
        self.known = {self._key(one): one for one in self.measures}
        added = amendment.changes.filter(kind=ChangeKind.ADD)
        self.added = {(one.section_id, one.wording["number"]): one for one in added}
        self.matched: set[int] = set()

    def items(self) -> Iterator[Item]:
        last: Measure | None = None
        for row in self.rows:
            measure = self._match(row)
            if measure is None or measure.pk in self.matched:
                yield self._added(row, last)
                continue
            self.matched.add(measure.pk)
            last = measure
            yield from self._reworded(row, measure)
        gone = (one for one in self.measures if one.pk not in self.matched)
        yield from (Item(ChangeKind.STRIKE, one) for one in gone)

    def _key(self, measure: Measure) -> Key:
        section = localized(measure.section, "title", self.language) if measure.section else ""
        return section, measure.number

    def _match(self, row: PlanRow) -> Measure | None:
        if found := self.known.get((row.section, row.number)):
            return found
        numbered = [one for one in self.measures if one.number == row.number]
        return numbered[0] if len(numbered) == 1 else None

    def _reworded(self, row: PlanRow, measure: Measure) -> Iterator[Item]:
        old = wording_of(said_by(measure))
        section = self.sections.get(row.section, measure.section)
        new = {**old, **_told(row, self.language, old)}
        new["section_id"] = section.pk if section else None
        if differing(old, new):
            yield Item(ChangeKind.REWORD, measure, new, section)

    def _added(self, row: PlanRow, last: Measure | None) -> Item:
        section = self.sections.get(row.section)
        same = last if last and last.section == section else None
        change = self.added.pop((section.pk if section else None, row.number), None)
        old = change.wording if change else EMPTY
        wording = {**old, **_told(row, self.language, old)}
        for part in TEXTS:
            wording[f"{part}_ru"] = wording[f"{part}_ru"] or wording[f"{part}_{self.language}"]
        return Item(ChangeKind.ADD, None, wording, section, same, change)


TEXTS = ("title", "completion_form", "deadline")
EMPTY: Wording = {
    **{f"{part}_{code}": "" for part in TEXTS for code in LANGUAGES},
    **{"number": "", "executors_text": "", "executors": [], "costs": [], "funding_source": ""},
}


def _told(row: PlanRow, language: str, old: Mapping[str, object]) -> Wording:
    """What the file says in its language; a text that only stands in for another language's, and
    executors written in another way, are no change."""
    executors = [executor_columns(one) for one in row.executors]
    said = {"title": row.title, "completion_form": row.form, "deadline": row.deadline}
    told: Wording = {
        f"{part}_{language}": text
        for part, text in said.items()
        if _plain(text) != _plain(_reads(old, part, language))
    }
    if executors != old["executors"]:
        told |= {"executors": executors, "executors_text": row.executors_text}
    costs = [
        {"year": one.year, "source": one.source, "planned": f"{one.planned:.3f}"}
        for one in row.amounts
    ]
    if _unordered(costs) != _unordered(old["costs"]):
        told["costs"] = costs
    if _plain(row.source) != _plain(str(old["funding_source"])):
        told["funding_source"] = row.source
    return told | {"number": row.number}


def _reads(old: Mapping[str, object], part: str, language: str) -> str:
    order = (language, *(code for code in LANGUAGES if code != language))
    return next((str(text) for code in order if (text := old.get(f"{part}_{code}"))), "")


def _plain(text: str) -> str:
    return " ".join(text.split())


def _unordered(costs: object) -> list[tuple[str, str, str]]:
    rows: Sequence[Mapping[str, object]] = costs if isinstance(costs, list) else []
    return sorted((str(one["year"]), str(one["source"]), str(one["planned"])) for one in rows)


def executor_columns(one: Named) -> dict[str, object]:
    """A body named in a text as the columns of Executor that a wording holds."""
    group = one.body is not None and one.body.kind == BodyKind.GROUP
    pk = one.body.pk if one.body else None
    return {
        "agency_id": None if group else pk,
        "group_id": pk if group else None,
        "role": "lead" if one.lead else "co",
        "by_agreement": one.by_agreement,
        "consolidates": one.consolidates,
    }
