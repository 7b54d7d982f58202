"""The command prints one JSON object a phrase and refuses a plan that ends before it begins."""

import io
import json

import pytest
from django.core.management import CommandError, call_command, execute_from_command_line

DATES = ["--from", "2008-01-01", "--to", "2010-12-31"]


def output(*args: str) -> list[dict[str, object]]:
    out = io.StringIO()
    call_command("parse_deadline", *args, stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_phrases_are_read_from_the_arguments():
    assert output("до 1 июля 2009 года", "бог весть", *DATES, "--json") == [
        {"phrase": "до 1 июля 2009 года", "kind": "once", "due": ["2009-07-01"],
         "language": "ru", "warnings": []},
        {"phrase": "бог весть", "kind": "undecided", "due": [],
         "language": "ru", "warnings": ["unreadable"]},
    ]  # fmt: skip


def test_phrases_are_read_from_standard_input(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("үш ай мерзімде\n\nтұрақты түрде\n"))
    kinds = [line["kind"] for line in output(*DATES, "--approved", "2007-11-28")]
    assert kinds == ["once", "continuous"]


def test_a_plan_that_ends_before_it_begins_is_refused():
    with pytest.raises(CommandError) as refusal:
        output("2009 год", "--from", "2008-01-01", "--to", "2007-12-31")
    assert (refusal.value.returncode, str(refusal.value)) == (
        1, "--to 2007-12-31 is before --from 2008-01-01",
    )  # fmt: skip


def test_a_missing_date_is_wrong_usage():
    with pytest.raises(CommandError):
        output("2009 год", "--from", "2008-01-01")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["2009 год", "--from", "2008-01-01"], 2),
     (["2009 год", "--from", "2008-01-01", "--to", "soon"], 2),
     (["2009 год", "--from", "2008-01-01", "--to", "2007-12-31"], 1)],
)  # fmt: skip
def test_the_exit_code_tells_wrong_usage_from_a_refusal(arguments, code):
    with pytest.raises(SystemExit) as end:
        execute_from_command_line(["manage.py", "parse_deadline", *arguments])
    assert end.value.code == code
