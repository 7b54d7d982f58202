"""Is every text of the interface translated? Compares the code with the catalogues.

English is the language of the message ids. The messages are drawn from a copy of the tree,
so that nothing in the tree changes.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib

LANGUAGES = ("ru", "kk")
CATALOGUE = Path("LC_MESSAGES", "django.po")
NOT_SOURCES = ("locale", "tests", "bin", "docs", "fixtures", "benchmarks", "staticfiles", "var")
NAMED = re.compile(r"%\(\w+\)[a-z]|\{\w+\}")
POSITIONAL = re.compile(r"%[a-z]")
NPLURALS = re.compile(r"nplurals\s*=\s*(\d+)")

Key = tuple[str | None, str, str]


def problems(root: Path) -> Iterator[str]:
    used = extract(root)
    for language in LANGUAGES:
        path = root / "locale" / language / CATALOGUE
        if not path.is_file():
            yield f"{language}: {path.relative_to(root)} does not exist"
            continue
        catalogue = polib.pofile(str(path))
        translated = {key_of(entry): entry for entry in catalogue if not entry.obsolete}
        for message in used:
            found = translated.get(key_of(message))
            for complaint in complaints(message, found, forms_of(catalogue)):
                yield f"{language}: {complaint}: {message.msgid!r} ({place_of(message)})"


def key_of(entry: polib.POEntry) -> Key:
    return entry.msgctxt, entry.msgid, entry.msgid_plural or ""


def forms_of(catalogue: polib.POFile) -> int:
    """How many plural forms the language has; 0 where the header does not say."""
    stated = NPLURALS.search(catalogue.metadata.get("Plural-Forms", ""))
    return int(stated[1]) if stated else 0


def place_of(message: polib.POEntry) -> str:
    return ", ".join(":".join(place) for place in message.occurrences[:2])


def complaints(message: polib.POEntry, found: polib.POEntry | None, forms: int) -> Iterator[str]:
    if found is None:
        yield "not in the catalogue"
    elif found.fuzzy:
        yield "fuzzy"
    elif message.msgid_plural:
        yield from _plural_complaints(message, found, forms)
    elif not found.msgstr:
        yield "not translated"
    elif placeholders(found.msgstr, message) != placeholders(message.msgid, message):
        yield "placeholders differ"


def _plural_complaints(message: polib.POEntry, found: polib.POEntry, forms: int) -> Iterator[str]:
    texts = [found.msgstr_plural.get(index, "") for index in range(forms)]
    if not texts:
        yield "the catalogue's header does not state Plural-Forms"
    elif not all(texts) or len(found.msgstr_plural) != forms:
        yield f"not all {forms} plural forms are translated"
    elif not all(_form_fits(index, text, message, forms) for index, text in enumerate(texts)):
        yield "placeholders differ"


def _form_fits(index: int, text: str, message: polib.POEntry, forms: int) -> bool:
    """Only a form used for the number one alone may, like the English, do without the number."""
    allowed = [placeholders(message.msgid_plural, message)]
    if forms == 2 and index == 0:
        allowed.append(placeholders(message.msgid, message))
    return placeholders(text, message) in allowed


def placeholders(text: str, message: polib.POEntry) -> tuple[set[str], list[str]]:
    """Named ones may change places, positional ones may not."""
    positional = POSITIONAL.findall(text) if "python-format" in message.flags else []
    return set(NAMED.findall(text)), positional


def extract(root: Path) -> polib.POFile:
    """Every message in the code, as makemessages finds them."""
    with tempfile.TemporaryDirectory(prefix="tracker-messages-") as folder:
        copy = Path(folder, "tree")
        shutil.copytree(root, copy, ignore=shutil.ignore_patterns(".*", *NOT_SOURCES))
        (copy / "locale").mkdir()
        _makemessages(copy)
        drawn = copy / "locale" / "django.pot"
        return polib.pofile(str(drawn)) if drawn.exists() else polib.POFile()


def _makemessages(tree: Path) -> None:
    argv = [sys.executable, "-m", "django", "makemessages", "--locale", LANGUAGES[0]]
    # Source files are read without settings, hence without a database or a secret.
    env = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(
        [*argv, "--keep-pot"], cwd=tree, env=env, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"makemessages failed:\n{done.stdout}{done.stderr}")


def main(root: Path) -> int:
    found = list(problems(root))
    print("\n".join(found) or f"Every message is translated: {', '.join(LANGUAGES)}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
