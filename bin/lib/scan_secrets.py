"""Looks for keys and passwords in what is kept here, by the detectors of detect-secrets.

What looks like one and is none stands in secrets_known.json: by file, with the reason, as hashes. A
word that is gone from its file goes from there too. `scan_secrets.py --know FILE REASON` writes
down what stands in a file now.
"""

import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

os.environ.setdefault("DETECT_SECRETS_PERF_PREGATE", "1")  # a quick look at each line goes first

from detect_secrets.core.potential_secret import PotentialSecret
from detect_secrets.core.scan import scan_file
from detect_secrets.settings import transient_settings

ROOT = Path(__file__).resolve().parents[2]
KNOWN = Path(__file__).with_name("secrets_known.json")
# Folders that are made here and kept by nobody.
MADE = {".git", ".venv", "var", "staticfiles", "__pycache__", "node_modules"}
# Texts that programs write, with hashes in them; and what is no text.
PASSED_OVER = {
    *(".po", ".mo", ".svg", ".png", ".jpg", ".woff2", ".ico", ".pdf", ".docx", ".xlsx", ".xls"),
    *(".ods", ".odt", ".doc", ".zip", ".sqlite3", ".pyc", ".eml", ".json.gz"),
}
LARGEST = 1_000_000  # bytes: nobody types a key into a table of a megabyte
PLUGINS: list[dict[str, Any]] = [
    *({"name": f"{one}Detector"} for one in ("AWSKey", "AzureStorageKey", "BasicAuth", "Npm")),
    *({"name": f"{one}Detector"} for one in ("DiscordBotToken", "Slack", "TwilioKey")),
    *({"name": f"{one}Detector"} for one in ("PrivateKey", "JwtToken", "GitHubToken")),
    *({"name": f"{one}Detector"} for one in ("SendGrid", "Stripe")),
    {"name": "Base64HighEntropyString", "limit": 4.7},
    *(
        {"name": name, "path": Path(__file__).with_name("own_tokens.py").as_uri()}
        for name in ("AccessToken", "PrivateKeyHead")
    ),
]
# What is called a password and given a value. In tests that is done on purpose, and invented.
BY_NAME: dict[str, Any] = {"name": "KeywordDetector"}
FILTERS = [
    {"path": f"detect_secrets.filters.heuristic.{one}"}
    for one in ("is_sequential_string", "is_templated_secret", "is_prefixed_with_dollar_sign")
]
Known = Mapping[str, Mapping[str, Any]]  # file → "why", "hashes"


def files(folder: Path) -> Iterator[Path]:
    """Texts below the folder, by name, without what is made."""
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.is_symlink() and path.name not in MADE:
            yield from files(path) if not path.name.endswith("_cache") else ()
        elif is_looked_at(path):
            yield path


def is_looked_at(path: Path) -> bool:
    is_text = path.is_file() and path.suffix not in PASSED_OVER and path != KNOWN
    return is_text and path.stat().st_size <= LARGEST


def found_in(folder: Path) -> Iterator[PotentialSecret]:
    tests: list[Path] = []
    others: list[Path] = []
    for path in files(folder):
        (tests if path.relative_to(folder).parts[0] == "tests" else others).append(path)
    yield from _found(others, [*PLUGINS, BY_NAME])
    yield from _found(tests, PLUGINS)


def _found(paths: list[Path], plugins: list[dict[str, Any]]) -> Iterator[PotentialSecret]:
    with transient_settings({"plugins_used": plugins, "filters_used": FILTERS}):
        for path in paths:
            yield from scan_file(str(path))


def judged(folder: Path, known: Known) -> tuple[list[str], list[str]]:
    """What looks like a secret and is not known; and what is known and is no longer there."""
    new, seen = [], defaultdict(set)
    for one in found_in(folder):
        name = Path(one.filename).relative_to(folder).as_posix()
        seen[name].add(one.secret_hash)
        if one.secret_hash not in known.get(name, {}).get("hashes", ()):
            new.append(f"{name}:{one.line_number}: {one.type}")
    gone = [
        f"{name}: {digest[:12]}"
        for name, told in known.items()
        for digest in told["hashes"]
        if digest not in seen[name]
    ]
    return sorted(new), sorted(gone)


def know(folder: Path, name: str, why: str) -> None:
    """Writes down that what looks like secrets in the file is none."""
    found = (one for one in found_in(folder) if Path(one.filename) == folder / name)
    hashes = sorted({one.secret_hash for one in found})
    known = {**read(), name: {"why": why, "hashes": hashes}}
    told = {name: one for name, one in sorted(known.items()) if one["hashes"]}
    KNOWN.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def read() -> dict[str, Any]:
    known: dict[str, Any] = json.loads(KNOWN.read_text(encoding="utf-8"))
    return known


def main(folder: Path, known: Known) -> int:
    new, gone = judged(folder, known)
    for line in new:
        print(f"looks like a secret: {line}")
    for line in gone:
        print(f"stands in {KNOWN.name} and is no longer there: {line}")
    if new:
        print("Take it out, and change it wherever it is used: it is known by now. If it is no")
        print("secret, say so: python bin/lib/scan_secrets.py --know FILE REASON")
    return 1 if new or gone else 0


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--know", name, why]:
            know(ROOT, name, why)
        case []:
            sys.exit(main(ROOT, read()))
        case _:
            sys.exit("scan_secrets.py [--know FILE REASON]")
