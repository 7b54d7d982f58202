"""Shapes of what several answers are made of: reports owed with their words, measures in brief."""

from collections.abc import Sequence
from typing import Any

from django.db.models import prefetch_related_objects
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from measures.api.serializers import ObligationSerializer
from measures.models import Measure
from measures.rules.lateness import Status
from measures.rules.risk import Risk, risks_of

STATUSES = [status.value for status in Status]


class PersonSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField(source="pk")
    name = serializers.CharField(source="full_name")


class MeasureBriefSerializer(serializers.ModelSerializer[Measure]):
    """`title` in the caller's language."""

    plan = serializers.CharField(source="plan.slug", read_only=True)
    title = serializers.CharField(read_only=True)

    class Meta:
        model = Measure
        fields = ["id", "plan", "number", "title"]


class OwedRowSerializer(ObligationSerializer):
    """As of the day asked for. `title` of the measure is in the caller's language; `moves`: how
    often the date was moved."""

    title = serializers.CharField(source="measure.title", read_only=True)
    moves = serializers.IntegerField(read_only=True)

    class Meta(ObligationSerializer.Meta):
        fields = [*ObligationSerializer.Meta.fields, "title", "moves"]


class BoardRowSerializer(OwedRowSerializer):
    """`risks`: why it may become late; nothing for what is late already."""

    risks = serializers.SerializerMethodField()

    class Meta(OwedRowSerializer.Meta):
        fields = [*OwedRowSerializer.Meta.fields, "risks"]

    @extend_schema_field(
        serializers.ListField(child=serializers.ChoiceField([risk.value for risk in Risk]))
    )
    def get_risks(self, row: Any) -> list[str]:
        found = risks_of(
            state=row.state,
            kind=row.kind,
            due_on=row.due_on,
            today=self.context["today"],
            begun=row.begun,
            time_asked=row.time_asked,
        )
        return [risk.value for risk in found]


READ = ("plan", "tasks", "lines", "executors__agency", "executors__group", "costs")


def with_plans(measures: Sequence[Measure]) -> Sequence[Measure]:
    """For MeasureBriefSerializer; one statement."""
    prefetch_related_objects(list(measures), "plan")
    return measures


def with_all(measures: Sequence[Measure]) -> Sequence[Measure]:
    """For MeasureSerializer: what is not at hand yet, a statement for each kind."""
    prefetch_related_objects(list(measures), *READ)
    return measures


class CountsField(serializers.DictField):
    """How many of each; what nothing has is left out."""

    child = serializers.IntegerField()

    def to_representation(self, value: Any) -> dict[str, int]:
        return {str(key): count for key, count in dict(value).items() if count}


class CodesField(serializers.ListField):
    """Bodies by their codes."""

    child = serializers.CharField()

    def to_representation(self, bodies: Any) -> list[str]:
        return [body.code for body in bodies]
