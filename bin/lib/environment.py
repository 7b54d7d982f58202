"""The project's own Python environment: .venv, its packages, compiled translations."""

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import debian
from console import Refusal, note, say
from processes import Argv

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
REQUIREMENTS = ROOT / "requirements.txt"
STAMP = VENV / "requirements.sha256"
# What the shell may say about a real site, and a demonstration or a test must not hear.
OF_A_REAL_SITE = {
    *("DEBUG", "HTTPS", "PLAIN_HTTP", "CSRF_TRUSTED_ORIGINS", "SITE_URL", "MEDIA_ROOT"),
    *("STATIC_ROOT", "STATIC_BUILT"),
    *("EMAIL_URL", "DEFAULT_FROM_EMAIL", "BUSINESS_DATE"),
    *("DEMONSTRATION_PASSWORD_ONLY", "MFA_REQUIRED_FOR", "CACHE_URL", "NUM_PROXIES"),
    *("S3_BUCKET", "CLAMD_ADDRESS", "FILE_KINDS", "FILE_PROGRAMS"),
    *("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_NAME"),
    *("OIDC_ORIGINS", "HSTS_SECONDS", "HSTS_SUBDOMAINS", "HSTS_PRELOAD"),
    *("AUDIT_KEY", "AUDIT_OLD_KEYS", "AUDIT_ANCHOR_FILE", "AUDIT_ANCHOR_MAIL", "EXCHANGE_KEYS"),
    *("SECRET_KEY_FALLBACKS",),
}


def prepare() -> None:
    """Everything needed before a line of the project can run; quick when already there."""
    with only_one_at_a_time(ROOT / "var" / "setup.lock"):
        if not works(PYTHON):
            create_venv()
        if not is_current(STAMP, REQUIREMENTS):
            install_requirements()
        compile_translations()


@contextlib.contextmanager
def only_one_at_a_time(lock: Path) -> Iterator[None]:
    """bin/demo and bin/test may be started together on a fresh machine."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Waiting for another set-up in this folder to finish")
            fcntl.flock(held, fcntl.LOCK_EX)
        yield


def works(python: Path) -> bool:
    """False also for a link to an interpreter that has since been removed."""
    probe: Argv = [python, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]
    try:
        return subprocess.run(probe, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def create_venv() -> None:
    say("Creating the Python environment in .venv")
    if importlib.util.find_spec("ensurepip"):
        _run(sys.executable, "-m", "venv", "--clear", VENV)
    elif uv := shutil.which("uv"):
        _run(uv, "venv", "--quiet", "--clear", "--seed", "--python", sys.executable, VENV)
    else:
        add_missing_ensurepip()
        _run(sys.executable, "-m", "venv", "--clear", VENV)


def add_missing_ensurepip() -> None:
    """Debian and Ubuntu keep the part of Python that creates environments in a package."""
    package = f"python3.{sys.version_info.minor}-venv"
    if not debian.can_install():
        raise Refusal(
            "This Python cannot create a virtual environment (ensurepip is missing).\n"
            f"On Debian or Ubuntu run as root: apt-get install {package}"
        )
    debian.install([package])


def is_current(stamp: Path, source: Path) -> bool:
    return stamp.is_file() and stamp.read_text() == fingerprint(source)


def fingerprint(source: Path) -> str:
    return hashlib.sha256(source.read_bytes()).hexdigest()


def install_requirements() -> None:
    say("Installing the packages named in requirements.txt")
    if not has_uv():
        # Ten times faster than pip; without it pip does the same work.
        _try(PYTHON, "-m", "pip", "install", *QUIET_PIP, "uv")
    # Ministries sit behind proxies with certificates of their own, which only the system knows.
    by_uv: Argv = [PYTHON, "-m", "uv", "pip", "install", "--quiet", "--system-certs"]
    if not (has_uv() and _try(*by_uv, "--python", PYTHON, "-r", REQUIREMENTS)):
        note("uv does not do it here; pip takes about half a minute")
        _run(PYTHON, "-m", "pip", "install", *QUIET_PIP, "-r", REQUIREMENTS)
    STAMP.write_text(fingerprint(REQUIREMENTS))


QUIET_PIP = ("--quiet", "--disable-pip-version-check", "--root-user-action=ignore")


def has_uv() -> bool:
    return (VENV / "bin" / "uv").exists()


def compile_translations() -> None:
    _run(PYTHON, ROOT / "bin" / "lib" / "compile_messages.py", ROOT)


def neutral() -> dict[str, str]:
    """The shell's environment, for programs that are no real site."""
    env = {key: value for key, value in os.environ.items() if key not in OF_A_REAL_SITE}
    if env.pop("PYTHONDONTWRITEBYTECODE", None):
        # A wish to keep the tree clean, usual in containers. Without compiled modules each of
        # our dozen processes would start two seconds later, so they are kept where var/ is.
        env["PYTHONPYCACHEPREFIX"] = str(ROOT / "var" / "pycache")
    return env


def _run(*argv: str | Path) -> None:
    if not _try(*argv):
        raise Refusal("This step failed: " + " ".join(map(str, argv)))


def _try(*argv: str | Path) -> bool:
    return subprocess.run(argv, cwd=ROOT, check=False).returncode == 0
