"""Where a page of a list ends and the next begins, by the values of what the list is ordered by.

A row is found by its place in the order, never by how many stand before it: rows that are added or
taken away while somebody reads on move nothing. The order always ends with the primary key, so no
two rows share a place. NULL counts as the largest value, as in PostgreSQL.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import F, Field, ForeignKey, Model, Q, QuerySet
from django.db.models.expressions import OrderBy

PLACE = "place_{}"  # what a row's place is annotated as


@dataclass(frozen=True)
class Key:
    """One thing that a list is ordered by: the path of a column, and which way round."""

    path: str
    down: bool = False

    def ordered(self, other_way: bool) -> OrderBy:
        if self.down != other_way:
            return F(self.path).desc(nulls_first=True)
        return F(self.path).asc(nulls_last=True)

    def after(self, value: Any, other_way: bool) -> Q:
        """Strictly behind `value` in this order."""
        if self.down != other_way:
            if value is None:
                return Q((f"{self.path}__isnull", False))
            return Q((f"{self.path}__lt", value))
        if value is None:
            return Q(pk__in=[])
        return Q((f"{self.path}__gt", value)) | Q((f"{self.path}__isnull", True))

    def at(self, value: Any) -> Q:
        return Q((f"{self.path}__isnull", True)) if value is None else Q((self.path, value))


def keys_of(rows: QuerySet[Any]) -> list[Key]:
    """What the rows are ordered by, relations written out, with the primary key at the end."""
    names = rows.query.order_by or tuple(rows.model._meta.ordering)
    found: dict[str, Key] = {}
    for name in names:
        for key in _written_out(rows, _name(name)):
            found.setdefault(key.path, key)
    found.setdefault("pk", Key("pk"))
    keys = list(found.values())
    return keys[: [key.path for key in keys].index("pk") + 1]


def _name(name: Any) -> str:
    """An expression stands for its column."""
    if isinstance(name, OrderBy):
        column: str = getattr(name.expression, "name", "")
        return f"-{column}" if name.descending else column
    return str(name)


def _written_out(rows: QuerySet[Any], name: str) -> Iterator[Key]:
    down, path = name.startswith("-"), name.removeprefix("-")
    if path in ("pk", rows.model._meta.pk.name):
        yield Key("pk", down)
        return
    field = None if path in rows.query.annotations else _field(rows.model, path)
    if not isinstance(field, ForeignKey) or path.endswith(f"{field.attname}"):
        yield Key(path, down)
        return
    for inner in field.related_model._meta.ordering or ["pk"]:
        turned = down != str(inner).startswith("-")
        plain = str(inner).removeprefix("-")
        yield from _written_out(rows, f"{'-' if turned else ''}{path}__{plain}")


def _field(model: type[Model], path: str) -> "Field[Any, Any] | None":
    field: Any = None
    for part in path.split("__"):
        try:
            field = model._meta.pk if part == "pk" else model._meta.get_field(part)
        except FieldDoesNotExist:
            return None
        model = getattr(field, "related_model", None) or model
    return field if isinstance(field, Field) else None


def with_places(rows: QuerySet[Any], keys: Sequence[Key], other_way: bool) -> QuerySet[Any]:
    """The rows in order, each with the values that its place is told by."""
    told = {PLACE.format(n): F(key.path) for n, key in enumerate(keys)}
    ordered: QuerySet[Any] = rows.annotate(**told)
    return ordered.order_by(*(key.ordered(other_way) for key in keys))


def place_of(row: Any, keys: Sequence[Key]) -> list[Any]:
    return [getattr(row, PLACE.format(n)) for n in range(len(keys))]


def behind(keys: Sequence[Key], place: Sequence[Any], other_way: bool) -> Q:
    """Rows strictly behind `place`: by the first key, or at it and behind by the rest."""
    wanted = Q(pk__in=[])
    for key, value in zip(reversed(keys), reversed(place), strict=True):
        wanted = key.after(value, other_way) | (key.at(value) & wanted)
    return wanted


def read_place(rows: QuerySet[Any], keys: Sequence[Key], sent: Sequence[Any]) -> list[Any]:
    """The values of a cursor as the columns have them. Raises ValueError for what they cannot."""
    if len(sent) != len(keys):
        raise ValueError("a place in another order")
    told = rows.annotate(**{PLACE.format(n): F(key.path) for n, key in enumerate(keys)})
    fields = [told.query.annotations[PLACE.format(n)].output_field for n in range(len(keys))]
    return [
        None if value is None else field.to_python(value)
        for field, value in zip(fields, sent, strict=True)
    ]
