"""Shapes of the record over the API: what the page of an entry says, for programs."""

import json
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from audit.models import Anchor, Door, Kind
from audit.queries import Standing
from audit.shown import Shown

OBJECT = {"type": ["object", "null"], "additionalProperties": True}


class AuditPersonSerializer(serializers.Serializer[Any]):
    """`name`: as it is known today, "" of whom nobody knows any more."""

    id = serializers.IntegerField()
    name = serializers.CharField(allow_blank=True)


class AuditRowSerializer(serializers.Serializer[Any]):
    """A row that a value points to; its own history is found by these two."""

    relation = serializers.CharField()
    number = serializers.CharField()


class AuditChangeSerializer(serializers.Serializer[Any]):
    """One column in the caller's words, or what an event tells. Secrets are never told; what was
    forgotten says so; of long texts the length and the checksum."""

    column = serializers.CharField()
    name = serializers.CharField()
    before = serializers.CharField(allow_blank=True)
    after = serializers.CharField(allow_blank=True)
    points_to = serializers.SerializerMethodField()

    @extend_schema_field(AuditRowSerializer(allow_null=True))
    def get_points_to(self, row: Any) -> dict[str, str] | None:
        return {"relation": row.to[0], "number": row.to[1]} if row.to else None


class AuditSealSerializer(serializers.Serializer[Any]):
    """The place in the chain, and the hash that seals the entry there."""

    position = serializers.IntegerField()
    hash = serializers.CharField()


class AuditEntrySerializer(serializers.Serializer[Any]):
    """`relation` and `number`: the row, `thing`: its table in the caller's words, `label`: as what
    the row is known. `rows`: how many it tells of. `origin`: the address, or the account that ran a
    command; `forgotten`: it was known once. `typed`: the address with which somebody unknown tried
    to sign in. `before` and `after`: changed columns as they are chained, where a value may be
    {"$": "secret"}, {"$": "personal"} or {"$": "sha256", …} instead of the thing itself; `changes`:
    the same in words. `sealed`: null for the seconds until it is."""

    id = serializers.IntegerField(source="entry.pk")
    at = serializers.DateTimeField(source="entry.at")
    kind = serializers.ChoiceField(Kind.choices, source="entry.kind")
    relation = serializers.CharField(source="entry.relation", allow_blank=True)
    thing = serializers.CharField(allow_blank=True)
    number = serializers.CharField(source="entry.object_id", allow_blank=True)
    label = serializers.CharField(  # type: ignore[assignment]  # a field of this name
        source="called", allow_blank=True
    )
    rows = serializers.IntegerField(source="entry.row_count")
    person = serializers.SerializerMethodField()
    behalf = serializers.SerializerMethodField()
    door = serializers.ChoiceField(Door.choices, source="entry.door")
    route = serializers.CharField(source="entry.route", allow_blank=True)
    request = serializers.CharField(source="entry.request", allow_blank=True)
    token = serializers.IntegerField(source="entry.token", allow_null=True)
    origin = serializers.CharField(allow_blank=True)
    forgotten = serializers.BooleanField(source="is_forgotten")
    typed = serializers.CharField(allow_blank=True)
    db_user = serializers.CharField(source="entry.db_user", allow_blank=True)
    before = serializers.SerializerMethodField()
    after = serializers.SerializerMethodField()
    changes = AuditChangeSerializer(many=True)
    sealed = AuditSealSerializer(source="link", allow_null=True)

    @extend_schema_field(AuditPersonSerializer(allow_null=True))
    def get_person(self, row: Shown) -> dict[str, Any] | None:
        return _person(row, row.entry.actor)

    @extend_schema_field(AuditPersonSerializer(allow_null=True))
    def get_behalf(self, row: Shown) -> dict[str, Any] | None:
        return _person(row, row.entry.behalf)

    @extend_schema_field(OBJECT)
    def get_before(self, row: Shown) -> Any:
        return json.loads(row.entry.before) if row.entry.before else None

    @extend_schema_field(OBJECT)
    def get_after(self, row: Shown) -> Any:
        return json.loads(row.entry.after) if row.entry.after else None


def _person(row: Shown, number: int | None) -> dict[str, Any] | None:
    return None if number is None else {"id": number, "name": row.people.get(number, "")}


class AuditAnchorSerializer(serializers.ModelSerializer[Anchor]):
    """Where the chain stood when that was last told to the outside."""

    class Meta:
        model = Anchor
        fields = ["at", "position", "hash"]


class AuditChainSerializer(serializers.Serializer[Any]):
    """`head`: the last place; `waits`: some entries after it are sealed within the next minute.
    Whether the chain is whole is told by `manage.py verify_audit`, which reads all of it."""

    head = AuditSealSerializer(allow_null=True)
    anchor = AuditAnchorSerializer(allow_null=True)
    newest = serializers.SerializerMethodField()
    waits = serializers.BooleanField()

    @extend_schema_field(serializers.IntegerField(allow_null=True))
    def get_newest(self, row: Standing) -> int | None:
        return row.newest.pk if row.newest else None
