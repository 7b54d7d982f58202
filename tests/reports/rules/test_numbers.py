import pytest

from reports.rules.numbers import next_number, plain_number


@pytest.mark.parametrize(
    ("given", "following"),
    [
        ([], "1"),
        (["1"], "2"),
        (["12-3/45"], "12-3/46"),
        (["12-3/099"], "12-3/100"),
        (["12-3/09"], "12-3/10"),
        (["7-вн"], "8-вн"),
        (["б/н"], "б/н-1"),
        (["5", "6", "7"], "8"),
        (["12-3/45", "12-3/46"], "12-3/47"),
    ],
)
def test_the_newest_number_is_counted_on_past_those_that_are_taken(
    given: list[str], following: str
) -> None:
    assert next_number(given) == following


def test_blanks_are_written_in_one_way() -> None:
    assert plain_number("\t12-3 /\n 45 ") == "12-3 / 45"
