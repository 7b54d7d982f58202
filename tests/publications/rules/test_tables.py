import csv
import io

import pytest

from publications.rules.tables import written


def read(table: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(table.decode("utf-8-sig"))))


@pytest.mark.parametrize(
    "text", ["=1+1", "+7", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "  =1+1", "＝1+1"]
)
def test_what_a_spreadsheet_would_run_stays_text(text: str) -> None:
    assert read(written(["a"], [[text]]))[1] == [f"'{text}"]


def test_text_and_numbers_come_back_as_they_were() -> None:
    rows = [["7.1", "до 1 июля, «сразу»", 'say "yes"\nthen', 5, -2, None]]
    table = written(list("abcdef"), rows)
    assert table.startswith(b"\xef\xbb\xbfa,b,c,d,e,f\r\n")
    assert read(table)[1] == ["7.1", "до 1 июля, «сразу»", 'say "yes"\nthen', "5", "-2", ""]
