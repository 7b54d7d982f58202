"""The executors' cell: bodies and groups, who leads, who takes part by agreement.

Names may hold the signs that separate names («акимы областей, городов Астаны и Алматы»), so the
longest known name is tried first.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from agencies.rules.names import normalise_name

from .names import Body, BodyKind, Named, Names
from .wording import squeeze

__all__ = ["Body", "BodyKind", "Executors", "Named", "Names", "read_executors"]

LONGEST_NAME = 12  # pieces that one name may be cut into


@dataclass(frozen=True)
class Executors:
    """In the order of the cell. `problems`: two_leads; `repeated`: names said twice."""

    named: tuple[Named, ...]
    problems: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()


_MARK = re.compile(r"\(([^()]{2,40})\)|(?<=\s)[-–—]\s*(созыв|свод)\b", re.IGNORECASE)
_MARKS = {
    "convenes": re.compile(r"созыв|шакыр|convenes|ответственн"),
    "consolidates": re.compile(r"свод|жинакта|consolidat"),
    "by_agreement": re.compile(r"(по)?согласовани|кели[сш][иу]м?.{0,2}бойынша|byagreement|посогл"),
}
_HARD = r"[,;\n]+|\s[-–—]\s*(?=\n)|[•·]"
_SOFT = r"\s(?:и|және|жэне|and|а также|&|совместно с(?:о)?|при участии|бірлесіп)\s"
_SEPARATOR = re.compile(f"(?P<hard>{_HARD})|(?P<soft>{_SOFT})", re.IGNORECASE)
_ENCLOSED = re.compile(r"\([^()]*\)|«[^«»]*»|“[^“”]*”")
_PLURAL = re.compile(r"\s*(министерства|агентства)\s", re.IGNORECASE)
_TRIM = " \t\r\n.,;:-–—"


def read_executors(text: str, names: Names) -> Executors:
    """Splits the cell and finds who leads: the one marked (созыв), else the first named."""
    found = list(_merge(_split(text, names)))
    convening = [at for at, named in enumerate(found) if named.convenes]
    lead = convening[0] if convening else 0
    named = tuple(replace(item, lead=at == lead) for at, item in enumerate(found))
    unique, repeated = _without_repeats(named)
    return Executors(unique, ("two_leads",) if len(convening) > 1 else (), repeated)


@dataclass(frozen=True)
class _Piece:
    text: str
    start: int
    end: int
    soft: bool  # joined to the piece before by «и» alone


def _split(text: str, names: Names) -> Iterator[Named]:
    """Longest known name first; what is not known runs to the next comma, or to a known name."""
    pieces = list(_pieces(text))
    at, shared = 0, ""
    while at < len(pieces):
        if plural := _PLURAL.match(pieces[at].text):
            shared = plural[1]
        look = _Look(text, pieces, names, shared)
        taken = look.longest(at) or look.unknown(at)
        yield look.named(at, taken)
        at += taken


def _pieces(text: str) -> Iterator[_Piece]:
    start, soft = 0, False
    for found in _separators(text):
        if text[start : found.start()].strip(_TRIM):
            yield _Piece(text[start : found.start()], start, found.start(), soft)
            soft = found.lastgroup == "soft"
        else:
            soft = soft and found.lastgroup == "soft"
        start = found.end()
    if text[start:].strip(_TRIM):
        yield _Piece(text[start:], start, len(text), soft)


def _separators(text: str) -> Iterator[re.Match[str]]:
    """Signs between names; inside parentheses and quotes they separate nothing."""
    inside = [range(*found.span()) for found in _ENCLOSED.finditer(text)]
    for found in _SEPARATOR.finditer(text):
        if not any(found.start() in place for place in inside):
            yield found


@dataclass(frozen=True)
class _Look:
    """`shared`: the word that «министерства юстиции, внутренних дел» says once for all."""

    text: str
    pieces: list[_Piece]
    names: Names
    shared: str

    def longest(self, at: int) -> int:
        """How many pieces from `at` make a known name; 0 for none."""
        most = min(LONGEST_NAME, len(self.pieces) - at)
        return next((n for n in range(most, 0, -1) if self._key(_bare(self._written(at, n)))), 0)

    def unknown(self, at: int) -> int:
        """How many pieces from `at` run on until a comma, a mark or a known name."""
        taken = 1
        while at + taken < len(self.pieces) and self.pieces[at + taken].soft:
            if _has_mark(self.pieces[at + taken - 1].text) or self.longest(at + taken):
                break
            taken += 1
        return taken

    def named(self, at: int, taken: int) -> Named:
        written = self._written(at, taken)
        marks = [squeeze(found[1] or found[2]) for found in _MARK.finditer(written)]
        said = " ".join(mark for mark in marks if _is_mark(mark))
        flags = {flag: bool(pattern.search(said)) for flag, pattern in _MARKS.items()}
        bare = _bare(written)
        key = self._key(bare)
        return Named(
            " ".join(bare.split()),
            self.names.known.get(key),
            unclear=key in self.names.unclear,
            full="" if key else self.names.explained.get(_key(bare), ""),
            **flags,
        )

    def _written(self, at: int, taken: int) -> str:
        return self.text[self.pieces[at].start : self.pieces[at + taken - 1].end]

    def _key(self, name: str) -> str:
        """The key under which the name is known, "" for none."""
        keys = [_key(name), *([_key(f"{self.shared} {name}")] if self.shared and name else [])]
        return next((k for k in keys if k in self.names.known or k in self.names.unclear), "")


@lru_cache(maxsize=8192)
def _key(name: str) -> str:
    """The same few bodies stand in every row of a plan."""
    return normalise_name(name)


def _bare(written: str) -> str:
    """The name without its marks; other words in parentheses belong to the name."""
    kept = _MARK.sub(lambda found: " " if _is_mark(found[1] or found[2]) else found[0], written)
    return kept.strip(_TRIM)


def _is_mark(text: str) -> bool:
    squeezed = squeeze(text)
    return any(pattern.match(squeezed) for pattern in _MARKS.values())


def _has_mark(text: str) -> bool:
    return any(_is_mark(found[1] or found[2]) for found in _MARK.finditer(text))


def _merge(found: Iterator[Named]) -> Iterator[Named]:
    """A mark on a line of its own belongs to the name before it."""
    before: Named | None = None
    for item in found:
        if before is not None and not item.text:
            before = replace(
                before,
                convenes=before.convenes or item.convenes,
                consolidates=before.consolidates or item.consolidates,
                by_agreement=before.by_agreement or item.by_agreement,
            )
            continue
        if before is not None:
            yield before
        before = item
    if before is not None:
        yield before


def _without_repeats(named: tuple[Named, ...]) -> tuple[tuple[Named, ...], tuple[str, ...]]:
    """A body named twice counts once, with the marks of both."""
    kept: dict[Body | str, Named] = {}
    repeated: list[str] = []
    for item in named:
        key = item.body or _key(item.text)
        if key in kept:
            repeated.append(item.text)
            item = _joined(kept[key], item)
        kept[key] = item
    return tuple(kept.values()), tuple(repeated)


def _joined(first: Named, second: Named) -> Named:
    return replace(
        first,
        lead=first.lead or second.lead,
        convenes=first.convenes or second.convenes,
        consolidates=first.consolidates or second.consolidates,
        by_agreement=first.by_agreement or second.by_agreement,
    )
