import fcntl
from pathlib import Path

import environment
import polib
import pytest
from compile_messages import compile_all


def test_requirements_count_as_installed_until_they_change(tmp_path: Path) -> None:
    source, stamp = tmp_path / "requirements.txt", tmp_path / "stamp"
    source.write_text("Django==5.2\n")
    assert not environment.is_current(stamp, source)
    stamp.write_text(environment.fingerprint(source))
    assert environment.is_current(stamp, source)
    source.write_text("Django==5.2.1\n")
    assert not environment.is_current(stamp, source)


def test_an_environment_whose_interpreter_went_away_does_not_count(tmp_path: Path) -> None:
    python = tmp_path / "python"
    python.symlink_to(tmp_path / "removed")
    assert not environment.works(python)
    assert environment.works(environment.PYTHON)


def test_setting_up_keeps_others_out(tmp_path: Path) -> None:
    lock = tmp_path / "var" / "setup.lock"
    with (
        environment.only_one_at_a_time(lock),
        lock.open() as other,
        pytest.raises(BlockingIOError),
    ):
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_a_translation_is_compiled_when_it_changed(tmp_path: Path) -> None:
    source = tmp_path / "locale" / "kk" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    catalogue = polib.POFile()
    catalogue.append(polib.POEntry(msgid="Measure", msgstr="Іс-шара"))
    catalogue.save(str(source))
    compiled = source.with_suffix(".mo")
    assert compile_all(tmp_path) == [compiled]
    assert polib.mofile(str(compiled)).find("Measure").msgstr == "Іс-шара"
    assert compile_all(tmp_path) == []


def test_compiled_modules_are_kept_aside_where_the_tree_must_stay_clean(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("PYTHONPYCACHEPREFIX", raising=False)
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    assert "PYTHONPYCACHEPREFIX" not in environment.neutral()
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    env = environment.neutral()
    assert env["PYTHONPYCACHEPREFIX"] == str(environment.ROOT / "var" / "pycache")
    assert "PYTHONDONTWRITEBYTECODE" not in env
