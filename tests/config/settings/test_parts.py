"""The settings are the sum of their parts: each name is set in one, and no part is left out."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import config.settings

FOLDER = Path(config.settings.__file__).parent
PARTS = sorted(set(FOLDER.glob("*.py")) - {FOLDER / "__init__.py", FOLDER / "said.py"})


def names_set_in(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id.isupper():
            yield node.id


def test_no_part_sets_what_another_sets() -> None:
    """Which of the two would hold is told by nothing but the order of the alphabet."""
    found = (set(names_set_in(part.read_text(encoding="utf-8"))) for part in PARTS)
    assert [
        name for name, times in Counter(n for one in found for n in one).items() if times > 1
    ] == []


def test_every_part_is_taken_into_the_whole() -> None:
    whole = ast.parse((FOLDER / "__init__.py").read_text(encoding="utf-8"))
    taken = [
        one.module for one in whole.body
        if isinstance(one, ast.ImportFrom) and one.names[0].name == "*"
    ]  # fmt: skip
    assert taken == [f"config.settings.{part.stem}" for part in PARTS]


def test_a_name_set_twice_would_be_noticed() -> None:
    assert list(names_set_in("A: int = 1\nif x:\n    B = 2\nlow = C\n")) == ["A", "B"]
