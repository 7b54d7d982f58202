"""Lines of the log name rows by their numbers and never repeat what people wrote."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

APPS = ("agencies", "audit", "config", "exchange", "measures", "planner", "publications", "reports")
LEVELS = {"debug", "info", "warning", "error", "exception", "critical"}
# What holds words of people, keys, or the whole of what was sent.
WRITTEN_BY_PEOPLE = {
    *("email", "full_name", "username", "first_name", "last_name", "password", "secret", "token"),
    *("text", "title", "reason", "note", "subject", "body", "content", "before", "after", "q"),
    *("GET", "POST", "FILES", "COOKIES", "META", "headers", "session", "data", "cleaned_data"),
    *("get_full_path", "build_absolute_uri", "query_params"),
}


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            of = node.func.value
            if node.func.attr in LEVELS and isinstance(of, ast.Name) and of.id in ("log", "logger"):
                yield node


def wrong_with(call: ast.Call) -> list[str]:
    told, *rest = call.args
    found = [] if isinstance(told, ast.Constant) else ["the line is put together beforehand"]
    for argument in rest:
        for node in ast.walk(argument):
            if isinstance(node, ast.Attribute) and node.attr in WRITTEN_BY_PEOPLE:
                found.append(f".{node.attr}")
    return found


def every_call() -> Iterator[tuple[str, ast.Call]]:
    for app in APPS:
        for path in sorted((Path(settings.BASE_DIR) / app).rglob("*.py")):
            for call in calls(ast.parse(path.read_text(encoding="utf-8"))):
                yield f"{path.relative_to(settings.BASE_DIR)}:{call.lineno}", call


def test_no_line_repeats_what_people_wrote() -> None:
    asked = list(every_call())
    assert [(place, wrong) for place, call in asked if (wrong := wrong_with(call))] == []
    assert len(asked) > 30


@pytest.mark.parametrize(
    "code",
    [
        "log.info(f'mail to {x}')",
        "log.warning('mail to %s', person.email)",
        "logger.error('asked %s', request.GET['q'])",
        "log.info('%s', str(entry.text)[:20])",
    ],
)
def test_such_a_line_would_be_found(code: str) -> None:
    [call] = calls(ast.parse(code))
    assert wrong_with(call) != []
