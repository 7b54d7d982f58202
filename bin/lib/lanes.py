"""The steps of bin/test, one after another, on one processor or on two."""

import contextlib
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import processes
from console import NOT_LOOKED, say
from environment import ROOT


@dataclass(frozen=True)
class Step:
    """`needs_network`: without one it ends with NOT_LOOKED, which is told and is no failure."""

    name: str
    argv: Sequence[str | Path]
    env: dict[str, str] = field(default_factory=dict)
    needs_network: bool = False


@dataclass(frozen=True)
class Outcome:
    step: Step
    exit_code: int
    seconds: float

    @property
    def not_looked(self) -> bool:
        return self.step.needs_network and self.exit_code == NOT_LOOKED

    @property
    def failed(self) -> bool:
        return bool(self.exit_code) and not self.not_looked

    def __str__(self) -> str:
        verdict = f"FAILED (exit {self.exit_code})" if self.failed else "passed"
        if self.not_looked:
            verdict = "NOT LOOKED: the network does not answer"
        return f"{self.step.name:<34}{self.seconds:7.1f} s  {verdict}"


def shown(word: str | Path) -> str:
    return word.name if isinstance(word, Path) else word


def run(step: Step, env: dict[str, str]) -> Outcome:
    say(f"{step.name}: {' '.join(shown(word) for word in step.argv)}")
    started = time.monotonic()
    exit_code = processes.run(step.name, step.argv, env=env | step.env, cwd=ROOT)
    return Outcome(step, exit_code, time.monotonic() - started)


@contextlib.contextmanager
def beside(
    steps: Sequence[Step], env: dict[str, str], folder: Path
) -> Iterator[Callable[[], list[Outcome]]]:
    """One after another on a second processor meanwhile.

    What one said is shown at the end, and only if it failed.
    """
    for step in steps:
        say(f"{step.name}, meanwhile: {' '.join(shown(word) for word in step.argv)}")
    lane = Lane(steps, env, folder)
    lane.start()
    try:
        yield lane.finish
    finally:
        lane.stop()


class Lane:
    """Runs steps while the main thread runs others."""

    def __init__(self, steps: Sequence[Step], env: dict[str, str], folder: Path) -> None:
        self.steps, self.env, self.folder = steps, env, folder
        self.outcomes: list[Outcome] = []
        self._starting = threading.Lock()
        self._child: processes.Child | None = None
        self._over = False
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def _run(self) -> None:
        for step in self.steps:
            started = time.monotonic()
            with self._starting:
                if self._over:
                    return
                self._child = self._begin(step)
            exit_code = self._child.process.wait()
            self.outcomes.append(Outcome(step, exit_code, time.monotonic() - started))

    def _begin(self, step: Step) -> processes.Child:
        return processes.start(
            step.name,
            step.argv,
            log=self._log(step),
            env=self.env | step.env,
            cwd=ROOT,
            stop_signal=signal.SIGINT,
        )

    def _log(self, step: Step) -> Path:
        return self.folder / f"{step.name}.log"

    def finish(self) -> list[Outcome]:
        """What came of every step; one that could not even be started has failed."""
        self._thread.join()
        for outcome in self.outcomes:
            if outcome.exit_code:
                self._tell(outcome.step)
        lost = self.steps[len(self.outcomes) :]
        return [*self.outcomes, *(Outcome(step, 1, 0) for step in lost)]

    def _tell(self, step: Step) -> None:
        say(f"What {step.name} said")
        print(self._log(step).read_text(encoding="utf-8", errors="replace"), flush=True)

    def stop(self) -> None:
        with self._starting:
            self._over = True
        if self._child is not None:
            processes.stop(self._child)
