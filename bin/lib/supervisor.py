"""Keeps the parts of the demonstration running."""

import signal
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import processes
from console import Refusal, note, tail

MOST_RESTARTS = 3
CALM_SECONDS = 60  # a part that ran this long has recovered from what happened before


@dataclass
class Part:
    """One program of the demonstration, and what has become of it."""

    name: str
    argv: Sequence[str | Path]
    log: Path
    child: processes.Child | None = None
    started_at: float = 0
    restarts: int = 0


@dataclass
class Supervisor:
    env: Mapping[str, str]
    cwd: Path
    parts: list[Part] = field(default_factory=list)

    def start(self, part: Part) -> processes.Child:
        """Start it and watch over it from now on."""
        self.parts.append(part)
        return self._launch(part)

    def _launch(self, part: Part) -> processes.Child:
        part.started_at = time.monotonic()
        part.child = processes.start(
            part.name,
            part.argv,
            log=part.log,
            env=self.env,
            cwd=self.cwd,
            # No mercy when we are killed: Celery would wait for a broker that has gone too.
            death_signal=signal.SIGKILL,
        )
        return part.child

    def watch(self) -> None:
        """Until a signal ends it, or a part falls too often."""
        while True:
            self.restart_fallen()
            time.sleep(0.5)

    def restart_fallen(self) -> None:
        for part in self.parts:
            if part.child and not part.child.is_running():
                self._restart(part, part.child)

    def _restart(self, part: Part, fallen: processes.Child) -> None:
        if time.monotonic() - part.started_at > CALM_SECONDS:
            part.restarts = 0
        if part.restarts >= MOST_RESTARTS:
            raise Refusal(f"{part.name} keeps stopping. Its log, {part.log}:\n{tail(part.log)}")
        part.restarts += 1
        note(f"{part.name} stopped (exit {fallen.process.returncode}); starting it again")
        processes.stop(fallen)  # clears away workers it may have left behind
        self._launch(part)

    def stop(self) -> None:
        """Last started, first stopped: the broker and the mail catcher outlive their clients."""
        for part in reversed(self.parts):
            if part.child:
                processes.stop(part.child, patience=8)
