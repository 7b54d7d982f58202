from pathlib import Path

import debian
import pytest
import tools
from console import Refusal
from tools import Tool


def test_all_that_is_missing_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")  # a machine without apt-get
    wanted = [
        Tool("PostgreSQL", lambda: False, "postgresql", "DATABASE_URL gives another."),
        Tool("xgettext", lambda: True, "gettext"),
        Tool("a font", lambda: False, "fontconfig fonts-dejavu-core"),
    ]
    with pytest.raises(Refusal) as refusal:
        tools.provide(wanted)
    assert str(refusal.value).splitlines() == [
        "Needed for the tests and not found: PostgreSQL, a font",
        "On Debian or Ubuntu run as root: "
        "apt-get install --no-install-recommends postgresql fontconfig fonts-dejavu-core",
        "DATABASE_URL gives another.",
    ]


def test_nothing_is_asked_of_a_machine_that_has_everything(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "")
    tools.provide([Tool("xgettext", lambda: True, "gettext")])


def test_a_browser_that_does_not_run_is_no_browser(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    stub = tmp_path / "chromium-browser"
    stub.write_text("#!/bin/sh\necho 'Command requires the chromium snap' >&2\nexit 1\n")
    stub.chmod(0o755)
    monkeypatch.setenv("CHROMIUM", str(stub))
    assert tools.browser() is None


def test_installing_starts_no_service_and_leaves_no_policy_behind(tmp_path: Path) -> None:
    policy = tmp_path / "policy-rc.d"
    with debian.no_services_started(policy):
        assert policy.read_text() == "#!/bin/sh\nexit 101\n"
        assert policy.stat().st_mode & 0o111
    assert not policy.exists()


def test_a_policy_of_the_owner_stays_as_it_is(tmp_path: Path) -> None:
    policy = tmp_path / "policy-rc.d"
    policy.write_text("#!/bin/sh\nexit 0\n")
    with debian.no_services_started(policy):
        pass
    assert policy.read_text() == "#!/bin/sh\nexit 0\n"
