"""Shapes of what stands around a measure."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from measures.api.history import PartDifferenceSerializer, ShownChangeSerializer
from measures.api.rows import STATUSES, MeasureBriefSerializer
from measures.models import (
    DocumentKind,
    ExecutorRole,
    MeasureState,
    MeasureVersion,
    ObligationState,
)
from measures.queries.moments import Report


class DoerSerializer(serializers.Serializer[Any]):
    """A body with what it owes: how far, how many late, the next date, how many of all are done."""

    agency = serializers.CharField(source="agency.code")
    role = serializers.ChoiceField(ExecutorRole.choices)
    by_agreement = serializers.BooleanField()
    status = serializers.ChoiceField(STATUSES)
    late = serializers.IntegerField()
    next_due_on = serializers.DateField(allow_null=True)
    done = serializers.IntegerField()
    total = serializers.IntegerField()


class HeadingSerializer(serializers.Serializer[Any]):
    """`lead`: code of the body that leads, null where a group does."""

    status = serializers.ChoiceField(STATUSES)
    late = serializers.IntegerField()
    next_due_on = serializers.DateField(allow_null=True)
    lead = serializers.SerializerMethodField()
    done = serializers.IntegerField()
    total = serializers.IntegerField()

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_lead(self, row: Any) -> str | None:
        return row.lead.agency.code if row.lead else None


class MeasureOverviewSerializer(serializers.Serializer[Any]):
    """`before`, `after`: neighbours in the table; `own_report`: the next obligation that the
    caller’s agencies still owe on it; `taken_over_by`: measures of later plans that came of it."""

    heading = HeadingSerializer()
    doers = DoerSerializer(many=True)
    changes = ShownChangeSerializer(many=True)
    before = MeasureBriefSerializer(allow_null=True)
    after = MeasureBriefSerializer(allow_null=True)
    own_report = serializers.IntegerField(allow_null=True)
    taken_over_by = MeasureBriefSerializer(many=True)


class MeasureVersionSerializer(serializers.ModelSerializer[MeasureVersion]):
    """What the measure said `since` that day until before `until` (null: until now). `executors`,
    `deadline` and `costs` are kept as they stood: bodies by id, days and amounts as text."""

    section = serializers.CharField(source="section.title", allow_null=True, default=None)
    amendment = serializers.CharField(source="amendment.act", allow_null=True, default=None)
    state = serializers.ChoiceField(MeasureState.choices)
    executors = serializers.ListField(child=serializers.DictField())
    deadline = serializers.DictField()
    costs = serializers.ListField(child=serializers.DictField())

    class Meta:
        model = MeasureVersion
        fields = [
            *("id", "since", "until", "section", "number"),
            *("title_ru", "title_kk", "title_en"),
            *("completion_form_ru", "completion_form_kk", "completion_form_en"),
            *("executors_text", "funding_source", "state", "state_on", "amendment"),
            *("executors", "deadline", "costs"),
        ]


class MomentsSerializer(serializers.Serializer[Any]):
    """`name` in the caller's language."""

    name = serializers.CharField()
    first = serializers.DateField()
    second = serializers.DateField()


class OwedThenSerializer(serializers.Serializer[Any]):
    due_on = serializers.DateField(allow_null=True)
    state = serializers.ChoiceField(ObligationState.choices)
    status = serializers.ChoiceField(STATUSES)
    role = serializers.ChoiceField(ExecutorRole.choices)
    agency = serializers.CharField(source="agency.code")


class ReportComparedSerializer(serializers.Serializer[Any]):
    """`before`, `after`: null where it was not asked for at that moment."""

    obligation = serializers.SerializerMethodField()
    before = OwedThenSerializer(allow_null=True)
    after = OwedThenSerializer(allow_null=True)
    date_moved = serializers.BooleanField()

    def get_obligation(self, row: Report) -> int:
        return row.told.obligation_id


class MomentsComparedSerializer(serializers.Serializer[Any]):
    """`parts`: of the wording, those that differ. `reports`: those that differ; `unchanged`: how
    many others there are."""

    before = MeasureVersionSerializer(allow_null=True)
    after = MeasureVersionSerializer(allow_null=True)
    control_moved = serializers.BooleanField()
    parts = PartDifferenceSerializer(many=True)
    reports = ReportComparedSerializer(many=True)
    unchanged = serializers.IntegerField()


class RemovalSerializer(serializers.Serializer[Any]):
    """The completion document, and why."""

    kind = serializers.ChoiceField(DocumentKind.choices)
    number = serializers.CharField(max_length=60)
    on = serializers.DateField()
    note = serializers.CharField(required=False, allow_blank=True, default="", max_length=2000)
