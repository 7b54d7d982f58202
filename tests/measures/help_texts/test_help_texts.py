"""What is explained: each word once, in three languages, and every page finds what it points at."""

import re
import runpy
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation.reloader import translation_file_changed

from measures.help_texts import TOPICS, WORDS
from measures.help_texts.statuses import STATUSES
from measures.help_texts.tours import STEPS, TOURS
from measures.rules.lateness import Status

TEMPLATES = sorted(
    path
    for app in ("agencies", "planner", "measures", "reports", "config")
    for path in (settings.BASE_DIR / app / "templates").rglob("*.html")
)
HELP_ON = re.compile(r"{%\s*help_on\s+([^%]*?)\s*%}")
ANCHOR = re.compile(r"{% url 'measures:help' %}#([a-z-]+)")
CYRILLIC = re.compile(r"[а-яәғқңөұүһі]", re.IGNORECASE)


@pytest.fixture(scope="module", autouse=True)
def _compiled() -> None:
    """Launchers compile the catalogues; a bare pytest does it here, before they are read again."""
    root = settings.BASE_DIR
    runpy.run_path(str(root / "bin" / "lib" / "compile_messages.py"))["compile_all"](root)
    translation_file_changed(None, root / "locale" / "kk" / "LC_MESSAGES" / "django.mo")


def every_text() -> list[Promise]:
    words = [text for word in WORDS.values() for text in (word.title, word.text)]
    steps = [text for step in STEPS.values() for text in (step.title, step.text)]
    titles = [*(topic.title for topic in TOPICS), *(tour.title for tour in TOURS.values())]
    return [*words, *steps, *titles, *STATUSES.values()]


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_every_text_is_said_in_the_readers_language(language: str) -> None:
    with translation.override("en"):
        english = [str(text) for text in every_text()]
    with translation.override(language):
        said = [str(text) for text in every_text()]
    pairs = zip(english, said, strict=True)
    left = [one for one, other in pairs if one == other or not CYRILLIC.search(other)]
    assert left == []


def test_a_word_is_explained_once() -> None:
    assert len(WORDS) == sum(len(topic.words) for topic in TOPICS)


def test_every_status_is_explained_in_the_order_of_control() -> None:
    assert list(STATUSES) == list(Status)


def used(pattern: re.Pattern[str], path: Path) -> list[str]:
    found = pattern.findall(path.read_text(encoding="utf-8"))
    return [key.strip("\"'") for keys in found for key in keys.split()]


def test_every_note_of_a_page_is_there() -> None:
    """A word that nobody explains would be an error of the whole page."""
    asked = {(path.name, key) for path in TEMPLATES for key in used(HELP_ON, path)}
    assert {(name, key) for name, key in asked if key not in WORDS} == set()


def test_every_link_to_a_place_of_the_help_page_finds_it() -> None:
    page = (settings.BASE_DIR / "measures/templates/measures/help.html").read_text()
    places = {*WORDS, *re.findall(r'id="([a-z-]+)"', page)}
    asked = {(path.name, key) for path in TEMPLATES for key in used(ANCHOR, path)}
    anchors = {("tours", step.anchor) for step in STEPS.values() if step.address == "measures:help"}
    assert {(name, key) for name, key in asked | anchors if key not in places} == set()


@pytest.mark.parametrize("name", STEPS)
def test_a_step_leads_to_a_page_of_the_site(name: str) -> None:
    step = STEPS[name]
    assert step.url == reverse(step.address) + (f"#{step.anchor}" if step.anchor else "")


@pytest.mark.parametrize("role", TOURS)
def test_a_tour_is_short(role: str) -> None:
    assert 3 <= len(TOURS[role].steps) <= 6
