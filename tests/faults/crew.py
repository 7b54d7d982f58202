"""Workers of the queue `compile` and a beat, which draw slowly enough to be killed half-way."""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import processes
from console import tail
from environment import ROOT

from tests.faults.site import Site

QUICKLY = {"COMPILE_SECONDS": "1", "COMPILE_CLAIM_SECONDS": "3", "COMPILE_RETRY_SECONDS": "0.5"}
PROGRAM = (sys.executable, "-m", "tests.faults.slow_celery", "--quiet", "-A", "config")
WORKER = ("worker", "-Q", "compile", "--concurrency", "1")


class Crew:
    """`gate`: while the file is there, each drawing and gathering waits before it begins; `broken`:
    the format that no worker can draw, written into a file of that name."""

    def __init__(self, site: Site) -> None:
        self.site, self.folder = site, site.folder
        self.gate, self.broken = self.folder / "gate", self.folder / "broken"
        self.env = site._environment() | QUICKLY | {
            "BUSINESS_DATE": "2009-07-06",
            "SLOW_CELERY": str(self.folder),
        }  # fmt: skip
        self.running: dict[str, processes.Child] = {}

    def start(self, *names: str) -> None:
        for name in names:
            if name == "beat":
                argv: tuple[str, ...] = (
                    "beat", "--schedule", str(self.folder / "compile-beat"),
                )  # fmt: skip
            else:
                argv = (*WORKER, "--hostname", f"{name}@compile")
            self.running[name] = processes.start(
                name,
                [*PROGRAM, *argv],
                log=self.folder / f"{name}.log",
                env=self.env,
                cwd=ROOT,
                death_signal=signal.SIGKILL,
            )

    def kill(self, *names: str) -> None:
        """Each with all its children, in the middle of whatever they do."""
        for name in names:
            gone = self.running.pop(name)
            os.killpg(gone.process.pid, signal.SIGKILL)
            gone.process.wait(timeout=30)

    def stored(self) -> list[Path]:
        """Every file of a report there is in the storage."""
        media = self.folder / "media"
        return sorted(path for path in media.glob("reports/**/*") if path.is_file())

    def until(self, holds: Callable[[], object], what: str) -> None:
        """The logs of the workers stand in the failure."""
        try:
            self.site.until(holds, what, seconds=120)
        except AssertionError as error:
            logs = sorted(self.folder.glob("*.log"))
            told = "\n".join(f"--- {log.name}\n{tail(log)}" for log in logs)
            raise AssertionError(f"{error}\n{told}") from None
