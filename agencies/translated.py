"""Plan data is held in Russian, Kazakh and English columns; people read one of them."""

from typing import Final

from django.db.models import F, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import get_language

ORDER: Final = ("ru", "kk", "en")


def languages_for(language: str | None) -> tuple[str, ...]:
    """The reader's language first, then the fallback order ru, kk, en."""
    wanted = (language or "ru").split("-")[0]
    return tuple(dict.fromkeys((wanted if wanted in ORDER else "ru", *ORDER)))


def localized(row: object, field: str, language: str | None = None) -> str:
    """The first non-empty of field_<language>, field_ru, field_kk, field_en; "" if all are."""
    columns = (f"{field}_{code}" for code in languages_for(language or get_language()))
    return next((text for column in columns if (text := getattr(row, column, ""))), "")


def localized_column(field: str, language: str | None = None) -> Coalesce:
    """SQL twin of `localized`, to order and search by what the reader sees."""
    columns = [f"{field}_{code}" for code in languages_for(language or get_language())]
    return Coalesce(*(NullIf(F(column), Value("")) for column in columns), Value(""))


class Translated:
    """`row.title` reads title_ru, title_kk or title_en in the active language."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, row: object, owner: type | None = None) -> str:
        return localized(row, self.name) if row is not None else self.name
