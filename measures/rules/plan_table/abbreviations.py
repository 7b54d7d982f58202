"""The note under a plan that says what its abbreviations stand for, and what follows from it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from agencies.rules.names import normalise_name

from .findings import Finding
from .grid import Table
from .names import Body, Names
from .wording import ABBREVIATIONS_ROW, NOTE_ROW, squeeze

LONGEST_ABBREVIATION = 40
LONGEST_FULL = 250
LONGEST_NOTE = 20_000
MOST_COLUMNS = 3
MOST_LINES = 300
RELATED = 60  # per cent: less, and the note speaks of another body than the one known

_DASH = r"\s*[–—−]\s*|\s+-\s+|\s*=\s*"
_HEAD = re.compile(
    r"^\s?\**\s?(?:примечани\w*|расшифровк\w*|список|ескертпе\w*|ескерту\w*|аббревиатур\w*|"
    r"қысқартыл\w*|принятые|сокращени\w*|notes?|abbreviations?)\b[^:–—]{0,120}:",
    re.IGNORECASE,
)
# A comma parts two abbreviations only where another one plainly begins behind it.
_PARTS = re.compile(
    rf"[;\n]+|,(?=\s*[^\s,;]{{2,20}}(?:{_DASH})\S)|\.(?=\s+[^\s,;]{{2,20}}(?:{_DASH})\S)"
)
_PAIR = re.compile(rf"(?P<short>\S.*?)(?:{_DASH})(?P<full>\S.*)", re.DOTALL)

Pairs = Mapping[str, str]  # abbreviation → full name, both as written


def pairs_of(texts: Iterable[str]) -> dict[str, str]:
    """What the lines of a note explain; the rest of it is left alone."""
    found: dict[str, str] = {}
    for part in _parts(texts):
        if len(part) <= LONGEST_FULL * 2 and (pair := _PAIR.fullmatch(part.strip(" .,;"))):
            short, full = pair["short"].strip(' «»"*'), pair["full"].strip(" .;")
            if _fits(short, full):
                found.setdefault(short, full)
    return found


def _parts(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        said = "\n".join(" ".join(line.split()) for line in text[:LONGEST_NOTE].split("\n"))
        while head := _HEAD.match(said):
            said = said[head.end() :]
        yield from _PARTS.split(said)


def _fits(short: str, full: str) -> bool:
    """An abbreviation begins with a capital, is short, and stands for something longer."""
    words = len(short.split())
    return (
        short[:1].isupper()
        and words <= 4
        and len(short) <= LONGEST_ABBREVIATION
        and len(short) < len(full) <= LONGEST_FULL
    )


def note_lines(lines: Sequence[str]) -> Iterator[str]:
    """The lines from where a note of abbreviations begins."""
    begun = False
    for line in lines[:MOST_LINES]:
        begun = begun or bool(NOTE_ROW.match(squeeze(line)) or ABBREVIATIONS_ROW.match(line))
        if begun:
            yield line


def rows_of_note(table: Table) -> list[str]:
    """The rows of a table of abbreviations as lines; none where the table is something else."""
    if not table.rows or not 2 <= table.width <= MOST_COLUMNS:
        return []
    lines = [_line(table, i) for i in range(min(len(table.rows), MOST_LINES))]
    told = [line for line in lines if line]
    pairs = pairs_of(told)
    announced = any(NOTE_ROW.match(squeeze(line.text)) for line in table.before)
    is_note = announced or sum(map(_is_abbreviation, pairs)) * 2 > len(pairs)
    return told if pairs and is_note and len(pairs) * 2 > len(told) else []


def _is_abbreviation(short: str) -> bool:
    """«Министр | И. Иванов» is a signature."""
    return sum(letter.isupper() for letter in short) >= 2


def _line(table: Table, index: int) -> str:
    """«МТСЗН – Министерство …» from cells of their own."""
    texts = [text for cell in table.anchored(index) if (text := cell.text.strip(" –—-\n"))]
    return " – ".join(texts) if len(texts) == 2 else " ".join(texts)


def told_by(names: Names, pairs: Pairs) -> tuple[Names, list[Finding]]:
    """The names with what the note adds; a note against a known name is only told of."""
    known, unclear = dict(names.known), set(names.unclear)
    explained: dict[str, str] = {}
    findings: list[Finding] = []
    for short, full in pairs.items():
        key, body = normalise_name(short), names.known.get(normalise_name(full))
        own = names.known.get(key)
        if own is None and body is not None:
            known[key] = body
            unclear.discard(key)
        elif own is None:
            explained[key] = full
        elif body != own and not (body is None and _related(names, own, full)):
            findings.append(Finding("abbreviation_differs", facts={"name": short, "full": full}))
    return replace(names, known=known, unclear=frozenset(unclear), explained=explained), findings


def _related(names: Names, body: Body, full: str) -> bool:
    """Whether the full name may be another wording of one that the body is known by."""
    said = normalise_name(full)
    own = (name for name, known in names.known.items() if known == body)
    return any(fuzz.token_set_ratio(said, name) >= RELATED for name in own)
