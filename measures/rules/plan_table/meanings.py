"""What one heading means: a column of a plan, a year of its costs, or nothing that is sure."""

import re
from functools import lru_cache

from rapidfuzz import fuzz, process

from .wording import HEADINGS, STEMS, Column, squeeze, squeezed_variants

LONGEST_HEADING = 90  # letters; longer text is a sentence
ALIKE = 80  # per cent of letters, for headings damaged by a scanner
APART = 8  # by so much must the best meaning win over the next

Key = Column | int  # an int is the year of a costs column


def as_key(text: str) -> Key:
    """A key as text back into what it was. Raises ValueError for anything else."""
    return int(text) if text.isdecimal() else Column(text)


_EXACT = {
    squeeze(text): column
    for column, languages in HEADINGS.items()
    for texts in languages.values()
    for text in texts
}
_LONG = {text: column for text, column in _EXACT.items() if len(text) >= 5}
_LONG_TEXTS = list(_LONG)
_YEAR = re.compile(r"(?:в|на)?((?:199|20\d)\d)(?:гг?|года?|году|ж|жыл|жылы|жылга|year)?")
_SINGLE = (Column.FORM, Column.DEADLINE, Column.EXECUTORS, Column.SOURCE, Column.COSTS)


_UNIT = re.compile(
    r"(?<=.)в?(?:млн|тыс|млрд|мын|миллион\w{0,3}|тысяч\w{0,2}|миллиард\w{0,3}|million|thousand|billion)"
    r"(?:тенге|тг|tenge|kzt)?$"
)


def meaning(text: str) -> Key | None:
    """The column that a heading names, a year's number, or None where unsure."""
    forms = (_UNIT.sub("", form) for form in squeezed_variants(text))
    return next((key for form in forms if (key := _meaning(form))), None)


@lru_cache(maxsize=8192)
def _meaning(squeezed: str) -> Key | None:
    if not squeezed or len(squeezed) > LONGEST_HEADING:
        return None
    if squeezed in _EXACT:
        return _EXACT[squeezed]
    if year := _YEAR.fullmatch(squeezed):
        return int(year[1])
    found = {
        column: hit.start() for column, stem in STEMS.items() if (hit := stem.search(squeezed))
    }
    return _one_of(found) if found else _alike(squeezed)


def _one_of(found: dict[Column, int]) -> Column | None:
    """«Мероприятие» is named in other headings too; costs and their source by what comes first."""
    single = [column for column in _SINGLE if column in found]
    if not single:
        return Column.MEASURE
    if set(single) == {Column.SOURCE, Column.COSTS}:
        return min(single, key=lambda column: found[column])
    return single[0] if len(single) == 1 else None


def _alike(squeezed: str) -> Column | None:
    scores: dict[Column, float] = {}
    found = process.extract(
        squeezed, _LONG_TEXTS, scorer=fuzz.ratio, limit=None, score_cutoff=ALIKE - APART
    )
    for text, score, _ in found:
        scores.setdefault(_LONG[text], score)
    best, second, *_ = [*sorted(scores, key=lambda column: -scores[column]), None, None]
    if best is None or scores[best] < ALIKE:
        return None
    return best if second is None or scores[best] - scores[second] >= APART else None
