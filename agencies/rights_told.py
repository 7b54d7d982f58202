"""The table of rights as people read it: on the page of help and in docs/rights.md."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from agencies.rights_words import CONDITIONS, GROUPS, WHO
from agencies.rules.rights import TABLE, Do, Permission, Right, Who


@dataclass(frozen=True)
class Line:
    """`who`, `only` and `never` in words of the active language; a permission by its name."""

    who: tuple[str, ...]
    only: tuple[str, ...]
    never: tuple[str, ...]


@dataclass(frozen=True)
class Act:
    do: Do
    words: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Group:
    words: str
    acts: tuple[Act, ...]


def told() -> list[Group]:
    """All of it, in the order in which people look for it."""
    return [
        Group(str(words), tuple(Act(do, str(act), tuple(_lines(do))) for do, act in acts.items()))
        for words, acts in GROUPS
    ]


def _lines(do: Do) -> Iterator[Line]:
    for right in TABLE:
        if right.do == do:
            yield _line(right)


def _line(right: Right) -> Line:
    return Line(
        tuple(_who(one) for one in right.who),
        tuple(str(CONDITIONS[one][0]) for one in right.only),
        tuple(str(CONDITIONS[one][1]) for one in right.never),
    )


def _who(who: Who | Permission) -> str:
    if isinstance(who, Permission):
        return _("administrator with the permission %(name)s") % {"name": who.name}
    return str(WHO[who])


HEAD = """\
# Who may do what

This file is written by `python manage.py write_rights` from `agencies/rules/rights.py`, the one
table that every check asks; a test holds it up to date. Signed-in people read the same in their
language under `/help/rights/`.

What a line does not name is refused. An agency's officer, deputy and head are meant in *their*
agency, a coordinator in the plans that *their* body coordinates. A role that was delegated counts
as a role, except where it says otherwise. Permissions are those of Django's administration; being
an administrator gives no say over measures.
"""


def document() -> str:
    """docs/rights.md, in the active language."""
    return "\n".join([HEAD, *(part for group in told() for part in _section(group))])


def _section(group: Group) -> Iterator[str]:
    yield f"## {group.words}\n"
    yield "| act | who | only | never |"
    yield "|---|---|---|---|"
    for act in group.acts:
        for line in act.lines:
            cells = (act.words, *("; ".join(part) for part in (line.who, line.only, line.never)))
            yield f"| {' | '.join(cells)} |"
    yield ""
