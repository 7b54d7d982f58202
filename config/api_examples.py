"""Examples of the OpenAPI document: one of each shape, kept in api_examples.json.

They are of the demonstration plan; a test holds each to its schema.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("api_examples.json")


@cache
def examples() -> dict[str, Any]:
    """Name of a component → what one looks like."""
    found: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def with_examples(result: dict[str, Any], **_made_by: Any) -> dict[str, Any]:
    """A step of drf-spectacular after the document is put together."""
    for name, schema in result.get("components", {}).get("schemas", {}).items():
        if name in examples():
            schema["examples"] = [examples()[name]]
    return result
