"""Two wordings side by side: of a measure in a draft, or of a whole plan on two days."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.template.defaultfilters import floatformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Agency, AgencyGroup
from measures.models import Change, MeasureState, MeasureVersion
from measures.models.version import WORDING
from measures.rules.wording import LANGUAGES, Piece, Wording, differing, marked, wording_of
from planner.models import ActionPlan, PlanSection

PART_WORDS: Final = {
    "section_id": gettext_lazy("section"),
    "number": gettext_lazy("number"),
    "title_ru": gettext_lazy("measure in Russian"),
    "title_kk": gettext_lazy("measure in Kazakh"),
    "title_en": gettext_lazy("measure in English"),
    "completion_form_ru": gettext_lazy("completion form in Russian"),
    "completion_form_kk": gettext_lazy("completion form in Kazakh"),
    "completion_form_en": gettext_lazy("completion form in English"),
    "executors_text": gettext_lazy("executors as written"),
    "executors": gettext_lazy("executors"),
    "deadline_ru": gettext_lazy("deadline in Russian"),
    "deadline_kk": gettext_lazy("deadline in Kazakh"),
    "deadline_en": gettext_lazy("deadline in English"),
    "costs": gettext_lazy("costs, million tenge"),
    "funding_source": gettext_lazy("funding source"),
}


@dataclass(frozen=True)
class PartDifference:
    """`pieces` tell both texts as one; `name` in the reader's language."""

    part: str
    name: str
    pieces: list[Piece]

    @property
    def language(self) -> str:
        """Of the text, "" where it has none of its own."""
        code = self.part.rpartition("_")[2]
        return code if code in LANGUAGES else ""


@dataclass(frozen=True)
class Difference:
    """`kind`: "added", "gone" or "changed"; the measure as it reads on the later day, a gone one as
    it read before."""

    kind: str
    measure: int
    number: str
    title: str
    parts: list[PartDifference]


@dataclass(frozen=True)
class Names:
    """Bodies, groups and sections by id, to say wordings in words; three statements."""

    agencies: dict[int, Agency]
    groups: dict[int, AgencyGroup]
    sections: dict[int, PlanSection]

    @classmethod
    def of(cls, wordings: Iterable[Mapping[str, Any]]) -> "Names":
        rows = list(wordings)
        named = [one for row in rows for one in row.get("executors", [])]
        sections = {row["section_id"] for row in rows if row.get("section_id")}
        return cls(
            Agency.objects.in_bulk({one["agency_id"] for one in named if one["agency_id"]}),
            AgencyGroup.objects.in_bulk({one["group_id"] for one in named if one["group_id"]}),
            PlanSection.objects.in_bulk(sections),
        )

    def text(self, part: str, wording: Mapping[str, Any]) -> str:
        value = wording.get(part)
        if not value:
            return ""
        if part == "executors":
            return ", ".join(map(self._executor, value))
        if part == "costs":
            return "; ".join(map(_cost, value))
        return str(self.sections[value]) if part == "section_id" else str(value)

    def _executor(self, one: Mapping[str, Any]) -> str:
        body = self.agencies.get(one["agency_id"]) or self.groups.get(one["group_id"])
        marks = [_("lead")] * (one["role"] == "lead")
        marks += [_("consolidates")] * one["consolidates"]
        marks += [_("by agreement")] * one["by_agreement"]
        return f"{body} ({', '.join(marks)})" if marks else str(body)


def _cost(one: Mapping[str, Any]) -> str:
    amount = floatformat(Decimal(one["planned"]), "-3g")
    told = f"{one['year']}: {amount}" if one["year"] else amount
    return f"{told} ({one['source']})" if one["source"] else told


def differences(
    old: Mapping[str, Any], new: Mapping[str, Any], names: Names
) -> list[PartDifference]:
    """Part by part, in the order of the table."""
    return [
        PartDifference(
            part,
            str(PART_WORDS[part]),
            marked(names.text(part, old), names.text(part, new)),
        )
        for part in differing(old, new)
    ]


def shown_changes(changes: Iterable[Change]) -> list[tuple[Change, list[PartDifference]]]:
    """Items of an amendment with what each does to its row. Three statements for all."""
    rows = list(changes)
    names = Names.of([wording for row in rows for wording in (row.before, row.wording)])
    return [
        (row, differences(row.before, row.wording, names) if row.wording else []) for row in rows
    ]


def compare(plan: ActionPlan, first: date, second: date) -> list[Difference]:
    """What changed in the plan from the end of one day to the end of another; five statements."""
    before, after = _wordings(plan, first), _wordings(plan, second)
    names = Names.of([*before.values(), *after.values()])
    found = [_difference(pk, before.get(pk), after.get(pk), names) for pk in {**after, **before}]
    return [one for one in found if one]


def _wordings(plan: ActionPlan, day: date) -> dict[int, Wording]:
    """By id of the measure, in the order of the table; without measures that had been struck."""
    versions = MeasureVersion.objects.in_force(day).filter(plan=plan)
    standing = versions.exclude(state=MeasureState.STRUCK).order_by("measure__position")
    columns = ("section_id", *WORDING, "executors", "deadline", "costs")
    return {row["measure_id"]: wording_of(row) for row in standing.values("measure_id", *columns)}


def _difference(
    pk: int, old: Wording | None, new: Wording | None, names: Names
) -> Difference | None:
    parts = differences(old or {}, new or {}, names)
    if not parts:
        return None
    kind = "added" if old is None else "gone" if new is None else "changed"
    told = new or old or {}
    title = next((told[f"title_{code}"] for code in LANGUAGES if told[f"title_{code}"]), "")
    return Difference(kind, pk, told["number"], title, parts if kind == "changed" else [])
