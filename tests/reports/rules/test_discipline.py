from measures.rules.discipline import Discipline
from reports.rules.discipline import FEW, ranked


def places(**found: tuple[int, int]) -> list[tuple[int | None, str]]:
    """By body: in time and late."""
    counts = {
        code: Discipline(due=good + late, in_time=good, late=late)
        for code, (good, late) in found.items()
    }
    return [(place, code) for place, code, _ in ranked(counts)]


def test_the_better_share_stands_first() -> None:
    assert places(a=(3, 3), b=(9, 1), c=(4, 0)) == [(1, "c"), (2, "b"), (3, "a")]


def test_equal_shares_share_a_place_and_the_next_is_left_free() -> None:
    assert places(a=(2, 2), b=(3, 3), c=(1, 3)) == [(1, "b"), (1, "a"), (3, "c")]


def test_shares_are_compared_exactly_and_not_by_whole_per_cents() -> None:
    assert places(a=(994, 6), b=(998, 2)) == [(1, "b"), (2, "a")]


def test_alike_in_everything_the_code_decides() -> None:
    assert places(b=(3, 0), a=(3, 0)) == [(1, "a"), (1, "b")]


def test_a_body_with_too_few_reports_has_no_place_and_is_shown() -> None:
    assert places(few=(FEW - 1, 0), bad=(0, FEW)) == [(1, "bad"), (None, "few")]
    assert places(none=(0, 0)) == [(None, "none")]
