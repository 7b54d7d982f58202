"""How words typed into a search box are read, found in a text and marked there.

PostgreSQL finds by the same rules over an index (measures.queries.search); a test holds the two
together. Here they serve SQLite and the marking of what was found.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from snowballstemmer import stemmer

LONGEST_QUERY: Final = 200
LONGEST_WORD: Final = 40
MOST_WORDS: Final = 8
BEGINS_FROM: Final = 3  # letters; a shorter word would begin half of the dictionary

# Letter for letter, so that places in a folded text are places in the text itself. Latin letters
# become the Cyrillic ones they are mistaken for, and Kazakh letters those that stand in for them
# on a Russian keyboard: «кошi-кон» finds «көші-қон».
_UPPER: Final = "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"
_KAZAKH: Final = ("әғқңөұүһі", "агкноуухи")
_LATIN: Final = ("abcehikmoptxyəɵ", "авсеникмортхуао")
_ASCII: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_APART: Final = "-/_:@\u2010\u2011\u2012\u2013\u2014\u2015"
_NOTHING: Final = "\u00ad\u200b\u2060\ufeff"


def _folding() -> dict[str, str]:
    table = dict(zip(_UPPER, _UPPER.lower(), strict=True)) | {"ё": "е", "Ё": "е"}
    small = dict(zip(*_KAZAKH, strict=True)) | dict(zip(*_LATIN, strict=True))
    table |= small | {letter.upper(): to for letter, to in small.items()}
    table |= {letter: small.get(letter.lower(), letter.lower()) for letter in _ASCII}
    return table | dict.fromkeys(_APART, " ")


FOLDING: Final = _folding()
_FOLD: Final = str.maketrans(FOLDING | dict.fromkeys(_NOTHING, ""))
# A number keeps its dots; a word keeps the soft hyphens inside it.
_TOKEN: Final = re.compile(rf"\d+(?:\.\d+)+|(?:(?!_)[\w{_NOTHING}])+")
_KAZAKH_ONLY: Final = re.compile("[әғқңөұүһі]")
# Endings of cases, of the plural and of belonging; one after another they go.
_ENDINGS: Final = re.compile(
    "(?:ымыз|іміз|ндағы|ндегі|[дт]ағы|[дт]егі|[лдт][ае]р|[ндт]ың|[ндт]ің|[дтн]ан|[дтн]ен|[мбп]ен"
    "|нда|нде|[гғкқн][ае]|[дтн]ы|[дтн]і|[дт]а|[дт]е|сы|сі|ын|ін|ым|ім|ың|ің|ы|і)$"
)
_ROOT: Final = 3  # letters of a Kazakh word that its endings never take


@dataclass(frozen=True)
class Word:
    """`typed`: as it came, in small letters; `folded`: as texts are compared; `begins`: what a
    found word may begin with, folded; `ru`, `en`: the stems, of which one is a found word's."""

    typed: str
    folded: str
    begins: tuple[str, ...]
    ru: str
    en: str

    def found_in(self, token: str) -> bool:
        """Whether a token of a text is this word, a form of it, or begins with it."""
        folded = fold(token)
        if folded == self.folded or (self.begins and folded.startswith(self.begins)):
            return True
        if not self.begins or folded[:2] != self.folded[:2]:
            return False
        return _russian(folded) == self.ru or _english(token.lower()) == self.en


def fold(text: str) -> str:
    """Without case, ё, Kazakh letters and look-alikes; soft hyphens gone."""
    return text.translate(_FOLD)


@lru_cache(maxsize=4096)
def _russian(word: str) -> str:
    return str(_STEMMERS["russian"].stemWord(word))


@lru_cache(maxsize=4096)
def _english(word: str) -> str:
    return str(_STEMMERS["english"].stemWord(word))


_STEMMERS: Final = {language: stemmer(language) for language in ("russian", "english")}


@lru_cache(maxsize=256)
def words_in(text: str) -> tuple[Word, ...]:
    """What is asked for: every one of them is to be found. Empty where the text has no word.

    Signs are no words. Words of one or two letters count only where there is no longer one. At
    most MOST_WORDS of the first LONGEST_QUERY characters, so that no query costs more.
    """
    plain = unicodedata.normalize("NFC", text[:LONGEST_QUERY]).lower()
    tokens = [_unhyphenated(found)[:LONGEST_WORD] for found in _TOKEN.findall(plain)]
    longer = [one for one in tokens if len(one) >= BEGINS_FROM or one.isdecimal()]
    chosen = dict.fromkeys(one for one in longer or tokens if one)
    return tuple(map(_word, list(chosen)[:MOST_WORDS]))


def _unhyphenated(word: str) -> str:
    """Without the signs that are not seen."""
    return word.translate(dict.fromkeys(map(ord, _NOTHING)))


def _word(typed: str) -> Word:
    folded = fold(typed)
    whole = len(folded) < BEGINS_FROM or folded[0].isdecimal()
    begins = () if whole else tuple(dict.fromkeys((folded, fold(_root(typed)))))
    return Word(typed, folded, begins, _russian(folded), _english(typed))


def _root(word: str) -> str:
    """A word with Kazakh letters without its endings; any other as it is.

    >>> _root("министрлігінің"), _root("миграции")
    ('министрліг', 'миграции')
    """
    if not _KAZAKH_ONLY.search(word):
        return word
    while (ending := _ENDINGS.search(word)) and ending.start() >= _ROOT:
        word = word[: ending.start()]
    return word


def tokens_of(text: str) -> list[str]:
    return _TOKEN.findall(text)


def all_found(words: Sequence[Word], texts: Iterable[str]) -> bool:
    """Every word somewhere in the texts; nothing asked for is found nowhere."""
    tokens = {token for text in texts if text for token in tokens_of(text)}
    return bool(words) and all(any(map(word.found_in, tokens)) for word in words)


@dataclass(frozen=True)
class Part:
    text: str
    found: bool


def marked(text: str, words: Sequence[Word]) -> list[Part]:
    """The whole text in parts, those found apart; nothing is lost of it."""
    parts, at = [], 0
    for token in _TOKEN.finditer(text):
        if any(word.found_in(token[0]) for word in words):
            parts += [Part(text[at : token.start()], found=False), Part(token[0], found=True)]
            at = token.end()
    return [part for part in [*parts, Part(text[at:], found=False)] if part.text]


SNIPPET: Final = 240  # characters
_BEFORE: Final = 80


def snippet(text: str, words: Sequence[Word], length: int = SNIPPET) -> list[Part]:
    """About so many characters around the first word found, from the beginning where none is;
    «…» where the text goes on. Cut at spaces."""
    text = " ".join(text.split())
    places = (
        token.start() for token in _TOKEN.finditer(text) if any(w.found_in(token[0]) for w in words)
    )
    first = next(places, 0)
    start = 0 if first <= _BEFORE else text.rfind(" ", 0, first - _BEFORE // 2) + 1
    end = start + length if len(text) > start + length else len(text)
    if end < len(text):
        end = max(text.rfind(" ", first, end), min(first + LONGEST_WORD, end))
    cut = ("… " if start else "") + text[start:end] + (" …" if end < len(text) else "")
    return marked(cut, words)
