"""Over a small project with one text of each kind."""

from pathlib import Path

import polib
import pytest
from check_messages import main, problems

CODE = """
from django.utils.translation import gettext as _, ngettext, pgettext
_("Measure")
_("Due on %(day)s")
pgettext("verb", "Return")
ngettext("One day late", "%(days)s days late", 2) % {"days": 2}
"""
PAGE = '{% load i18n %}{% translate "Sign in" %}'
FORMS = {"ru": 4, "kk": 2}


def catalogue(language: str) -> polib.POFile:
    made = polib.POFile()
    made.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Plural-Forms": f"nplurals={FORMS[language]}; plural=0;",
    }
    made.append(polib.POEntry(msgid="Measure", msgstr="Мера"))
    made.append(polib.POEntry(msgid="Due on %(day)s", msgstr="Срок: %(day)s"))
    made.append(polib.POEntry(msgctxt="verb", msgid="Return", msgstr="Вернуть"))
    made.append(polib.POEntry(msgid="Sign in", msgstr="Войти"))
    made.append(
        polib.POEntry(
            msgid="One day late",
            msgid_plural="%(days)s days late",
            msgstr_plural=dict.fromkeys(range(FORMS[language]), "%(days)s дн."),
        )
    )
    return made


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / "app.py").write_text(CODE)
    (tmp_path / "page.html").write_text(PAGE)
    for language in FORMS:
        save(catalogue(language), tmp_path, language)
    return tmp_path


def save(made: polib.POFile, tree: Path, language: str = "ru") -> None:
    folder = tree / "locale" / language / "LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    made.save(str(folder / "django.po"))


def complaints_about(made: polib.POFile, tree: Path) -> list[str]:
    save(made, tree)
    return list(problems(tree))


def test_a_tree_that_is_wholly_translated_passes_and_stays_as_it_was(tree: Path) -> None:
    before = {path: path.read_bytes() for path in tree.rglob("*") if path.is_file()}
    assert main(tree) == 0
    assert before == {path: path.read_bytes() for path in tree.rglob("*") if path.is_file()}


def test_a_message_that_is_not_in_the_catalogue(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tree / "new.html").write_text('{% load i18n %}{% translate "Brand new" %}')
    assert main(tree) == 1
    assert capsys.readouterr().out.splitlines() == [
        "ru: not in the catalogue: 'Brand new' (new.html:1)",
        "kk: not in the catalogue: 'Brand new' (new.html:1)",
    ]


def test_a_message_without_translation(tree: Path) -> None:
    made = catalogue("ru")
    made.find("Sign in").msgstr = ""
    assert complaints_about(made, tree) == ["ru: not translated: 'Sign in' (page.html:1)"]


def test_a_fuzzy_message(tree: Path) -> None:
    made = catalogue("ru")
    made.find("Measure").flags.append("fuzzy")
    assert complaints_about(made, tree) == ["ru: fuzzy: 'Measure' (app.py:3)"]


def test_the_same_text_in_another_context_does_not_count(tree: Path) -> None:
    made = catalogue("ru")
    made.find("Return", msgctxt="verb").msgctxt = "noun"
    assert complaints_about(made, tree) == ["ru: not in the catalogue: 'Return' (app.py:5)"]


@pytest.mark.parametrize("broken", ["Срок", "Срок: %(дата)s", "Срок: %(date)s", "%s"])
def test_a_placeholder_that_went_astray(tree: Path, broken: str) -> None:
    made = catalogue("ru")
    made.find("Due on %(day)s").msgstr = broken
    [complaint] = complaints_about(made, tree)
    assert complaint.startswith("ru: placeholders differ: 'Due on %(day)s'")


def test_a_plural_form_that_is_missing(tree: Path) -> None:
    made = catalogue("ru")
    del made.find("One day late").msgstr_plural[3]
    [complaint] = complaints_about(made, tree)
    assert complaint.startswith("ru: not all 4 plural forms are translated: 'One day late'")


def test_a_form_for_many_numbers_needs_the_number(tree: Path) -> None:
    """Russian uses its first form for 1, 21, 31 …; Kazakh for 1 alone."""
    russian, kazakh = catalogue("ru"), catalogue("kk")
    russian.find("One day late").msgstr_plural[0] = "один день"
    kazakh.find("One day late").msgstr_plural[0] = "бір күн"
    save(kazakh, tree, "kk")
    [complaint] = complaints_about(russian, tree)
    assert complaint.startswith("ru: placeholders differ: 'One day late'")


def test_a_language_without_a_catalogue(tree: Path) -> None:
    (tree / "locale" / "kk" / "LC_MESSAGES" / "django.po").unlink()
    assert list(problems(tree)) == ["kk: locale/kk/LC_MESSAGES/django.po does not exist"]
