from pathlib import Path

import pytest
import static_files


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with a sheet."""
    sheet = tmp_path / "config" / "static" / "config" / "css" / "00-tokens.css"
    sheet.parent.mkdir(parents=True)
    sheet.write_text("p {}")
    (tmp_path / "requirements.txt").write_text("Django==5.2\n")
    return tmp_path


def test_the_same_sources_have_the_same_fingerprint(root: Path) -> None:
    assert static_files.fingerprint(root) == static_files.fingerprint(root)


@pytest.mark.parametrize("source", ["requirements.txt", "config/static/config/css/00-tokens.css"])
def test_a_source_that_changed_is_noticed(source: str, root: Path) -> None:
    before = static_files.fingerprint(root)
    (root / source).write_text("other")
    assert static_files.fingerprint(root) != before


def test_a_file_that_went_away_is_noticed(root: Path) -> None:
    before = static_files.fingerprint(root)
    (root / "config/static/config/css/00-tokens.css").unlink()
    assert static_files.fingerprint(root) != before


def test_files_count_as_collected_until_the_sources_change_or_they_are_gone(root: Path) -> None:
    stamp, manifest = root / "stamp", root / "staticfiles.json"
    told = [static_files.is_current(stamp, manifest, "one")]
    stamp.write_text("one")
    told.append(static_files.is_current(stamp, manifest, "one"))
    manifest.write_text("{}")
    told += [static_files.is_current(stamp, manifest, sources) for sources in ("one", "two")]
    assert told == [False, False, True, False]
