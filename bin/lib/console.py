"""What the two commands say, and how they refuse."""

from pathlib import Path
from typing import Final

# How a check ends that could not be made: neither passed nor failed (EX_TEMPFAIL of sysexits.h).
NOT_LOOKED: Final = 75


class Refusal(Exception):
    """Something a person must put right: told in plain words, without a traceback."""


def say(text: str) -> None:
    print(f"==> {text}", flush=True)


def note(text: str) -> None:
    print(f"    {text}", flush=True)


def tail(log: Path, lines: int = 20) -> str:
    """The last lines of a log, indented; empty where there is none."""
    if not log.is_file():
        return ""
    last = log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:]
    return "\n".join(f"    | {line}" for line in last)
