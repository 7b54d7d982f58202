"""The table of rights as people read it: on the page of help and in docs/rights.md."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from agencies.rights_words import CONDITIONS, GROUPS, WHO
from agencies.rules.rights import TABLE, Do, Permission, Right, Who


@dataclass(frozen=True)
class Line:
    """`who`, `only` and `never` in words of the active language."""

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


def told(*, by_code: bool = False) -> list[Group]:
    """All of it, in the order in which people look for it; permissions as the administration
    words them, or `by_code`."""
    return [
        Group(
            str(words),
            tuple(Act(do, str(act), tuple(_lines(do, by_code))) for do, act in acts.items()),
        )
        for words, acts in GROUPS
    ]


def _lines(do: Do, by_code: bool) -> Iterator[Line]:
    for right in TABLE:
        if right.do == do:
            yield _line(right, by_code)


def _line(right: Right, by_code: bool) -> Line:
    return Line(
        tuple(_who(one, by_code) for one in right.who),
        tuple(str(CONDITIONS[one][0]) for one in right.only),
        tuple(str(CONDITIONS[one][1]) for one in right.never),
    )


def _who(who: Who | Permission, by_code: bool) -> str:
    if isinstance(who, Permission):
        name = who.name if by_code else _worded(who.name)
        return _("administrator with the permission %(name)s") % {"name": name}
    return str(WHO[who])


VERBS = {
    "add": pgettext_lazy("permission", "add"),
    "change": pgettext_lazy("permission", "change"),
    "delete": pgettext_lazy("permission", "delete"),
    "view": pgettext_lazy("permission", "see"),
}


def _worded(name: str) -> str:
    """“people: change” of agencies.change_user."""
    app, _dot, code = name.partition(".")
    verb, _line, model = code.partition("_")
    things = apps.get_model(app, model)._meta.verbose_name_plural
    return _("“%(things)s: %(verb)s”") % {"things": things, "verb": VERBS[verb]}


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
    return "\n".join([HEAD, *(part for group in told(by_code=True) for part in _section(group))])


def _section(group: Group) -> Iterator[str]:
    yield f"## {group.words}\n"
    yield "| act | who | only | never |"
    yield "|---|---|---|---|"
    for act in group.acts:
        for line in act.lines:
            cells = (act.words, *("; ".join(part) for part in (line.who, line.only, line.never)))
            yield f"| {' | '.join(cells)} |"
    yield ""
