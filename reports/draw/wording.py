"""Days, numbers and the plan's texts in the language that is active."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language

from agencies.translated import languages_for
from measures.date_words import period_words

# What XML 1.0, and so DOCX and XLSX, cannot hold.
FORBIDDEN: Final = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """Without characters that no document format may hold; lines end in one way."""
    return FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def brief(text: str, length: int) -> str:
    """On one line, at most so many characters; a longer one is cut between words, and says so."""
    line = " ".join(clean(text).split())
    if len(line) <= length:
        return line
    cut = line[: length - 1]
    return f"{cut[: cut.rfind(' ')] if ' ' in cut else cut}…"


def reads(texts: Mapping[str, str]) -> str:
    """The text in the active language, else in the first language that has one."""
    return clean(next((texts[one] for one in languages_for(get_language()) if texts.get(one)), ""))


def language_of(texts: Mapping[str, str]) -> str:
    """The language of what `reads` gives."""
    return next((one for one in languages_for(get_language()) if texts.get(one)), "ru")


def day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


def short(value: date) -> str:
    """06.07.2009, in English 6 Jul 2009: the manner of the pages."""
    return date_format(value, "SHORT_DATE_FORMAT")


def long(value: date) -> str:
    """6 июля 2009 г., 2009 жылғы 6 шілде, 6 July 2009."""
    return date_format(value, "DATE_FORMAT")


def number(value: int | Decimal) -> str:
    """Thousands apart; a comma before decimals in Russian and Kazakh, a point in English."""
    return number_format(value, use_l10n=True, force_grouping=True)


def quarter(label: str) -> str:
    """A round's period of any kind: «II квартал 2009 года», «I полугодие 2009 года»."""
    return clean(period_words(label))
