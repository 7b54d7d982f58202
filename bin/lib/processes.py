"""Child processes that never outlive the launcher, and signals that end it tidily."""

import contextlib
import functools
import os
import pwd
import signal
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


Argv = list[str | Path]


class Interrupted(BaseException):
    """Ctrl-C or a polite kill; a BaseException so that no handler for errors swallows it."""

    def __init__(self, signum: int) -> None:
        super().__init__(signal.Signals(signum).name)
        self.exit_code = 128 + signum


def raise_on_ending_signals() -> None:
    for signum in ENDING:
        signal.signal(signum, _interrupt)


def _interrupt(signum: int, _frame: FrameType | None) -> None:
    for each in ENDING:  # an impatient second Ctrl-C must not break the tidying up
        signal.signal(each, lambda _signum, _frame: None)
    raise Interrupted(signum)


@dataclass(frozen=True)
class Child:
    name: str
    process: subprocess.Popen[bytes]
    stop_signal: signal.Signals

    def is_running(self) -> bool:
        return self.process.poll() is None


def start(
    name: str,
    argv: Sequence[str | Path],
    *,
    log: Path | None = None,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    account: pwd.struct_passwd | None = None,
    stop_signal: signal.Signals = signal.SIGTERM,
    death_signal: signal.Signals | None = None,
) -> Child:
    """Start in a process group of its own; on Linux it is told to stop should we be killed."""
    with log.open("ab") if log else contextlib.nullcontext() as output:
        process = subprocess.Popen(
            _dying_with_us(argv, death_signal or stop_signal),
            stdin=subprocess.DEVNULL if log else None,
            stdout=output,
            stderr=subprocess.STDOUT if log else None,
            env=env,
            cwd=cwd,
            user=account.pw_uid if account else None,
            group=account.pw_gid if account else None,
            extra_groups=[] if account else None,
            start_new_session=True,
        )
    return Child(name, process, stop_signal)


def _dying_with_us(argv: Sequence[str | Path], signum: signal.Signals) -> Sequence[str | Path]:
    """setpriv asks the kernel for it, then becomes the program.

    Asking from a preexec_fn would do the same, and may hang where the caller has threads.
    """
    if not _setpriv_can_do_it():
        return argv
    return ["setpriv", "--pdeathsig", signum.name.removeprefix("SIG"), "--", *argv]


@functools.cache
def _setpriv_can_do_it() -> bool:
    """On Debian and its kin; not on macOS, and not where BusyBox stands in for util-linux."""
    try:
        probe = ["setpriv", "--pdeathsig", "TERM", "--", "true"]
        return subprocess.run(probe, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def stop(child: Child, *, patience: float = 15) -> None:
    """Ask the leader, who knows how to end its workers; then make sure of the whole group."""
    if child.is_running():
        child.process.send_signal(child.stop_signal)
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.process.wait(timeout=patience)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.process.pid, signal.SIGKILL)
    child.process.wait()


def run(
    name: str,
    argv: Sequence[str | Path],
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    stop_signal: signal.Signals = signal.SIGINT,
) -> int:
    """Run to the end in the foreground; when we are interrupted, so is it."""
    child = start(name, argv, env=env, cwd=cwd, stop_signal=stop_signal)
    try:
        return child.process.wait()
    finally:
        stop(child)
