"""How deep the ground of a figure is coloured: steps by its size beside the largest."""

from typing import Final

STEPS: Final = 5


def grade(value: int | None, most: int) -> int:
    """0 for nothing, else 1 to STEPS; the largest has the deepest."""
    if not value or most <= 0:
        return 0
    return min(STEPS, -(-value * STEPS // most))
