"""Undoing what keyboards, scanners and word processors do to the words of an act.

For reading and comparing only: what an act says is kept and shown as it is written.
"""

import re
import unicodedata
from typing import Final

# Latin capitals and small letters that look like Cyrillic ones. Every small letter here is also
# here as a capital, so that lower-casing never makes a new look-alike: a second pass is idle.
_LATIN: Final = "ABCEHIKMOPTXaceikopxƏəƟɵ"
_CYRILLIC: Final = "АВСЕНІКМОРТХасеікорхӘәӨө"
_LOOK_ALIKE: Final = str.maketrans(_LATIN, _CYRILLIC)
_SHAPES: Final = frozenset(_LATIN + "Yy")
_KAZAKH: Final = frozenset("әғқңөұүһіӘҒҚҢӨҰҮҺІ")
_CYRILLIC_LETTER: Final = re.compile(r"[\u0400-\u04ff]")

_WORD: Final = re.compile(r"[^\W\d_]+")
_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_HYPHENATED_LINE_END: Final = re.compile(r"(?<=[^\W\d_])[-\u00ac][ \t]*\n\s*(?=[^\W\d_])")
_DASH: Final = re.compile("[\u00ac\u2010-\u2015\u2212\u2043\ufe58\ufe63\uff0d]")
# Two letters a space apart are two words; three or more are one word set wide.
_SPACED_OUT: Final = re.compile(r"(?<!\S)(?:[^\W\d_] ){2,}[^\W\d_](?![^\s,.;:)])")


def plain(text: str) -> str:
    """One kind of dash and space; no soft or line-end hyphens; letter-spaced words joined."""
    text = _HYPHENATED_LINE_END.sub("", _INVISIBLE.sub("", text))
    text = _DASH.sub("-", unicodedata.normalize("NFKC", text))
    text = " ".join(text.split())
    return _SPACED_OUT.sub(lambda run: run[0].replace(" ", ""), text)


def in_one_alphabet(text: str) -> str:
    """Latin look-alikes become Cyrillic in each word that reads as Cyrillic.

    That is a word with Cyrillic letters, or one of look-alikes alone ("MTC"): it could be read
    either way, and comparing needs one way. Other Latin words ("UNHCR") stay as they are, and so
    does a text all in Latin that has such a word.
    """
    return text if _is_latin(text) else _WORD.sub(lambda found: _word(found[0]), text)


def _is_latin(text: str) -> bool:
    words = _WORD.findall(text)
    return not _CYRILLIC_LETTER.search(text) and not all(map(_SHAPES.issuperset, words))


def _word(word: str) -> str:
    if not (_CYRILLIC_LETTER.search(word) or _SHAPES.issuperset(word)):
        return word
    cyrillic = word.translate(_LOOK_ALIKE)
    # Y stands for two letters: ү in a Kazakh word ("Yкіметі"), у in a Russian one.
    if _KAZAKH.isdisjoint(cyrillic):
        return cyrillic.replace("Y", "У").replace("y", "у")
    return cyrillic.replace("Y", "Ү").replace("y", "ү")
