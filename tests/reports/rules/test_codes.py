import pytest

from reports.rules.codes import code_in, grouped

CODE = "0a1b2c3d4e5f60718293"


@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        CODE.upper(),
        " 0a1b 2c3d 4e5f 6071 8293 ",
        "0a1b-2c3d-4e5f-6071-8293",
        "0a1b–2c3d–4e5f–6071–8293",
        CODE.replace("a", "а").replace("c", "с").replace("e", "е"),  # Cyrillic
        f"https://tracker.example/verify/{CODE}/",
        f"tracker.example/verify/{CODE}?x=1",
    ],
)
def test_a_code_is_read_as_people_write_it(typed: str) -> None:
    assert code_in(typed) == CODE


def test_the_checksum_of_a_file_is_read_as_well() -> None:
    assert code_in("AB" * 32) == "ab" * 32


@pytest.mark.parametrize("typed", ["", CODE[:-1], f"{CODE}0", "g" * 20, "٠" * 20, "verify/"])
def test_everything_else_is_no_code(typed: str) -> None:
    assert code_in(typed) == ""


def test_fours_are_read_aloud_and_read_back() -> None:
    assert grouped(CODE) == "0a1b 2c3d 4e5f 6071 8293"
    assert code_in(grouped(CODE)) == CODE
