import sys
import time
from pathlib import Path

import pytest
from console import Refusal
from supervisor import MOST_RESTARTS, Part, Supervisor


def fallen(supervisor: Supervisor, part: Part) -> None:
    while part.child and part.child.is_running():
        time.sleep(0.02)
    supervisor.restart_fallen()


def test_a_part_that_falls_is_started_again_until_it_falls_too_often(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    supervisor = Supervisor({}, tmp_path)
    broken = [sys.executable, "-c", "print('no database'); raise SystemExit(3)"]
    part = Part("worker", broken, tmp_path / "worker.log")
    supervisor.start(part)
    for _ in range(MOST_RESTARTS):
        fallen(supervisor, part)
    assert capsys.readouterr().out.count("worker stopped (exit 3); starting it again") == 3
    with pytest.raises(Refusal, match=r"worker keeps stopping(.|\n)*no database"):
        fallen(supervisor, part)


def test_stopping_leaves_nothing_running(tmp_path: Path) -> None:
    supervisor = Supervisor({}, tmp_path)
    parts = [Part(name, ["sleep", "60"], tmp_path / name) for name in ("broker", "web")]
    children = [supervisor.start(part) for part in parts]
    supervisor.stop()
    assert not any(child.is_running() for child in children)
