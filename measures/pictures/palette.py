"""Colours by role. A picture is drawn in the plain ones; on a page each role also becomes a class,
`tone-red`, whose colour follows light and dark (measures/css/pictures.css)."""

from typing import Final

from measures.rules.lateness import Status

# The values of the light theme, each once: a drawn colour tells its role.
COLOURS: Final = {
    "ink": "#1c2830",
    "soft": "#51606b",
    "line": "#d5dde2",
    "surface": "#ffffff",
    "accent": "#17506b",
    "red": "#a3201c",
    "amber": "#855300",
    "green": "#1b6840",
    "blue": "#1d5794",
    "grey": "#6d7b85",
    "pale": "#eceff1",
}
ROLES: Final = {colour: role for role, colour in COLOURS.items()}

# Two statuses of one colour differ by pattern: "" is solid.
LOOKS: Final = {
    Status.DONE: ("green", ""),
    Status.DONE_LATE: ("amber", ""),
    Status.REMOVED: ("grey", ""),
    Status.CONTINUOUS: ("green", "hatch"),
    Status.IN_REVIEW: ("blue", ""),
    Status.IN_PROGRESS: ("blue", "hatch"),
    Status.RETURNED: ("amber", "hatch"),
    Status.WAITING: ("amber", "dots"),
    Status.NOT_DUE: ("grey", "dots"),
    Status.OVERDUE: ("red", "cross"),
}
# From what is behind us to what lies ahead; what is late stands between them.
ORDER: Final = (
    Status.DONE,
    Status.REMOVED,
    Status.DONE_LATE,
    Status.OVERDUE,
    Status.RETURNED,
    Status.IN_REVIEW,
    Status.IN_PROGRESS,
    Status.CONTINUOUS,
    Status.WAITING,
    Status.NOT_DUE,
)
PATTERNS: Final = ("hatch", "dots", "cross")


def pattern_key(role: str, pattern: str) -> str:
    """The colour by which a mark asks for a pattern: drawing.py puts the pattern in its place."""
    base = COLOURS[role]
    return f"#{base[1:6]}{PATTERNS.index(pattern) + 1:x}" if pattern else base


def fill_of(status: Status) -> str:
    return pattern_key(*LOOKS[status])


PATTERNED: Final = {
    pattern_key(role, pattern): (role, pattern) for role, pattern in LOOKS.values() if pattern
}
