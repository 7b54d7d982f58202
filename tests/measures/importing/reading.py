"""What a person reads of one measure of a plan file, to hold the import to."""

from typing import Any

YEARLY = ["2008-01-25", "2009-01-25", "2010-01-25"]


def measure(place: tuple[int | None, int], number: str, title: str, **said: Any) -> dict[str, Any]:
    """What is read of one measure; what is not said is empty."""
    empty = {"section": "", "form": "", "costs": [], "source": ""}
    return {**empty, "place": place, "number": number, "title": title, **said}
