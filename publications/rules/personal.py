"""Personal data that a text for the public must not hold."""

import re
from collections.abc import Iterable
from typing import Final

EMAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def personal_data(text: str, names: Iterable[str]) -> list[str]:
    """E-mail addresses in a text, and those of `names` of two words or more that stand in it.

    >>> personal_data("Писать на a.b@example.org, Иванова Анна", ["Иванова Анна", "МВД"])
    ['a.b@example.org', 'Иванова Анна']
    """
    folded = " ".join(text.casefold().split())
    named = (name for name in names if " " in name.strip())
    return [*EMAIL.findall(text), *(name for name in named if name.casefold() in folded)]
