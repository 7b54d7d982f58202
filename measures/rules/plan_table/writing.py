"""The cells of a plan table, written so that `reading` reads the same from them."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from .wording import AGREEMENT_MARK, CONSOLIDATES_MARK, HEADINGS, LEAD_MARK, Column

MILLION_TENGE = {"ru": "млн. тенге", "kk": "млн. теңге", "en": "million tenge"}


def heading(column: Column, language: str) -> str:
    """The usual heading of an official plan; costs say what they are counted in."""
    text = HEADINGS[column][language][0]
    return f"{text}, {MILLION_TENGE[language]}" if column == Column.COSTS else text


@dataclass(frozen=True)
class Part:
    """A body's name and the part it plays."""

    name: str
    lead: bool = False
    consolidates: bool = False
    by_agreement: bool = False


def executors(parts: Iterable[Part], language: str) -> str:
    """«МТСЗН (созыв), КНБ (по согласованию)»; a body alone needs no mark to lead."""
    named = list(parts)
    return ", ".join(_with_marks(part, language, alone=len(named) == 1) for part in named)


def _with_marks(part: Part, language: str, *, alone: bool) -> str:
    words = [LEAD_MARK[language]] * (part.lead and not alone)
    words += [CONSOLIDATES_MARK[language]] * part.consolidates
    marks = [", ".join(words)] if words else []
    marks += [AGREEMENT_MARK[language]] * part.by_agreement
    return " ".join([part.name, *(f"({mark})" for mark in marks)])


def amount(planned: Decimal, language: str) -> str:
    """Without empty decimals; a decimal comma in Russian and Kazakh."""
    text = f"{planned.normalize():f}"
    return text if language == "en" else text.replace(".", ",")


def amounts(told: Iterable[tuple[Decimal, str]], language: str) -> str:
    """«6,5 (республиканский бюджет); 2»: sums of one year, each with its source if it has one."""
    texts = (f"{amount(sum_, language)} ({source})" if source else amount(sum_, language)
             for sum_, source in told)  # fmt: skip
    return "; ".join(texts)
