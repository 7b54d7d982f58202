"""What each row of a filled-in table says, beside what is owed and what was reported."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.formats import date_format

from agencies.models import User
from measures.models import Claim, MeasureState, ProgressState
from measures.progress_words import claims_for
from measures.queries.progress_uploads import Stand, stands_of
from measures.querysets import NOT_HANDED_IN
from measures.rules.progress import PERIODIC
from measures.rules.progress_table import Col, Fault, Reading

SHOWN: Final = 300  # signs of a text in the preview


@dataclass(frozen=True)
class Row:
    """`same`: it is handed in already as the row says, so nothing is to be done. `against`: what
    stands against handing it in, though not against keeping it as a draft."""

    reading: Reading
    stand: Stand | None = None
    same: bool = False
    against: tuple[dict[str, Any], ...] = ()

    @property
    def writes(self) -> bool:
        return not (self.same or self.reading.faults)

    def as_json(self) -> dict[str, Any]:
        one, owed = self.reading, self.stand.owed if self.stand else None
        return {
            "row": one.row,
            "obligation": owed.pk if owed else None,
            "claim": one.claim,
            "text": one.text[:SHOWN],
            "cut": len(one.text) > SHOWN,
            "document_kind": one.document_kind,
            "document_number": one.document_number,
            "document_on": one.document_on.isoformat() if one.document_on else "",
            "faults": [fault.as_json() for fault in one.faults],
            "against": list(self.against),
            "same": self.same,
        }


def judged(readings: Iterable[Reading], *, by: User, today: date) -> list[Row]:
    """What the rows say beside what is owed; three statements."""
    found = list(readings)
    stands = stands_of([one.obligation for one in found if one.obligation], by, today)
    return [_judge(one, stands.get(one.obligation)) for one in found]


def _judge(one: Reading, stand: Stand | None) -> Row:
    if one.obligation == 0 and one.faults:  # its key is none, and that is told
        return Row(one)
    if stand is None:  # there is none, or it is another agency's: nobody is told which
        return Row(one.with_faults(Fault("not_yours", Col.KEY)))
    owed = stand.owed
    if one.number and one.number.rstrip(".") != owed.measure.number.rstrip("."):
        told = {"number": owed.measure.number}
        return Row(one.with_faults(Fault("row_mixed", Col.NUMBER, told)), stand)
    one = _with_claim(one, owed.kind)
    if handed_in := _handed_in(stand):
        if not one.faults and _says(handed_in, one):
            return Row(one, stand, same=True)
        return Row(one.with_faults(Fault("handed_in_meanwhile", "", _by(handed_in))), stand)
    if owed.state not in NOT_HANDED_IN or owed.measure.state != MeasureState.ON_CONTROL:
        return Row(one.with_faults(Fault("not_open")), stand)
    draft = stand.under_way
    if draft and draft.version != one.version and not _says(draft, one):
        return Row(one.with_faults(Fault("changed_meanwhile", "", _by(draft))), stand)
    return Row(one, stand)


def _handed_in(stand: Stand) -> Any:
    """What lies in review, or was accepted where nothing more is owed."""
    if stand.under_way and stand.under_way.state == ProgressState.SUBMITTED:
        return stand.under_way
    return stand.last if stand.owed.state not in NOT_HANDED_IN else None


def _with_claim(one: Reading, kind: str) -> Reading:
    """A report for a period says so by being there; of a date of its own somebody has to say."""
    may = claims_for(kind)
    if any(fault.column == Col.CLAIM for fault in one.faults):
        return one
    if not one.claim and kind in PERIODIC:
        return Reading(**{**vars(one), "claim": Claim.DONE.value})
    if not one.claim:
        return one.with_faults(Fault("claim_missing", Col.CLAIM))
    if one.claim not in may:
        choices = ", ".join(str(words) for words in may.values())
        return one.with_faults(Fault("claim_not_here", Col.CLAIM, {"choices": choices}))
    return one


def _says(entry: Any, one: Reading) -> bool:
    names = ("claim", "text", "document_kind", "document_number", "document_on")
    return all(getattr(entry, name) == getattr(one, name) for name in names)


def _by(entry: Any) -> dict[str, str]:
    day = entry.submitted_on or entry.updated_at.date()
    return {"who": str(entry.author), "day": date_format(day, "d.m.Y")}
