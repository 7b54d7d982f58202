"""Adds to the record what is no write to a table: sign-ins, downloads, exports."""

import json
import secrets
from dataclasses import asdict
from typing import Any

from django.db import connection
from django.db.models import BigIntegerField, Func, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from audit.context import Act, current
from audit.models import Entry, Kind
from audit.queries import Asked


def tell(
    kind: Kind,
    *,
    relation: str = "",
    object_id: str | int = "",
    label: str = "",
    facts: dict[str, Any] | None = None,
    names: dict[str, Any] | None = None,
    rows: int = 1,
    actor: int | None = None,
) -> None:
    """One entry of the act under way. `facts` are chained and kept; `names` is what tells of
    people, and can be forgotten. `actor`: where it is known better than by the act.
    """
    act = current()
    Entry.objects.create(
        at=timezone.now(),
        xid=_transaction(),
        kind=kind,
        relation=relation,
        object_id=str(object_id),
        label=label[:120],
        row_count=rows,
        after=json.dumps(facts, ensure_ascii=False) if facts else "",
        actor=actor if actor is not None else act.actor,
        behalf=act.behalf,
        door=act.door,
        route=act.route,
        request=act.request,
        token=act.token,
        personal=_personal(act, names),
    )


def tell_exported(asked: Asked, fmt: str) -> None:
    """Who takes part of the record away is told by it, with what was asked for."""
    facts = {name: str(value) for name, value in asdict(asked).items() if value}
    tell(Kind.EXPORTED, relation="audit", label=fmt, facts=facts)


def _transaction() -> Any:
    if connection.vendor != "postgresql":
        return 0
    number = Func(function="pg_current_xact_id", output_field=BigIntegerField())
    return Cast(Cast(number, output_field=TextField()), output_field=BigIntegerField())


def _personal(act: Act, names: dict[str, Any] | None) -> str | None:
    if not (act.origin or names):
        return None
    told: dict[str, Any] = {"salt": secrets.token_hex(16)}
    if act.origin:
        told["origin"] = act.origin
    if names:
        told["after"] = names
    return json.dumps(told, ensure_ascii=False)
