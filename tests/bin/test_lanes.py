"""Steps that run beside others, on a second processor."""

import os
import sys
import time
from pathlib import Path

import pytest
from lanes import Step, beside


def step(name: str, code: str) -> Step:
    return Step(name, [sys.executable, "-c", code])


def outcomes_of(steps: list[Step], folder: Path) -> list[tuple[str, int]]:
    with beside(steps, dict(os.environ), folder) as finish:
        return [(outcome.step.name, outcome.exit_code) for outcome in finish()]


def test_steps_of_a_lane_run_one_after_another(tmp_path: Path) -> None:
    note = tmp_path / "note"
    first = step("first", f"import time; time.sleep(.2); open({str(note)!r}, 'w').close()")
    second = step("second", f"import os; assert os.path.exists({str(note)!r})")
    assert outcomes_of([first, second], tmp_path) == [("first", 0), ("second", 0)]


def test_what_a_step_said_is_shown_only_if_it_failed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fine, wrong = step("fine", "print('calm')"), step("wrong", "print('alas'); exit(3)")
    assert outcomes_of([fine, wrong], tmp_path) == [("fine", 0), ("wrong", 3)]
    said = capsys.readouterr().out
    assert ("calm\n" in said, "alas\n" in said) == (False, True)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_step_that_cannot_be_started_has_failed(tmp_path: Path) -> None:
    nowhere = Step("nowhere", [tmp_path / "no-such-program"], {"BAD": 1})  # type: ignore[dict-item]
    fine = step("fine", "")
    assert outcomes_of([nowhere, fine], tmp_path) == [("nowhere", 1), ("fine", 1)]


def test_leaving_a_lane_ends_what_runs_and_starts_no_more(tmp_path: Path) -> None:
    note = tmp_path / "note"
    long = step("long", "import time; time.sleep(60)")
    never = step("never", f"open({str(note)!r}, 'w').close()")
    started = time.monotonic()
    with beside([long, never], dict(os.environ), tmp_path):
        time.sleep(0.3)
    assert (time.monotonic() - started < 20, note.exists()) == (True, False)
