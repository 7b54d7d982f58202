"""What must I do now? One sentence, in the reader's language."""

from datetime import date

import pytest
from django.utils import translation

from measures.desk_words import summary
from measures.models import Obligation
from measures.queries.desk import PILES, Desk

TODAY = date(2009, 7, 6)


def desk(next_due: date | None, **counts: int) -> Desk:
    filled = {**dict.fromkeys(PILES, 0), **counts}
    return Desk([], filled, next_due, Obligation.objects.none())


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (
            desk(date(2009, 7, 10), late=2, today=1),
            "2 reports are late, due today: 1. The next one is due on: Friday, 10 July.",
        ),
        (desk(None, late=1, returned=1), "1 report is late, returned to you: 1."),
        (desk(None, today=3, quarters=2), "Due today: 3, for past quarters: 2."),
        (
            desk(date(2010, 1, 10), later=1),
            "Nothing has to be handed in today. The next one is due on: 10 January 2010.",
        ),
        (desk(None), "Nothing has to be handed in today."),
    ],
)
def test_the_sentence_says_what_presses_and_what_is_next(found: Desk, said: str) -> None:
    with translation.override("en"):
        assert summary(found, TODAY) == said
