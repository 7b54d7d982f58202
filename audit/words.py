"""An entry as a person reads it: tables, columns and values by their names."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import is_naive, localtime, make_aware
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from audit.models import Entry, Kind
from audit.tables import names_of_tables

# What leaves the site and is no row of a table.
OTHER_THINGS = {
    "board": gettext_lazy("Board"),
    "comparison": gettext_lazy("Comparison of editions"),
    "audit": gettext_lazy("Audit record"),
}


@dataclass(frozen=True)
class Change:
    """One column, in words. `to`: table and number of the row that the new value points to;
    `column`: as the database, or the event, calls it."""

    name: str
    before: str
    after: str
    to: tuple[str, str] | None = None
    column: str = ""


@cache
def _models() -> dict[str, type[models.Model]]:
    found = apps.get_models(include_auto_created=True)
    return {model._meta.db_table: model for model in found if not model._meta.proxy}


def table(name: str) -> str:
    """In the reader's language; the name in the database where there is no model any more."""
    model = _models().get(name)
    return capfirst(str(model._meta.verbose_name if model else OTHER_THINGS.get(name, name)))


def tables_offered() -> list[tuple[str, str]]:
    return sorted(((name, table(name)) for name in names_of_tables()), key=lambda one: one[1])


def changes(entry: Entry) -> list[Change]:
    """Of an event, what it tells; of a write, its columns in the order of the table."""
    if entry.kind == Kind.MIGRATED:
        return _migrated(entry)
    before, after, personal = (_read(text) for text in (entry.before, entry.after, entry.personal))
    names = [*after, *(name for name in before if name not in after)]
    if not (before and after):  # the row's number stands above them
        names = [name for name in names if not _is_key(entry.relation, name)]
    forgotten = entry.personal is None
    told = []
    for name in names:
        field = _field(entry.relation, name)
        was, now = (
            _side(field, name, side, personal.get(word, {}), forgotten)
            for word, side in (("before", before), ("after", after))
        )
        to = _points_to(field, after.get(name))
        told.append(Change(_name(field, name), was, now, to, name))
    return told


def _migrated(entry: Entry) -> list[Change]:
    """One line for each app and way, in the order in which they ran: `-app.name` was undone."""
    ran: dict[tuple[str, bool], list[str]] = {}
    for one in _read(entry.after).get("migrations", ()):
        app, _dot, name = str(one).removeprefix("-").partition(".")
        ran.setdefault((app, str(one).startswith("-")), []).append(name)
    return [
        Change(_app(app), "", _ran(names, undone), None, "migrations")
        for (app, undone), names in ran.items()
    ]


def _app(label: str) -> str:
    """In the reader's language; of an app that is gone its label alone."""
    known = {config.label: config.verbose_name for config in apps.get_app_configs()}
    return f"{capfirst(str(known[label]))} ({label})" if label in known else label


def _ran(names: list[str], undone: bool) -> str:
    count = len(names)
    if undone:
        said = ngettext("%(count)d migration taken back", "%(count)d migrations taken back", count)
    else:
        said = ngettext("%(count)d migration applied", "%(count)d migrations applied", count)
    return f"{said % {'count': count}}: {', '.join(names)}"


def after(entry: Entry) -> str:
    """What a table of the record has under “after”: what is chained, of migrations in words."""
    if entry.kind != Kind.MIGRATED:
        return entry.after
    return "\n".join(f"{one.name}: {one.after}" for one in _migrated(entry))


def origin(entry: Entry) -> str:
    """Where from: an address, or the account that ran a command; "" where nothing is known."""
    where = _read(entry.personal).get("origin", {})
    return str(where.get("ip") or where.get("account") or "")


def typed(entry: Entry) -> str:
    """The address with which somebody unknown tried to sign in."""
    return str(_read(entry.personal).get("after", {}).get("email", "")) if not entry.after else ""


def _read(text: str | None) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(text) if text else {}
    return found


def _field(relation: str, column: str) -> "models.Field[Any, Any] | None":
    model = _models().get(relation)
    fields: Iterator[Any] = iter(model._meta.concrete_fields) if model else iter(())
    return next((field for field in fields if field.column == column), None)


def _is_key(relation: str, column: str) -> bool:
    field = _field(relation, column)
    return field is not None and field.primary_key


def _name(field: "models.Field[Any, Any] | None", column: str) -> str:
    return capfirst(str(field.verbose_name)) if field else column


def _side(
    field: "models.Field[Any, Any] | None",
    name: str,
    side: dict[str, Any],
    personal: dict[str, Any],
    forgotten: bool,
) -> str:
    if name not in side:
        return ""
    value = side[name]
    if isinstance(value, dict) and "$" in value:
        return _set_apart(value, personal.get(name), forgotten)
    return _value(field, value)


def _set_apart(value: dict[str, Any], personal: Any, forgotten: bool) -> str:
    if value["$"] == "secret":
        return _("secret, not recorded")
    if value["$"] == "personal":
        return _("forgotten") if forgotten else str("" if personal is None else personal)
    told = {"length": value.get("length"), "digest": str(value.get("of", ""))[:16]}
    return _("text of %(length)s characters, SHA-256 %(digest)s…") % told


def _value(field: "models.Field[Any, Any] | None", value: Any) -> str:
    if value is None:
        return "—"
    if isinstance(field, models.BooleanField):
        return _("yes") if value else _("no")
    if field is not None and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.DateField):
        return _day(str(value))
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def _day(value: str) -> str:
    """Days and moments as the two databases write them."""
    if len(value) == len("2009-07-06"):
        day = parse_date(value)
        return date_format(day) if day else value
    moment = parse_datetime(value)
    if moment is None:
        return value
    aware = make_aware(moment) if is_naive(moment) else moment
    return date_format(localtime(aware), "SHORT_DATETIME_FORMAT")


def _points_to(field: "models.Field[Any, Any] | None", value: Any) -> tuple[str, str] | None:
    target: Any = field.related_model if field is not None else None
    if target is None or value is None:
        return None
    return target._meta.db_table, str(value)
