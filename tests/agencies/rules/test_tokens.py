"""How the secret of a token is written."""

import pytest

from agencies.rules.tokens import digest_of, is_written_right, start_of, written

SECRET = written("0Az" * 12)


def test_a_secret_has_a_prefix_36_random_signs_and_a_checksum() -> None:
    assert (SECRET[:4], SECRET[4:40], len(SECRET)) == ("mpt_", "0Az" * 12, 46)


def test_a_secret_of_ours_is_recognised_without_asking() -> None:
    assert is_written_right(SECRET)


@pytest.mark.parametrize(
    "other",
    [
        "",
        SECRET[:-1],
        SECRET + "0",
        SECRET.replace("mpt_", "mtp_"),
        SECRET[:-1] + ("0" if SECRET[-1] != "0" else "1"),
        "mpt_" + "1" + SECRET[5:],
        SECRET + "\n",
        "mpt_" + "ё" * 42,
        "a" * 40,
    ],
)
def test_what_is_no_secret_of_ours_is_not(other: str) -> None:
    assert not is_written_right(other)


def test_it_begins_with_eight_readable_signs_and_the_rest_is_kept_as_a_hash() -> None:
    assert (start_of(SECRET), len(digest_of(SECRET))) == ("0Az0Az0A", 64)
