"""Undoing the damage that scanning, typing and word processors do to legal texts.

The result serves reading only: the record keeps the phrase as written.
"""

import re
import unicodedata

_LATIN = "ABCEHKMOPTXYIaceopxyik"
_CYRILLIC = "АВСЕНКМОРТХУІасеорхуік"
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)
# Beside a letter that is Cyrillic beyond doubt, these are slips of a scanner too.
_SCANNED_TO_CYRILLIC = str.maketrans("rnumtbhgRNUG", "гпимтьндГПИД")
_SURELY_CYRILLIC = re.compile(f"[^{_CYRILLIC}\\W\\d_a-zA-Z]")
_HAS_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_HAS_LATIN = re.compile(r"[A-Za-z]")
_ONLY_LATIN_SHAPES = re.compile(rf"[{_LATIN}]+\Z")
_ROMAN_LETTER = re.compile("[IVXІ]")
_ROMAN = re.compile(r"[IVXivx]+\Z")
_WORD = re.compile(r"[^\W\d_]+")

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_FOOTNOTE_MARK = re.compile(r"[*†‡¹²³⁰⁴-⁹]+")
_WORD_PROCESSOR_HYPHEN = re.compile(r"\u00ac\s*")
_LINE_END_HYPHEN = re.compile(r"(?<=[^\W\d_])-[ \t]*\n\s*(?=[^\W\d_])")
_DASH = re.compile("[\u2010-\u2015\u2212\u2043\ufe58\ufe63\uff0d]")
# Two letters a space apart are two words; three or more are one word set wide.
_SPACED_LETTERS = re.compile(r"(?<!\S)[^\W\d_]( {1,3})(?:[^\W\d_]\1)+[^\W\d_](?![^\s,.;:)])")
_GLUED_ROMAN = re.compile(r"\b(IV|I{1,3})(?=(?i:кв|полуг|тоқ|жарт))")
_SPACED_YEAR = re.compile(r"(?<!\S)([12]) (\d) (\d) (\d)(?!\S)")

# kk letters and ё fold to the nearest plain letter: acts mix them up freely, and no two words
# of the vocabulary differ by them alone.
_FOLD = str.maketrans("әғқңөұүһіё", "агкноууxие".replace("x", "х"))


def clean(phrase: str) -> str:
    """Lower-case text with one alphabet to a word, plain hyphens and single spaces."""
    text = _FOOTNOTE_MARK.sub("", _INVISIBLE.sub("", _DASH.sub("-", phrase)))
    text = _LINE_END_HYPHEN.sub("", _WORD_PROCESSOR_HYPHEN.sub("", text))
    text = unicodedata.normalize("NFKC", text.replace("№", " № "))
    text = _GLUED_ROMAN.sub(r"\1 ", text)
    if _HAS_CYRILLIC.search(text) and _HAS_LATIN.search(text):
        text = _WORD.sub(_one_alphabet, text)
    text = _SPACED_LETTERS.sub(_set_tight, text)
    text = _SPACED_YEAR.sub(r"\1\2\3\4", text)
    return " ".join(text.lower().split())


def _set_tight(run: re.Match[str]) -> str:
    """One word, unless a Roman figure stands between two words of a letter: «в I и III»."""
    return run[0] if _ROMAN_LETTER.search(run[0]) else run[0].replace(" ", "")


def _one_alphabet(found: re.Match[str]) -> str:
    word = found[0]
    if not _HAS_LATIN.search(word) or _ROMAN.match(word):
        return word
    if _ONLY_LATIN_SHAPES.match(word):  # a preposition typed on the wrong keyboard: "c", "k"
        return word.translate(_TO_CYRILLIC)
    if not _HAS_CYRILLIC.search(word):
        return word
    cyrillic = word.translate(_TO_CYRILLIC)
    if _SURELY_CYRILLIC.search(word):
        cyrillic = cyrillic.translate(_SCANNED_TO_CYRILLIC)
    return word.translate(_TO_LATIN) if _HAS_LATIN.search(cyrillic) else cyrillic


def fold(text: str) -> str:
    """Kazakh letters and ё as their plain neighbours; length is kept."""
    return text.translate(_FOLD)


def unscan(word: str) -> str:
    """Scanners print "Ұ" or "Ң" where a Russian word had "ё"."""
    return word.replace("ұ", "е").replace("ң", "е")
