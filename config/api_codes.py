"""Every code that an error of the API can have, for the pages that `type` of an error leads to.

Codes of refusals are read out of the sources that raise them: none can be missing here, and none
stands here that is not raised any more.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from agencies.rest.codes import CODES, REFUSED, Meaning

APPS = ("agencies", "planner", "measures", "reports", "publications", "exchange", "audit")
LEFT_OPEN = re.compile(r"%\(\w+\)[sd]")  # what a message is about
TRANSLATING = {"_", "gettext", "gettext_lazy", "ngettext", "pgettext"}


@dataclass(frozen=True)
class Told:
    """A code, what it means, and what `detail` says with it, with “…” for what it is about."""

    code: str
    meaning: Meaning
    says: list[str] = field(default_factory=list)


def every_code() -> list[Told]:
    """The API's own codes by status, then those of refusals by name; in the reader's language."""
    own = [Told(code, one) for code, one in CODES.items()]
    raised = [told(code) for code in sorted(refusals()) if code not in CODES]
    return [*own, *(one for one in raised if one is not None)]


def told(code: str) -> Told | None:
    if code in CODES:
        return Told(code, CODES[code])
    if code not in refusals():
        return None
    return Told(code, REFUSED, [LEFT_OPEN.sub("…", _(text)) for text in sorted(refusals()[code])])


@cache
def refusals() -> dict[str, frozenset[str]]:
    """Code → the msgids that are said with it, of every Refused(…) in the apps."""
    found: dict[str, set[str]] = {}
    for app in APPS:
        for source in sorted((Path(settings.BASE_DIR) / app).rglob("*.py")):
            for code, said in _raised(source.read_text(encoding="utf-8")):
                found.setdefault(code, set()).update(said)
    return {code: frozenset(said) for code, said in found.items()}


def _raised(source: str) -> Iterator[tuple[str, list[str]]]:
    if "Refused(" not in source:
        return
    for function in ast.walk(ast.parse(source)):
        if isinstance(function, ast.FunctionDef):
            yield from _raised_in(function)


def _raised_in(function: ast.FunctionDef) -> Iterator[tuple[str, list[str]]]:
    """Of one function, whose own variables may hold the words."""
    words = dict(_named(function))
    for node in ast.walk(function):
        if not isinstance(node, ast.Call) or getattr(node.func, "id", "") != "Refused":
            continue
        code = node.args[0] if node.args else None
        if isinstance(code, ast.Constant) and isinstance(code.value, str):
            names = [one.id for one in ast.walk(node) if isinstance(one, ast.Name)]
            told = [text for name in names for text in words.get(name, [])]
            yield code.value, [*_said(node), *told]


def _named(function: ast.FunctionDef) -> Iterator[tuple[str, list[str]]]:
    """Variables that are given words: `said = _("…") % {…}`."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            yield node.targets[0].id, list(_said(node.value))


def _said(within: ast.AST) -> Iterator[str]:
    """Strings that are translated somewhere in it."""
    for node in ast.walk(within):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in TRANSLATING:
            texts = [one.value for one in node.args if isinstance(one, ast.Constant)]
            yield from (one for one in texts[:1] if isinstance(one, str))
