"""What was read from a table of reports, as its page shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from measures.models import Claim, DocumentKind, Obligation
from measures.progress_words import DATED, FOR_PERIOD, claims_for, column_words, fault_words

SILENCE = "co_executors_silent"


@dataclass(frozen=True)
class Said:
    """`column` as the file calls it, "" for the row as a whole."""

    column: str
    text: str


@dataclass(frozen=True)
class Line:
    """A row of the file, counted as the spreadsheet counts it."""

    row: int
    owed: Obligation | None
    claim: str
    text: str
    document: str
    errors: list[Said]
    against: list[Said]
    same: bool


class Preview:
    """No statement but one for the obligations named."""

    def __init__(self, outcome: Mapping[str, Any]) -> None:
        self.outcome = outcome
        self.labels: Mapping[str, str] = outcome.get("labels", {})
        self.rows: list[dict[str, Any]] = outcome.get("rows", [])

    @property
    def faults(self) -> list[str]:
        return [fault_words(one, self.labels) for one in self.outcome.get("faults", [])]

    @property
    def left_alone(self) -> int:
        return int(self.outcome.get("left_alone", 0))

    @cached_property
    def lines(self) -> list[Line]:
        ids = [one["obligation"] for one in self.rows if one["obligation"]]
        known = Obligation.objects.select_related("measure", "agency").in_bulk(ids)
        return [self._line(one, known.get(one["obligation"])) for one in self.rows]

    def _line(self, one: Mapping[str, Any], owed: Obligation | None) -> Line:
        errors = [self._said(fault) for fault in one["faults"]]
        stops = [self._said(told) for told in one["against"] if told["stops"]]
        return Line(
            row=one["row"],
            owed=owed,
            claim=_claim(one["claim"], owed),
            text=one["text"] + ("…" if one["cut"] else ""),
            document=_document(one),
            errors=errors + stops,
            against=[self._said(told) for told in one["against"] if not told["stops"]],
            same=one["same"],
        )

    def _said(self, fault: Mapping[str, Any]) -> Said:
        column = column_words(fault.get("column", ""), self.labels)
        return Said(column, fault_words(fault, self.labels))

    @cached_property
    def wrong(self) -> list[Line]:
        return [one for one in self.lines if one.errors]

    @cached_property
    def fine(self) -> int:
        return sum(not (one.errors or one.same) for one in self.lines)

    @property
    def same(self) -> int:
        return sum(one.same for one in self.lines)

    @property
    def may_save(self) -> bool:
        return self.fine > 0 and not self.faults and not self.wrong

    @property
    def asks_despite_silence(self) -> bool:
        """Co-executors that are silent are the only thing against handing in."""
        return self.may_save and self._against == {SILENCE}

    @property
    def may_hand_in(self) -> bool:
        return self.may_save and self._against <= {SILENCE}

    @cached_property
    def _against(self) -> set[str]:
        return {told["code"] for one in self.rows for told in one["against"]}


def _claim(claim: str, owed: Obligation | None) -> str:
    """As the choices of its row say it; what is said of the other kind, in that one's words."""
    if not claim:
        return ""
    may = claims_for(owed.kind) if owed else DATED
    return str({**FOR_PERIOD, **DATED, **may}[Claim(claim)])


def _document(one: Mapping[str, Any]) -> str:
    kind, number, day = (one[name] for name in ("document_kind", "document_number", "document_on"))
    parts = [
        str(DocumentKind(kind).label) if kind else "",
        f"№ {number}" if number else "",
        f"{date.fromisoformat(day):%d.%m.%Y}" if day else "",
    ]
    return " ".join(part for part in parts if part)
