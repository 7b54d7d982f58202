"""Every type has words, and every type can be chosen."""

from exchange.rules.types import PING, TYPES
from exchange.type_words import LABELS, choices, label


def test_every_type_has_words_and_a_place_in_the_form() -> None:
    assert set(LABELS) == {*TYPES, PING}
    offered = [value for _heading, group in choices() for value, _label in group]
    assert sorted(offered) == sorted(TYPES)


def test_a_type_that_is_not_known_any_more_stands_for_itself() -> None:
    assert label("measure.forgotten") == "measure.forgotten"
