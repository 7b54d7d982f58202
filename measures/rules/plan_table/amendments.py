"""Marks that later acts leave in a published plan: «исключен», «Сноска. Пункт 5 в редакции …».

A struck row is no measure, and a note of an amendment is no part of a measure's text.
"""

import re
from dataclasses import dataclass, replace

from measures.rules.deadlines.noise import clean, fold

from .findings import Finding
from .grid import Cell, Table

LONGEST_STRUCK = 400
_ACT = r"постановлен|указ|распоряжен|приказ|решени|законом|в соответств|согласно|с \d|от \d"
_WHAT = (
    r"пункт|подпункт|строк|позици|раздел|глав|мероприят|реттик нөмир|реттик номир|тармак|жол|болим"
)
_NUMBER = r"[\s\d.\-–,()ivxi№]*"
_STRUCK = re.compile(
    rf"(?:(?:сноска|ескерту)\W*)?(?:(?:{_WHAT})\w*\W*)?{_NUMBER}(?:(?:{_WHAT})\w*\W*)?{_NUMBER}"
    rf"(?:(?:исключен[аоы]?|утратил[аои]? силу|excluded|struck(?: out)?)(?:\W*$|\W+(?:{_ACT}|by ))"
    r"|(?:алып тасталды|алынып тасталды|алып тасталсын|куши жойылды|кушин жойды)\b)"
)
_WORDS = (
    r"редакци|исключ|внесен|дополнен|изменени|утратил|каулы|толыктыр|озгери|өзгери|алып тастал|"
    r"алынып тастал|кушин|күшин|amended"
)
_FOOTNOTE = re.compile(rf"^(?:сноска|ескерту|footnote)\W.*?(?:{_WORDS})")
_MAYBE = re.compile(r"сноска|ескерту|footnote|[(\[]", re.IGNORECASE)
_IN_BRACKETS = re.compile(
    r"[(\[]\s?(?:в (?:новой )?ред(?:акции|\.)|с изменени|с учетом изменени|внесен|дополнен|"
    r"(?:жаңа )?редакция(?:сы)?(?:нда|да)|as amended)[^()\[\]]*(?:\([^()]*\)[^()\[\]]*)*[)\]]"
    r"|\([^()]{0,150}(?:редакциясында|қаулысымен)[^()]{0,80}\)",
    re.IGNORECASE,
)


def is_struck(text: str) -> bool:
    """Says that the row, point or section was taken out by a later act."""
    return len(text) <= LONGEST_STRUCK and bool(_STRUCK.match(_plain(text)))


def is_amendment_note(text: str) -> bool:
    """«Сноска. Пункт 5 в редакции постановления …»"""
    return bool(_FOOTNOTE.match(_plain(text)))


def _plain(text: str) -> str:
    return fold(clean(text[:LONGEST_STRUCK])).replace("i", "и")


def without_notes(table: Table, body: int) -> tuple[Table, list[Finding]]:
    """The table with the notes of amendments taken out of its cells, and each note as a finding."""
    split = {cell: _split(cell.text) for row in table.rows[body:] for cell in row if cell.text}
    noted = {cell: parts for cell, parts in split.items() if parts.notes}
    if not noted:
        return table, []
    told = sorted(noted, key=lambda cell: (cell.row, cell.column))
    findings = [_finding(cell, note) for cell in told for note in noted[cell].notes]
    rows = tuple(tuple(_put(cell, noted) for cell in row) for row in table.rows)
    return replace(table, rows=rows), findings


@dataclass(frozen=True)
class _Parts:
    text: str
    notes: tuple[str, ...] = ()


def _split(text: str) -> _Parts:
    """A note that strikes the row stays: it says what the row is."""
    kept: list[str] = []
    notes: list[str] = []
    for line in text.split("\n"):
        if not _MAYBE.search(line):
            kept.append(line)
        elif is_amendment_note(line) and not is_struck(line):
            notes.append(line.strip())
        else:
            notes += [found[0] for found in _IN_BRACKETS.finditer(line)]
            kept.append(" ".join(_IN_BRACKETS.sub(" ", line).split()))
    return _Parts("\n".join(kept).strip(), tuple(notes)) if notes else _Parts(text)


def _put(cell: Cell, noted: dict[Cell, _Parts]) -> Cell:
    return replace(cell, text=noted[cell].text) if cell in noted else cell


def _finding(cell: Cell, note: str) -> Finding:
    facts = {"text": " ".join(note.split())[:160]}
    return Finding("amendment_note", cell.row, cell.column, facts)
