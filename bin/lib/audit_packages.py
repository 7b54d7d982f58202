"""Asks the advisory service of PyPI, through pip-audit, about every package that is installed.

Ends with 0 when nothing is known, with 1 when something is, and with NOT_LOOKED when the service
could not be asked: that is no finding, and no clearance either.
"""

import importlib.metadata
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from console import NOT_LOOKED

# Advisories that do not touch us, each with the reason and until when that holds.
SET_ASIDE: dict[str, str] = {}
AWAY = re.compile(
    r"ConnectionError|ConnectTimeout|ReadTimeout|Timeout|ProxyError|SSLError|Max retries|"
    r"NameResolution|Temporary failure|unreachable|refused|ServiceError|HTTPError|40[37]|50[0-9]",
    re.IGNORECASE,
)
LONGEST = 300  # seconds, for a line on which each answer takes its time
ANSWER = 15  # seconds


def main(argv: list[str]) -> int:
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "installed.txt"
        listed.write_text("\n".join(installed()), encoding="utf-8")
        return judged(*asked([*argv, *AUDIT, "--requirement", str(listed)]))


def installed() -> list[str]:
    """Of this environment, also what came along with what requirements.txt names."""
    found = {
        (one.metadata["Name"].lower().replace("_", "-"), one.version)
        for one in importlib.metadata.distributions()
        if one.metadata["Name"]
    }
    return [f"{name}=={version}" for name, version in sorted(found)]


# Nothing is installed and nothing resolved: the versions are known.
AUDIT = (
    *("--disable-pip", "--no-deps", "--format", "json", "--progress-spinner", "off"),
    *("--timeout", str(ANSWER)),
    *(word for advisory in SET_ASIDE for word in ("--ignore-vuln", advisory)),
)


def asked(arguments: list[str]) -> tuple[str, str, int]:
    """What pip-audit said, what it complained of, and its verdict."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pip_audit", *arguments],
            capture_output=True,
            text=True,
            check=False,
            timeout=LONGEST,
        )
    except subprocess.TimeoutExpired:
        return "", f"Timeout: no end within {LONGEST} seconds", 1
    return done.stdout, done.stderr, done.returncode


def judged(said: str, complaint: str, verdict: int) -> int:
    try:
        packages: list[dict[str, Any]] = json.loads(said)["dependencies"]
    except (ValueError, KeyError):
        return without_an_answer(complaint, verdict)
    known = [one for one in packages if "skip_reason" not in one]
    if not known:
        return not_looked("the service knows none of the packages; is something between?")
    faulty = [one for one in known if one.get("vulns")]
    for one in faulty:
        for found in one["vulns"]:
            print(f"{one['name']} {one['version']}: {found['id']}, {_mended(found)}")
    passed_over = len(packages) - len(known)
    print(f"{len(known)} packages looked at, {passed_over} not known to the service,", end=" ")
    print(f"{len(faulty)} with advisories")
    return 1 if faulty else 0


def _mended(found: dict[str, Any]) -> str:
    versions = ", ".join(found.get("fix_versions") or ())
    return f"mended in {versions}" if versions else "not mended yet"


def without_an_answer(complaint: str, verdict: int) -> int:
    """A network that is away is told apart from a tool that is broken."""
    if AWAY.search(complaint):
        last = complaint.strip().splitlines()[-1] if complaint.strip() else ""
        return not_looked(f"the advisory service does not answer: {last[:200]}")
    print(complaint, file=sys.stderr)
    return verdict or 1


def not_looked(why: str) -> int:
    print(f"NOT LOOKED: {why}")
    print("Whether packages have known weaknesses is not known from this run.")
    return NOT_LOOKED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
