"""How the desk says its piles, and which links a row offers."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template

from measures.desk_words import PILE_WORDS
from measures.models import DeadlineKind, ExtensionState
from measures.querysets import NOT_HANDED_IN

register = template.Library()


@register.filter
def pile_words(pile: str) -> str:
    return str(PILE_WORDS[pile])


@register.filter
def count_in(pile: str, counts: Mapping[str, int]) -> int:
    return counts[pile]


@register.filter
def may_ask_for_time(owed: Any, today: date) -> bool:
    """While the date runs and no request waits: as services.extensions allows its agency."""
    dated = owed.due_on is not None and owed.kind != DeadlineKind.CONTINUOUS
    waits = owed.asked is not None and owed.asked.state == ExtensionState.REQUESTED
    return owed.state in NOT_HANDED_IN and dated and owed.due_on >= today and not waits
