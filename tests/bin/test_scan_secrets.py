"""A planted secret makes the search fail, and what is known to be none does not."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import scan_secrets

ROOT = Path(__file__).resolve().parents[2]
# Put together here, so that the search of this very file finds none.
PLANTED = {
    "a key of a cloud": ("AK" + "IA" + "QYLPMN5HHHFPZAM2", "AWS Access Key"),
    "a private key": ("-----BEGIN " + "RSA PRIVATE KEY-----", "Private key, its head"),
    "an access token": ("mpt_" + "aB3" * 14, "Access token of the tracker"),
    "a password in an address": ("postgresql://me:" + "hunter2@db/plan", "Basic Auth Credentials"),
    "a token of a repository": ("gh" + "p_" + "w" * 18 + "R7k2" * 4 + "xy", "GitHub Token"),
    "a password by its name": ("PASSWORD = " + "'correct-horse'", "Secret Keyword"),
}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "clean.py").write_text("TITLE = 'Мероприятие'\npassword = ask()\n")
    return tmp_path


def test_a_clean_tree_passes(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (scan_secrets.main(tree, {}), capsys.readouterr().out) == (0, "")


@pytest.mark.parametrize("what", PLANTED)
def test_a_planted_secret_is_found_and_not_repeated(
    tree: Path, capsys: pytest.CaptureFixture[str], what: str
) -> None:
    text, kind = PLANTED[what]
    (tree / "app" / "leak.py").write_text(f"# one\n{text}\n")
    assert scan_secrets.main(tree, {}) == 1
    said = capsys.readouterr().out
    assert f"looks like a secret: app/leak.py:2: {kind}" in said
    assert text not in said


def test_what_is_made_here_is_passed_over(tree: Path) -> None:
    for folder in (".venv", "var", "staticfiles", ".mypy_cache"):
        (tree / folder).mkdir()
        (tree / folder / "leak.py").write_text(PLANTED["an access token"][0])
    assert scan_secrets.main(tree, {}) == 0


def test_what_is_known_to_be_none_is_let_be_until_it_is_gone(
    tree: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    known = tree / "known.json"
    known.write_text("{}")
    monkeypatch.setattr(scan_secrets, "KNOWN", known)
    leak = tree / "app" / "leak.py"
    leak.write_text(PLANTED["a password by its name"][0])
    scan_secrets.know(tree, "app/leak.py", "An example.")
    told = json.loads(known.read_text())
    assert told["app/leak.py"]["why"] == "An example."
    assert scan_secrets.main(tree, told) == 0
    leak.write_text("nothing")
    assert scan_secrets.main(tree, told) == 1
    assert "is no longer there: app/leak.py" in capsys.readouterr().out


def test_every_known_file_says_why() -> None:
    known = scan_secrets.read()
    assert [name for name, told in known.items() if len(told["why"]) < 10] == []
    assert [name for name in known if not (ROOT / name).is_file()] == []


def test_a_slip_in_the_command_is_told() -> None:
    done = subprocess.run(
        [sys.executable, "bin/lib/scan_secrets.py", "--know"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (1, "scan_secrets.py [--know FILE REASON]\n")
