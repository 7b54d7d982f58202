"""Shapes of a plan seen from several sides."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from measures.api.rows import STATUSES, CountsField, MeasureBriefSerializer
from measures.api.serializers import MeasureSerializer
from measures.queries.matrix import Matrix


class StandSerializer(serializers.Serializer[Any]):
    """Where a measure stands: how many of its reports are late, when the next is due."""

    status = serializers.ChoiceField(STATUSES)
    late = serializers.IntegerField()
    next_due_on = serializers.DateField(allow_null=True)


class PlanRowSerializer(serializers.Serializer[Any]):
    """A row of the plan’s table, and where it stands."""

    measure = MeasureSerializer()
    stand = StandSerializer()


class PlanStandingSerializer(serializers.Serializer[Any]):
    """`counts`: measures by status."""

    plan = serializers.CharField(source="plan.slug")
    on_control = serializers.IntegerField()
    removed = serializers.IntegerField()
    counts = CountsField()


class NodeSerializer(serializers.Serializer[Any]):
    """A paragraph of the Concept (`id`; null for what stands under none) and the measures that
    serve it, by status; `key` names it in addresses."""

    key = serializers.CharField()
    id = serializers.IntegerField(source="pk", allow_null=True)
    number = serializers.SerializerMethodField()
    text = serializers.SerializerMethodField()
    total = serializers.IntegerField()
    counts = CountsField()

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_number(self, node: Any) -> str | None:
        return str(node.row.number) if node.row else None

    def get_text(self, node: Any) -> str:
        return node.row.text if node.row else ""


class TopNodeSerializer(NodeSerializer):
    below = NodeSerializer(many=True)


class PlanProgressSerializer(serializers.Serializer[Any]):
    """A measure that serves several is counted in each, and once in what lies above them."""

    whole = NodeSerializer()
    goals = TopNodeSerializer(many=True)
    directions = TopNodeSerializer(many=True)
    mechanism = TopNodeSerializer(many=True)
    without_task = NodeSerializer()
    without_line = NodeSerializer()


class MarkSerializer(serializers.Serializer[Any]):
    """A date, how many bodies owe a report by it, and the gravest of their statuses."""

    due_on = serializers.DateField()
    status = serializers.ChoiceField(STATUSES)
    bodies = serializers.IntegerField()


class TimelineRowSerializer(serializers.Serializer[Any]):
    """`begins_on`: since when the deadline stands as it does; `ends_on`: the last date known."""

    measure = MeasureBriefSerializer()
    begins_on = serializers.DateField()
    ends_on = serializers.DateField(allow_null=True)
    marks = MarkSerializer(many=True)


class DueSerializer(serializers.Serializer[Any]):
    """A measure due on a day: how many bodies owe a report on it, the gravest status."""

    measure = serializers.IntegerField(source="pk")
    due_on = serializers.DateField()
    status = serializers.ChoiceField(STATUSES)
    bodies = serializers.IntegerField()


class DueDaySerializer(serializers.Serializer[Any]):
    """`mark`: "holiday", "working", "weekend" or ""; `name` of the day where it has one."""

    day = serializers.DateField(source="shown.day")
    works = serializers.BooleanField(source="shown.works")
    mark = serializers.CharField(source="shown.mark", allow_blank=True)
    name = serializers.CharField(source="shown.name", allow_blank=True)
    count = serializers.IntegerField()
    late = serializers.IntegerField()
    due = DueSerializer(many=True)


class DueMonthSerializer(serializers.Serializer[Any]):
    month = serializers.CharField()
    count = serializers.IntegerField()
    days = DueDaySerializer(many=True)


class CountedSerializer(serializers.Serializer[Any]):
    """Reports owed; `share`: whole per cent in time of those `judged`, null where none are."""

    total = serializers.IntegerField()
    open = serializers.IntegerField()
    overdue = serializers.IntegerField()
    in_time = serializers.IntegerField()
    handed_in = serializers.IntegerField()
    judged = serializers.IntegerField()
    share = serializers.IntegerField(allow_null=True)


class CellSerializer(CountedSerializer):
    """`direction` null: measures under no direction."""

    agency = serializers.CharField()
    direction = serializers.IntegerField(allow_null=True)


class MatrixRowSerializer(CountedSerializer):
    agency = serializers.CharField()


class MatrixColumnSerializer(CountedSerializer):
    direction = serializers.IntegerField(allow_null=True)
    text = serializers.CharField(allow_blank=True)


class MatrixSerializer(serializers.Serializer[Any]):
    """A measure that serves several directions is counted in each, and once in `rows` and
    `whole`. No cell is empty: what is left out owes nothing."""

    rows = MatrixRowSerializer(many=True)
    columns = MatrixColumnSerializer(many=True)
    cells = CellSerializer(many=True)
    whole = CountedSerializer()


COUNTED = ("total", "open", "overdue", "in_time", "handed_in", "judged", "share")


def _facts(counted: Any) -> dict[str, Any]:
    return {name: getattr(counted, name) for name in COUNTED}


def matrix_told(found: Matrix) -> dict[str, Any]:
    codes = {agency.pk: agency.code for agency in found.agencies}
    named = [(one.pk if one else None, one.text if one else "") for one in found.directions]
    return {
        "rows": [{"agency": codes[pk], **_facts(one)} for pk, one in found.rows.items()],
        "columns": [
            {"direction": pk, "text": text, **_facts(found.columns[pk])} for pk, text in named
        ],
        "cells": [
            {"agency": codes[agency], "direction": direction, **_facts(one)}
            for (agency, direction), one in found.cells.items()
        ],
        "whole": _facts(found.whole),
    }


class DisciplineSerializer(serializers.Serializer[Any]):
    """Reports owed for a period; `share`: whole per cent in time of those judged."""

    period = serializers.CharField()
    due = serializers.IntegerField()
    in_time = serializers.IntegerField()
    late = serializers.IntegerField()
    out = serializers.IntegerField()
    ahead = serializers.IntegerField()
    extended = serializers.IntegerField()
    returned = serializers.IntegerField()
    share = serializers.IntegerField(allow_null=True)


class AgencyStandingSerializer(serializers.Serializer[Any]):
    """A body over all plans: reports by status, and how it keeps its dates period by period."""

    agency = serializers.CharField(source="agency.code")
    counts = CountsField()
    discipline = serializers.SerializerMethodField()

    @extend_schema_field(DisciplineSerializer(many=True))
    def get_discipline(self, told: dict[str, Any]) -> list[dict[str, Any]]:
        names = ("due", "in_time", "late", "out", "ahead", "extended", "returned", "share")
        return [
            {"period": label, **{name: getattr(one, name) for name in names}}
            for label, one in told["periods"].items()
        ]


class OwingSerializer(serializers.Serializer[Any]):
    """A measure on which the body owes reports, and how many of which status."""

    measure = MeasureBriefSerializer()
    leads = serializers.BooleanField()
    counts = CountsField()
