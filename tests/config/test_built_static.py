"""One style sheet of many, one font of a whole family, and names that browsers keep for a year."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.finders import find
from django.core.management import call_command
from django.templatetags.static import static
from django.test import Client
from fontTools.ttLib import TTFont

from config.built_static import SHEETS, build, font, style_sheet

KAZAKH = "ӘәҒғҚқҢңӨөҰұҮүҺһІі"
RUSSIAN = "".join(map(chr, range(ord("А"), ord("я") + 1))) + "Ёё"
# Collected within a second; the rest of the packages would take ten.
OTHERS = ("admin", "agencies", "measures", "*bootstrap*", "*sidecar", "rest_framework", "*htmx")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Cutting the font takes two seconds: once for all tests."""
    return tmp_path_factory.mktemp("built")


@pytest.fixture(autouse=True)
def _built_here(settings: Any, built: Path) -> None:
    settings.STATIC_BUILT = built


@pytest.fixture
def collected(settings: Any, tmp_path: Path) -> Client:
    """A site whose static files have been collected."""
    settings.STATIC_ROOT = tmp_path / "static"
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=[*OTHERS])
    return Client()


def test_the_style_sheet_holds_every_sheet_in_order() -> None:
    text = style_sheet().decode()
    sheets = sorted(SHEETS.glob("[0-9]*.css"))
    places = [text.index(sheet.read_text(encoding="utf-8")) for sheet in sheets]
    assert (len(sheets) > 5, places) == (True, sorted(places))


def test_the_font_has_every_letter_of_our_languages() -> None:
    letters = TTFont(find("config/css/tracker-sans.woff2")).getBestCmap()
    wanted = KAZAKH + RUSSIAN + "AZaz09№₸«»„“–—→"
    assert [letter for letter in wanted if ord(letter) not in letters] == []


def test_the_font_is_light_enough_for_a_bad_line() -> None:
    path = Path(find("config/css/tracker-sans.woff2"))
    axes = {axis.axisTag: (axis.minValue, axis.maxValue) for axis in TTFont(path)["fvar"].axes}
    assert (path.stat().st_size < 40_000, axes) == (True, {"wght": (400, 700)})


def test_the_same_font_comes_out_of_every_cut() -> None:
    """Or every server would give it another name, and browsers would fetch it anew."""
    first, second = TTFont(BytesIO(font())), TTFont(build("config/css/tracker-sans.woff2"))
    assert first["head"].checkSumAdjustment == second["head"].checkSumAdjustment


def test_what_is_built_is_kept_until_a_sheet_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "00-only.css").write_text("p { color: red }")
    monkeypatch.setattr("config.built_static.SHEETS", tmp_path)
    before = build("config/css/tracker.css")
    assert build("config/css/tracker.css") == before
    (tmp_path / "00-only.css").write_text("p { color: blue }")
    after = build("config/css/tracker.css")
    assert [before.read_text(), after.read_text()] == ["p { color: red }", "p { color: blue }"]


def test_nothing_else_is_found() -> None:
    assert find("config/css/nothing.css") is None


def test_before_anything_is_collected_files_have_their_plain_names() -> None:
    assert static("config/css/tracker.css") == "/static/config/css/tracker.css"


@pytest.mark.usefixtures("collected")
def test_once_collected_a_name_tells_what_is_in_the_file() -> None:
    address = static("config/css/tracker.css")
    assert re.fullmatch(r"/static/config/css/tracker\.[0-9a-f]{12}\.css", address)


@pytest.mark.django_db  # the end of an answer looks after connections
@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_a_collected_file_is_sent_compressed_and_kept_for_years(
    encoding: str, collected: Client
) -> None:
    answer = collected.get(static("config/css/tracker.css"), headers={"accept-encoding": encoding})
    answer.close()
    said = {name: answer.headers[name] for name in ("Content-Encoding", "Cache-Control")}
    assert said == {
        "Content-Encoding": encoding,
        "Cache-Control": "max-age=315360000, public, immutable",
    }


def test_the_style_sheet_asks_for_the_font_by_its_lasting_name(collected: Client) -> None:
    sheet = collected.get(static("config/css/tracker.css")).getvalue().decode()
    asked = re.findall(r'url\("?(tracker-sans[^")]*)"?\)', sheet)
    assert asked == [static("config/css/tracker-sans.woff2").rpartition("/")[2]]
