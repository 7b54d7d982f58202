"""The guides call pages, buttons and fields as the site does, and say the same in each language."""

import re
from pathlib import Path

import polib
import pytest
from django.conf import settings

FOLDER = settings.BASE_DIR / "docs" / "guide"
ROLES = ("officer", "coordinator", "reader", "administrator")
LANGUAGES = ("ru", "kk", "en")
BOLD = re.compile(r"\*\*([^*]+)\*\*")
PICTURE = re.compile(r"!\[([^\]]+)\]\(([^)]+)\)")
STEP = re.compile(r"^(?:#+|\d+\.|-) ", re.MULTILINE)


def guide(role: str, language: str) -> str:
    return (FOLDER / f"{role}.{language}.md").read_text(encoding="utf-8")


def catalogue(language: str) -> dict[str, set[str]]:
    """What the site says in that language → the ids of the messages that say it."""
    file = settings.BASE_DIR / "locale" / ("ru" if language == "en" else language)
    found: dict[str, set[str]] = {}
    for entry in polib.pofile(str(file / "LC_MESSAGES" / "django.po")):
        said = entry.msgid if language == "en" else entry.msgstr
        found.setdefault(said.lower(), set()).add(entry.msgid)
    return found


def names(role: str, language: str) -> list[str]:
    return [" ".join(found.split()) for found in BOLD.findall(guide(role, language))]


def test_there_is_a_guide_of_each_role_in_each_language() -> None:
    there = sorted(path.name for path in FOLDER.glob("*.md"))
    assert there == sorted(f"{role}.{language}.md" for role in ROLES for language in LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", ROLES)
def test_a_name_in_bold_is_one_that_the_site_has(role: str, language: str) -> None:
    known = catalogue(language)
    assert [name for name in names(role, language) if name.lower() not in known] == []


@pytest.mark.parametrize("language", ["ru", "kk"])
@pytest.mark.parametrize("role", ROLES)
def test_a_translation_speaks_of_the_same_pages_and_buttons(role: str, language: str) -> None:
    """Order may differ with the language; what is spoken of, and how often, may not."""
    known, english = catalogue(language), catalogue("en")
    said = [known.get(name.lower(), {name}) for name in names(role, language)]
    meant = [english.get(name.lower(), {name}) for name in names(role, "en")]
    left = list(said)
    for ids in meant:
        match = next((one for one in left if one & ids), None)
        assert match is not None, f"{sorted(ids)} is not spoken of in {language}"
        left.remove(match)
    assert left == []


@pytest.mark.parametrize("language", ["ru", "kk"])
@pytest.mark.parametrize("role", ROLES)
def test_a_translation_has_the_same_steps(role: str, language: str) -> None:
    assert STEP.findall(guide(role, language)) == STEP.findall(guide(role, "en"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", ROLES)
def test_a_guide_is_one_or_two_pages_with_a_picture_that_is_described(
    role: str, language: str
) -> None:
    text = guide(role, language)
    pictures = [(bool(words), Path(file).name) for words, file in PICTURE.findall(text)]
    assert pictures == [(True, f"guide-{role}-{language}.png")]
    assert len(text.splitlines()) <= 60


@pytest.mark.parametrize("role", ROLES)
def test_the_readme_leads_to_each_guide(role: str) -> None:
    readme = (settings.BASE_DIR / "README.md").read_text(encoding="utf-8")
    links = [f"docs/guide/{role}.{language}.md" for language in LANGUAGES]
    assert [link in readme for link in links] == [True] * 3
