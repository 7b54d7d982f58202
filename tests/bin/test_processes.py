import signal
import subprocess
import sys
import time
from pathlib import Path

import processes

# A worker of its own and no manners: it does not react to SIGTERM.
STUBBORN = (
    "import signal, subprocess, time;"
    "signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    "print(subprocess.Popen(['sleep', '60']).pid, flush=True);"
    "time.sleep(60)"
)


def is_running(pid: int) -> bool:
    """A zombie, ended and not yet collected by whoever adopted it, does not run."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def wait_for_line(log: Path) -> str:
    while not log.exists() or "\n" not in log.read_text():
        time.sleep(0.02)
    return log.read_text()


def wait_until_gone(pid: int) -> bool:
    deadline = time.monotonic() + 10
    while is_running(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not is_running(pid)


def test_stopping_asks_first(tmp_path: Path) -> None:
    child = processes.start("sleep", ["sleep", "60"], log=tmp_path / "log")
    processes.stop(child)
    assert child.process.returncode == -signal.SIGTERM


def test_stopping_ends_the_whole_group_of_one_that_does_not_listen(tmp_path: Path) -> None:
    log = tmp_path / "log"
    child = processes.start("stubborn", [sys.executable, "-c", STUBBORN], log=log)
    worker = int(wait_for_line(log))
    processes.stop(child, patience=0.2)
    assert child.process.returncode == -signal.SIGKILL
    assert wait_until_gone(worker)


def test_a_child_does_not_outlive_a_launcher_that_was_killed(tmp_path: Path, root: Path) -> None:
    log = tmp_path / "log"
    launcher = (
        f"import sys; sys.path.insert(0, {str(root / 'bin' / 'lib')!r});"
        "import pathlib, processes, time;"
        "child = processes.start('sleep', ['sleep', '60'], log=pathlib.Path('/dev/null'));"
        "print(child.process.pid, flush=True); time.sleep(60)"
    )
    with (
        log.open("wb") as output,
        subprocess.Popen([sys.executable, "-c", launcher], stdout=output) as parent,
    ):
        child = int(wait_for_line(log))
        assert is_running(child)
        parent.kill()
    assert wait_until_gone(child)


def test_a_foreground_step_hands_back_its_exit_code() -> None:
    assert processes.run("seven", [sys.executable, "-c", "raise SystemExit(7)"]) == 7
