"""Pieces of the OpenAPI document that several modules put together."""

from typing import Any


def commas(name: str, what: str, among: list[str]) -> dict[str, Any]:
    """A parameter that takes some of these words, with commas between."""
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": what,
        "schema": {"type": "array", "items": {"type": "string", "enum": among}, "minItems": 1},
        "style": "form",
        "explode": False,
        "example": among[:1],
    }
