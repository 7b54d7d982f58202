"""Personal data that a text for the public must not hold: addresses, and people known by name.

A name is found in any order and case (grammatical too), with initials, across commas, soft
hyphens and look-alike letters. Who is not known is not found, and a vowel that comes and goes
(Павел, Павла) hides a first name, though not the surname beside its initials.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from snowballstemmer import stemmer

from measures.rules.search_words import fold

EMAIL: Final = re.compile(r"[\w.+-]+\s?(?:@|[\[(](?:at|собака)[\])])\s?[\w-]+(?:\.[\w-]+)+", re.I)
_STEMMER: Final = stemmer("russian")
_ENDING: Final = re.compile(r"(?<=...)[аеиоуыэюяйь]$")
_LONGEST_ENDING: Final = 3  # letters that a case adds: Анн-ой, Айгүл-мен
_SHORT: Final = 3  # a word of fewer letters has no form but its own
_GLUED: Final = 8  # letters; written as one word, less would stand in ordinary words
_WORDS_OF_A_PERSON: Final = (2, 5)
# A word, with the signs inside it that are not seen, and the dot after it: an initial has one.
_TOKEN: Final = re.compile("[\\w\u00ad\u200b\u2060\ufeff]+\\.?")


@dataclass(frozen=True)
class Token:
    """A word of a text: as typed, folded, and whether it is an initial."""

    typed: str
    folded: str
    is_initial: bool


@dataclass(frozen=True)
class Name:
    """Of an account. `is_person`: two to five words with capital letters and no comma, of which
    two side by side tell the person; any other ("Отдел миграции") is found as a whole."""

    words: tuple[str, ...]
    is_person: bool


def personal_data(text: str, names: Iterable[str]) -> list[str]:
    """E-mail addresses in a text, and the words of it that name one of `names`.

    Names of one word ("МВД") are no names.

    >>> personal_data("Писать на a.b@example.org, Ивановой А.П.", ["Иванова Анна Петровна", "МВД"])
    ['a.b@example.org', 'Ивановой А. П.']
    """
    plain = unicodedata.normalize("NFKC", text)
    tokens = _tokens(plain)
    known = _by_beginning(tuple(names))
    # Of thousands of accounts few have a word that a text has, too.
    begins = dict.fromkeys(token.folded[:_SHORT] for token in tokens)
    near = dict.fromkeys(name for begin in begins for name in known.get(begin, ()))
    found = dict.fromkeys(told for name in near if (told := _found(name, tokens)))
    return [*EMAIL.findall(plain), *found]


@lru_cache(maxsize=4096)
def _tokens(text: str) -> tuple[Token, ...]:
    return tuple(map(_token, _TOKEN.findall(text)))


def _token(typed: str) -> Token:
    word = typed.rstrip(".")
    is_initial = len(word) == 1 and word.isupper() and word != typed
    return Token(typed if is_initial else word, fold(word), is_initial)


@lru_cache(maxsize=4)
def _by_beginning(names: tuple[str, ...]) -> dict[str, list[Name]]:
    """Names by the first letters of each of their words."""
    found: dict[str, list[Name]] = defaultdict(list)
    for name in map(_name, names):
        for word in name.words:
            found[word[:_SHORT]].append(name)
    return dict(found)


def _name(full_name: str) -> Name:
    tokens = _tokens(unicodedata.normalize("NFKC", full_name))
    least, most = _WORDS_OF_A_PERSON
    capital = all(one.typed[0].isupper() and one.folded.isalpha() for one in tokens)
    is_person = capital and least <= len(tokens) <= most and "," not in full_name
    return Name(tuple(one.folded for one in tokens) if len(tokens) > 1 else (), is_person)


def _found(name: Name, tokens: Sequence[Token]) -> str:
    """The words of the text, "" where the person is not named."""
    ways = (_pairs, _initials, _glued) if name.is_person else (_whole,)
    places = (place for way in ways for place in way(name.words, tokens))
    return next((" ".join(one.typed for one in tokens[first:end]) for first, end in places), "")


Places = Iterator[tuple[int, int]]


def _whole(words: Sequence[str], tokens: Sequence[Token]) -> Places:
    """All words, one after another."""
    count = len(words)
    for first in range(len(tokens) - count + 1):
        if all(_same(word, tokens[first + at].folded) for at, word in enumerate(words)):
            yield first, first + count


def _pairs(words: Sequence[str], tokens: Sequence[Token]) -> Places:
    """Two different words of the name side by side, in whatever order."""
    are = [[at for at, word in enumerate(words) if _same(word, one.folded)] for one in tokens]
    for first in range(len(are) - 1):
        if any(one != other for one in are[first] for other in are[first + 1]):
            third = first + 2 < len(are) and bool(are[first + 2])
            yield first, first + 2 + third


def _initials(words: Sequence[str], tokens: Sequence[Token]) -> Places:
    """A word of the name with the first letters of others before or after it."""
    for at, token in enumerate(tokens):
        for word in words:
            if len(word) < _SHORT or not _same(word, token.folded):
                continue
            letters = {other[0] for other in words if other != word}
            after, before = _run(tokens[at + 1 :], letters), _run(tokens[:at][::-1], letters)
            if after or before:
                yield (at, at + 1 + after) if after else (at - before, at + 1)


def _run(tokens: Sequence[Token], letters: set[str]) -> int:
    """How many initials of the name stand at the beginning, two at most."""
    count = 0
    for token in tokens[:2]:
        if not (token.is_initial and token.folded in letters):
            break
        count += 1
    return count


def _glued(words: Sequence[str], tokens: Sequence[Token]) -> Places:
    """Two words of the name as one: a sign that is not seen may stand between them."""
    pairs = {one + other for one in words for other in words if one != other}
    for at, token in enumerate(tokens):
        if any(len(pair) >= _GLUED and token.folded.startswith(pair) for pair in pairs):
            yield at, at + 1


@lru_cache(maxsize=8192)
def _same(word: str, found: str) -> bool:
    """Whether two folded words are forms of one: Анна, Анной; Достоевский, Достоевского."""
    if word == found:
        return True
    if word[:2] != found[:2] or min(len(word), len(found)) < _SHORT:
        return False
    roots = (_ENDING.sub("", word), _ENDING.sub("", found))
    short, long = sorted(roots, key=len)
    added = max(len(word), len(found)) - len(short)
    is_form = long.startswith(short) and added <= _LONGEST_ENDING
    return is_form or _stem(word) == _stem(found)


def _stem(word: str) -> str:
    return str(_STEMMER.stemWord(word))
