"""Pages carry no script and no style of their own: a strict Content-Security-Policy holds."""

import re
from pathlib import Path

import pytest
from django.conf import settings

# A mail is read by mail programs, which know no style sheets of ours.
MAILS = "measures/templates/measures/mail/"
INLINE = {
    "style attribute": re.compile(r"<\w[^<>]*\sstyle\s*=", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "script element without src": re.compile(r"<script\b(?![^>]*\bsrc=)", re.IGNORECASE),
    "event attribute": re.compile(r"<\w[^<>]*\son[a-z]+\s*=", re.IGNORECASE),
    "address with script": re.compile(r"javascript:", re.IGNORECASE),
    "htmx script": re.compile(r"\shx-on[:-]|hx-vals=[\"']js:|hx-headers=[\"']js:"),
    "another site": re.compile(r"(?:src|href)=[\"'](?:https?:)?//", re.IGNORECASE),
}


def templates() -> list[str]:
    found = settings.BASE_DIR.glob("*/templates/**/*.html")
    names = (str(path.relative_to(settings.BASE_DIR)) for path in found)
    return sorted(name for name in names if not name.startswith((MAILS, ".")))


def without_tags(text: str) -> str:
    """{% if one == other %} is no attribute."""
    return re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", text, flags=re.DOTALL)


@pytest.mark.parametrize("name", templates())
def test_a_template_has_nothing_inline(name: str) -> None:
    text = without_tags((Path(settings.BASE_DIR) / name).read_text(encoding="utf-8"))
    assert [what for what, pattern in INLINE.items() if pattern.search(text)] == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('<p style="color: red">', "style attribute"),
        ("<style>p {}</style>", "style element"),
        ("<script>go()</script>", "script element without src"),
        ('<button type="button" onclick="go()">', "event attribute"),
        ('<a href="javascript:go()">', "address with script"),
        ('<form hx-on::after-request="go()">', "htmx script"),
        ('<link href="https://fonts.example/a.css">', "another site"),
    ],
)
def test_what_is_inline_is_found(text: str, what: str) -> None:
    assert [name for name, pattern in INLINE.items() if pattern.search(text)] == [what]


def test_what_is_not_inline_is_let_be() -> None:
    text = (
        '<script src="/static/a.js" defer></script><p class="style" data-onward="1">style = on</p>'
    )
    assert [name for name, pattern in INLINE.items() if pattern.search(text)] == []
