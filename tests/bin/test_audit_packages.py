"""What pip-audit says is told apart: nothing known, something known, and nobody asked."""

import json
import sys
from pathlib import Path
from typing import Any

import audit_packages
import pytest
from console import NOT_LOOKED
from lanes import Outcome, Step


def answer(*packages: dict[str, Any]) -> str:
    return json.dumps({"dependencies": packages, "fixes": []})


WELL = {"name": "django", "version": "5.2", "vulns": []}
ILL = {
    "name": "jinja2",
    "version": "2.4.1",
    "vulns": [{"id": "PYSEC-2019-217", "fix_versions": ["2.10.1"], "aliases": []}],
}
UNKNOWN = {"name": "ours", "skip_reason": "Dependency not found on PyPI"}
REFUSED = "requests.exceptions.ConnectionError: HTTPSConnectionPool: Max retries exceeded"


@pytest.mark.parametrize(
    ("said", "complaint", "verdict", "code", "told"),
    [
        (answer(WELL, UNKNOWN), "", 0, 0, "1 packages looked at, 1 not known to the service"),
        (answer(WELL, ILL), "", 1, 1, "jinja2 2.4.1: PYSEC-2019-217, mended in 2.10.1"),
        ("", REFUSED, 1, NOT_LOOKED, "NOT LOOKED: the advisory service does not answer"),
        (answer(UNKNOWN), "", 0, NOT_LOOKED, "NOT LOOKED: the service knows none"),
        ("", "Timeout: no end within 300 seconds", 1, NOT_LOOKED, "NOT LOOKED"),
        ("", "AttributeError: the tool is broken", 2, 2, ""),
        ("", "the tool is broken and says nothing is", 0, 1, ""),
    ],
)
def test_what_was_said_is_judged(
    capsys: pytest.CaptureFixture[str],
    said: str, complaint: str, verdict: int, code: int, told: str,
) -> None:  # fmt: skip
    assert audit_packages.judged(said, complaint, verdict) == code
    assert told in capsys.readouterr().out


def test_every_installed_package_is_asked_about() -> None:
    listed = audit_packages.installed()
    names = {line.partition("==")[0] for line in listed}
    assert {"django", "celery", "pip-audit", "sqlparse"} <= names  # sqlparse came along
    assert [line for line in listed if line.count("==") != 1] == []


def test_without_a_network_nobody_is_said_to_have_looked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """The real tool, which is led to a port where nobody listens."""
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(audit_packages, "installed", lambda: ["django==5.2"])
    assert audit_packages.main(["--cache-dir", str(tmp_path / "cache")]) == NOT_LOOKED
    assert capsys.readouterr().out.startswith("NOT LOOKED: ")


def outcome(code: int, *, needs_network: bool) -> Outcome:
    return Outcome(Step("pip-audit", [sys.executable], needs_network=needs_network), code, 1.0)


def test_not_having_looked_is_told_in_the_results_and_is_no_failure() -> None:
    missed = outcome(NOT_LOOKED, needs_network=True)
    assert (missed.failed, missed.not_looked) == (False, True)
    assert str(missed).endswith("NOT LOOKED: the network does not answer")


@pytest.mark.parametrize(("code", "network"), [(1, True), (NOT_LOOKED, False), (2, True)])
def test_every_other_end_is_a_failure(code: int, network: bool) -> None:
    ended = outcome(code, needs_network=network)
    assert (ended.failed, str(ended).split()[-3]) == (True, "FAILED")
