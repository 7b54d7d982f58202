"""Nothing asks for rights past the table: roles and permissions are facts for it."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.access.finding import APPS, ROOT

FACTS = {
    "agencies/permissions.py",
    # Of whom a second factor is asked is a setting and no right.
    "agencies/permissions_accounts.py",
    "agencies/second_factor.py",
    # What the row of a token was read with: whether its person has any role that day.
    "agencies/rest_tokens.py",
}
ASKED = {"has_perm", "has_perms", "has_role", "is_staff", "is_superuser"}


def asked_in(source: str) -> Iterator[str]:
    """Names of what a program asks of a person; what it sets or describes is not asked."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
            yield node.attr
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id


def programs() -> Iterator[Path]:
    for app in APPS:
        yield from (one for one in (ROOT / app).rglob("*.py") if "migrations" not in one.parts)


def test_rights_are_asked_of_the_table_alone() -> None:
    found = {
        str(place.relative_to(ROOT))
        for place in programs()
        if ASKED & set(asked_in(place.read_text(encoding="utf-8")))
    }
    assert sorted(found - FACTS) == []


def test_it_would_be_noticed() -> None:
    source = "def may(user):\n    return user.is_staff and user.has_perm('x') and has_role(user)"
    assert ASKED & set(asked_in(source)) == {"is_staff", "has_perm", "has_role"}
    assert not ASKED & set(asked_in("person.is_staff = False\nadmin.list = ['is_staff']"))
