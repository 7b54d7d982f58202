"""From a cleaned phrase to words with a known part in a deadline."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from .idioms import IDIOMS
from .model import Unit
from .noise import fold, unscan
from .words import ROWS

_NAMES = (
    "NUM", "Y", "DATE", "MONTH", "YEAR", "HALF", "QUARTER", "UMONTH", "UWEEK", "UDAY", "PERIOD",
    "CHISLO", "WORKING", "DECADE", "EVERY", "EACH", "EACHPOST", "TIMES", "COMING", "NEXT",
    "REPORTING", "RESULTS", "LAST", "END", "OPEN", "WITHIN", "DUE", "IN", "FROM", "TO", "SINCE",
    "ABL", "SEP", "DASH", "APPROX", "TERMADJ", "UNKNOWN", "HERE", "TENS",
)  # fmt: skip
# Each kind of word is one letter, so that a phrase becomes a short string to match (grammar.py).
KINDS = {
    name: chr(ord("A") + at) if at < 26 else chr(ord("a") + at - 26)
    for at, name in enumerate(_NAMES)
}


@dataclass(frozen=True)
class Token:
    kind: str
    number: int = 0
    unit: Unit | None = None
    day: date | None = None
    language: str = ""


_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9,
          "x": 10, "xi": 11, "xii": 12}  # fmt: skip
_ROMAN_WORD = re.compile(r"(?<![^\W_])(?<!\d-)[ivxіх]{1,4}(?![^\W_])")
# Roman numerals as scanners see them: II as "П", III as "Ш", I as "l".
_SCANNED = re.compile(
    r"(?<!\w)(п|ш|[1liі]{0,2}[liі][1liі]{0,2}|[l1]v|[1іi]у)(?=-?м?\s*(?:кв|полу|тоқ|жарты))"
)
_SCANNED_AS = {"п": "2", "ш": "3"} | {"lv": "4", "1v": "4", "1у": "4", "іу": "4", "iу": "4"}


def _fold_pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(fold(pattern))


_IDIOMS = tuple((_fold_pattern(pattern), fold(word)) for pattern, word in IDIOMS)
_WORDS = tuple(
    (_fold_pattern(rf"(?:{pattern})\Z"), Token(KINDS[kind], number, unit, None, language))
    for language, kind, number, unit, pattern in ROWS
)
_PIECE = re.compile(
    r"(?P<date>\d{1,2}\.\d{1,2}\.\d{2,4}|\d{4}-\d{2}-\d{2})(?!\.?\d)|"
    r"(?P<month>(?:0?[1-9]|1[0-2])\.(?:19|20)\d\d(?![\d./]))|"
    r"(?P<day>\d{1,2}\.(?:0[1-9]|1[0-2])(?!\.?\d|/))|(?P<dotted>\d+[./]\d+)|"
    r"(?P<number>\d+)|(?P<word>[^\W\d_]+)|(?P<dash>-)|(?P<sep>[,;:()])|(?P<skip>[\s.\"'«»“”„]+)|"
    r"(?P<other>.)"
)
_REPEATED = "".join(KINDS[name] for name in ("NUM", "SEP", "NUM", "SEP"))
_UNKNOWN = Token(KINDS["UNKNOWN"])
_ABLATIVE = re.compile("[днт][ае]н\\Z")


def tokens(text: str) -> list[Token]:
    """The words of a cleaned phrase, prepositions without a meaning of their own left out."""
    found = [token for piece in _pieces(_normal_form(text)) for token in piece]
    return _told_once(_whole_numbers([token for token in found if token.kind != KINDS["IN"]]))


def _told_once(found: list[Token]) -> list[Token]:
    """«2 (двух) месяцев»: the number in words repeats the figure."""
    out: list[Token] = []
    for token in found:
        out.append(token)
        kinds = "".join(word.kind for word in out[-4:])
        if kinds == _REPEATED and out[-4].number == out[-2].number:
            del out[-3:]
    return out


def _whole_numbers(found: list[Token]) -> list[Token]:
    """«двадцать пятого», «он екі», "twenty fifth" are one number."""
    out: list[Token] = []
    for token in found:
        tens = out.pop().number if out and out[-1].kind == KINDS["TENS"] else 0
        small = token.kind == KINDS["NUM"] and token.number < 10
        if tens and not small:
            out.append(Token(KINDS["NUM"], tens, language=token.language))
        out.append(replace(token, number=tens + token.number) if tens and small else token)
    last = out.pop() if out and out[-1].kind == KINDS["TENS"] else None
    return [*out, replace(last, kind=KINDS["NUM"])] if last else out


def _normal_form(text: str) -> str:
    text = _SCANNED.sub(lambda found: _SCANNED_AS.get(found[1], str(len(found[1]))), text)
    text = (
        fold(_ROMAN_WORD.sub(_roman, text))
        if "ұ" not in text and "ң" not in text
        else fold(" ".join(_unscanned(word) for word in _ROMAN_WORD.sub(_roman, text).split()))
    )
    for pattern, word in _IDIOMS:
        text = pattern.sub(word, text)
    return text


def _roman(found: re.Match[str]) -> str:
    number = _ROMAN.get(found[0].replace("і", "i").replace("х", "x"))
    return found[0] if number is None else str(number)


@lru_cache(maxsize=4096)
def _unscanned(word: str) -> str:
    """The word, or its repair if only the repair is in the vocabulary."""
    bare = word.strip('.,;:()«»"')
    repaired = unscan(bare)
    if bare == repaired or _known(fold(bare)) or not _known(fold(repaired)):
        return word
    return word.replace(bare, repaired)


def _known(word: str) -> bool:
    return word_tokens(word)[0] is not _UNKNOWN or fold("следующ") in word


def _pieces(text: str) -> Iterator[Iterable[Token]]:
    for found in _PIECE.finditer(text):
        match found.lastgroup:
            case "word":
                yield word_tokens(found[0])
            case "number":
                yield (_number(int(found[0][:9])),)
            case "dash":
                yield (Token(KINDS["DASH"]),)
            case "sep":
                yield (Token(KINDS["SEP"]),)
            case "date":
                yield (_date(found[0]),)
            case "day":
                day, month = found[0].split(".")
                yield _number(int(day)), Token(KINDS["MONTH"], int(month))
            case "month":
                month, year = found[0].split(".")
                yield Token(KINDS["MONTH"], int(month)), _number(int(year))
            case "skip":
                pass
            case _:
                yield (_UNKNOWN,)


def _number(value: int) -> Token:
    if 1990 <= value <= 2099:
        return Token(KINDS["Y"], value)
    return Token(KINDS["NUM"], value) if value <= 366 else _UNKNOWN


def _date(text: str) -> Token:
    parts = [int(part) for part in re.split(r"[.-]", text)]
    year, month, day = parts if "-" in text else parts[::-1]
    try:
        return Token(KINDS["DATE"], day=date(year + 2000 if year < 100 else year, month, day))
    except ValueError:
        return _UNKNOWN


@lru_cache(maxsize=8192)
def word_tokens(word: str) -> tuple[Token, ...]:
    """One word's token; a Kazakh month or year in the ablative carries a second one, "from"."""
    token = next((token for pattern, token in _WORDS if pattern.match(word)), _UNKNOWN)
    dated = token.kind in (KINDS["MONTH"], KINDS["YEAR"]) and token.language == "kk"
    if dated and len(word) > 5 and _ABLATIVE.search(word):
        return token, Token(KINDS["ABL"])
    return (token,)
