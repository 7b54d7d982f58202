"""How deep a ground is coloured."""

from measures.rules.grades import grade


def test_nothing_has_no_ground_and_the_largest_has_the_deepest() -> None:
    assert [grade(value, 10) for value in (None, 0, 1, 2, 3, 9, 10)] == [0, 0, 1, 1, 2, 5, 5]


def test_where_all_are_nothing_none_is_coloured() -> None:
    assert grade(0, 0) == 0
