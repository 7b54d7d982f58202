"""Shapes of what happened: events, requests, moves of a date, changes of a wording."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from measures.api.rows import PersonSerializer
from measures.models import ChangeKind, Event, EventKind


class EventSerializer(serializers.ModelSerializer[Event]):
    """`note` and `data` are empty where they are not the caller's to read (`is_told` false)."""

    kind = serializers.ChoiceField(EventKind.choices)
    agency = serializers.CharField(
        source="obligation.agency.code", allow_null=True, default=None, read_only=True
    )
    actor = PersonSerializer(allow_null=True)
    is_told = serializers.BooleanField(read_only=True)
    note = serializers.SerializerMethodField()
    data = serializers.SerializerMethodField()  # type: ignore[assignment]  # a field of this name

    class Meta:
        model = Event
        fields = [
            *("id", "kind", "measure", "obligation", "agency", "actor"),
            *("happened_on", "at", "is_told", "note", "data"),
        ]

    def get_note(self, row: Any) -> str:
        return row.note if row.is_told else ""

    @extend_schema_field(serializers.DictField())
    def get_data(self, row: Any) -> dict[str, Any]:
        return dict(row.data) if row.is_told else {}


class MoveSerializer(serializers.Serializer[Any]):
    """`how`: "extension", "plan" (moved with the plan), "" (only the change is known)."""

    on = serializers.DateField()
    old = serializers.DateField()
    new = serializers.DateField()
    how = serializers.CharField(allow_blank=True)
    by = serializers.CharField(allow_blank=True)
    act = serializers.CharField(allow_blank=True)
    act_on = serializers.DateField(allow_null=True)
    level = serializers.CharField(allow_blank=True)
    note = serializers.CharField(allow_blank=True)


class StepSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    day = serializers.DateField()


class DatesToldSerializer(serializers.Serializer[Any]):
    """How the report came to its date: from the written one by `steps` to the first, by `moves` to
    the one in force."""

    written_on = serializers.DateField(allow_null=True)
    event_on = serializers.DateField(allow_null=True)
    steps = StepSerializer(many=True)
    first_due_on = serializers.DateField(allow_null=True)
    moves = MoveSerializer(many=True)
    due_on = serializers.DateField(allow_null=True)


class PieceSerializer(serializers.Serializer[Any]):
    """A piece of both texts told as one: it stands in both, only in the old or in the new one."""

    kind = serializers.ChoiceField([("same", "same"), ("gone", "gone"), ("new", "new")])
    text = serializers.CharField(trim_whitespace=False)


class PartDifferenceSerializer(serializers.Serializer[Any]):
    """`name` of the part in the caller's language."""

    part = serializers.CharField()
    name = serializers.CharField()
    pieces = PieceSerializer(many=True)


class WordingDifferenceSerializer(serializers.Serializer[Any]):
    """One measure of a plan that is not the same on both days."""

    kind = serializers.ChoiceField([("added", "added"), ("gone", "gone"), ("changed", "changed")])
    measure = serializers.IntegerField()
    number = serializers.CharField()
    title = serializers.CharField()
    parts = PartDifferenceSerializer(many=True)


class ShownChangeSerializer(serializers.Serializer[Any]):
    """What an act does, or did, to a measure; `section`, `after`: where a new one stands."""

    id = serializers.IntegerField(source="change.pk")
    amendment = serializers.IntegerField(source="change.amendment_id")
    kind = serializers.ChoiceField(ChangeKind.choices, source="change.kind")
    position = serializers.IntegerField(source="change.position")
    measure = serializers.IntegerField(source="change.measure_id", allow_null=True)
    section = serializers.IntegerField(source="change.section_id", allow_null=True)
    after = serializers.IntegerField(source="change.after_id", allow_null=True)
    parts = PartDifferenceSerializer(many=True)


def shown(changes: Any) -> list[dict[str, Any]]:
    """Of queries.comparing.shown_changes."""
    return [{"change": change, "parts": parts} for change, parts in changes]
