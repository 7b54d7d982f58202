"""Deadlines as acts write them, by language, with what they mean (rows: deadline_rows.py)."""

from deadline_phrases_en import BARE, ENGLISH
from deadline_phrases_kk import KAZAKH
from deadline_phrases_open import BARE_OPEN, ENGLISH_OPEN, KAZAKH_OPEN, RUSSIAN_OPEN
from deadline_phrases_ru import RUSSIAN
from deadline_phrases_ru_recurring import RUSSIAN_RECURRING

PHRASES = {
    "ru": (*RUSSIAN, *RUSSIAN_RECURRING, *RUSSIAN_OPEN),
    "kk": (*KAZAKH, *KAZAKH_OPEN),
    "en": (*ENGLISH, *ENGLISH_OPEN),
    "": (*BARE, *BARE_OPEN),
}
