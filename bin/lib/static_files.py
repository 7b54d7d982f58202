"""Static files as a real site serves them: compressed, and named by what is in them."""

import hashlib
import subprocess
from collections.abc import Iterator
from pathlib import Path

from console import Refusal, say
from environment import PYTHON, ROOT, neutral, only_one_at_a_time
from processes import Argv

COLLECTED = ROOT / "staticfiles"
MANIFEST = COLLECTED / "staticfiles.json"
STAMP = ROOT / "var" / "static.sha256"
# What the collected files follow from; packages change with the requirements.
SOURCES = ("requirements.txt", "config/settings/**/*.py", "config/*static*.py", "*/static/**/*")


def collect() -> None:
    """Quick when nothing has changed since the last time; else about ten seconds."""
    with only_one_at_a_time(ROOT / "var" / "setup.lock"):
        now = fingerprint(ROOT)
        if not is_current(STAMP, MANIFEST, now):
            say("Collecting static files")
            _collectstatic()
            STAMP.write_text(now)


def is_current(stamp: Path, manifest: Path, now: str) -> bool:
    return manifest.is_file() and stamp.is_file() and stamp.read_text() == now


def fingerprint(root: Path) -> str:
    """Of the names and contents of all sources."""
    found = hashlib.sha256()
    for path in _sources(root):
        found.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()


def _sources(root: Path) -> Iterator[Path]:
    for pattern in SOURCES:
        yield from sorted(path for path in root.glob(pattern) if path.is_file())


def _collectstatic() -> None:
    """Not with the shell's settings: only files are written, and always to the same place."""
    asked: Argv = [PYTHON, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
    env = neutral() | {
        "SECRET_KEY": "no secret: no page is served with it",
        "ALLOWED_HOSTS": "localhost",
        "STATIC_ROOT": str(COLLECTED),
    }
    done = subprocess.run(asked, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Refusal(f"manage.py collectstatic failed:\n{done.stderr[-2000:]}")
