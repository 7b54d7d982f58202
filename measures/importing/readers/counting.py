"""Whole numbers as Word's lists write them, 3, 03, III, c, в, and as footnotes do, ³."""

from collections.abc import Callable

_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
          (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"  # without ё, й, ъ, ы, ь
MOST = 1000  # beyond it, digits


_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def raised(text: str) -> str:
    """The mark of a footnote as the sign that it is; other raised words stay as they are."""
    return text.translate(_RAISED) if text.strip().isdecimal() else text


def plain(number: int) -> str:
    return str(number)


def _two_digits(number: int) -> str:
    return f"{number:02d}"


def roman(number: int) -> str:
    if not 0 < number < MOST:
        return str(number)
    said = ""
    for value, letters in _ROMAN:
        said += letters * (number // value)
        number %= value
    return said


def letters(number: int, alphabet: str) -> str:
    """a … z, then aa, bb: Word repeats the letter."""
    if not 0 < number < MOST:
        return str(number)
    times, at = divmod(number - 1, len(alphabet))
    return alphabet[at] * (times + 1)


WRITTEN: dict[str, Callable[[int], str]] = {
    "decimal": plain,
    "decimalZero": _two_digits,
    "upperRoman": roman,
    "lowerRoman": lambda number: roman(number).lower(),
    "upperLetter": lambda number: letters(number, _LATIN).upper(),
    "lowerLetter": lambda number: letters(number, _LATIN),
    "russianUpper": lambda number: letters(number, _RUSSIAN).upper(),
    "russianLower": lambda number: letters(number, _RUSSIAN),
}
