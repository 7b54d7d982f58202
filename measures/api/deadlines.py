"""Deadlines as the act has them, and those that wait for a person, through the pages' services."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from measures.api.acting import Acting
from measures.api.as_of import as_of_in
from measures.models import Deadline, DeadlineKind, Measure, MeasureState
from measures.queries.dates import plan_calendar, suggested
from measures.queries.then import measures_worded, worded_on
from measures.rules.deadlines.suggesting import REASONS
from measures.services import deadlines


class SuggestionSerializer(serializers.Serializer[Any]):
    """`dates` are empty where something else must be done first, as `reason` says."""

    reason = serializers.ChoiceField(choices=sorted(REASONS))
    dates = serializers.ListField(child=serializers.DateField())
    part = serializers.CharField()


class WaitingDeadlineSerializer(serializers.ModelSerializer[Deadline]):
    """`seen` names what it says now: send it back, so that no dates are overwritten unseen."""

    plan = serializers.CharField(source="measure.plan.slug", read_only=True)
    measure_number = serializers.CharField(source="measure.number", read_only=True)
    due = serializers.ListField(child=serializers.DateField(), read_only=True)
    warnings = serializers.ListField(child=serializers.CharField(), read_only=True)
    suggestions = serializers.SerializerMethodField()
    seen = serializers.SerializerMethodField()

    class Meta:
        model = Deadline
        fields = [
            *("id", "plan", "measure", "measure_number", "text_ru", "text_kk", "text_en"),
            *("kind", "due", "event_on", "warnings", "suggestions", "seen"),
        ]

    @extend_schema_field(SuggestionSerializer(many=True))
    def get_suggestions(self, row: Deadline) -> list[dict[str, Any]]:
        if row.kind != DeadlineKind.UNDECIDED:
            return []
        found = suggested(row, self._calendar(row))
        return [SuggestionSerializer(one).data for one in found]

    def _calendar(self, row: Deadline) -> Mapping[date, str] | None:
        """Asked for once a plan, and only where working days are to be counted."""
        if "working_days" not in row.warnings:
            return None
        known: dict[int, Mapping[date, str]] = self.context["calendars"]
        if row.measure.plan_id not in known:
            known[row.measure.plan_id] = plan_calendar(row)
        return known[row.measure.plan_id]

    @extend_schema_field(serializers.CharField())
    def get_seen(self, row: Deadline) -> str:
        """Empty for a past day: nothing is set from there."""
        return "" if self.context["as_of"] else deadlines.as_seen(row)


class DatesSerializer(serializers.Serializer[Any]):
    dates = serializers.ListField(child=serializers.DateField(), min_length=1, max_length=500)
    note = serializers.CharField(required=False, allow_blank=True, default="")
    seen = serializers.CharField(required=False)


class EventDateSerializer(serializers.Serializer[Any]):
    """`dates` only where they are other than the counted one; `note` then says why."""

    event_on = serializers.DateField()
    dates = serializers.ListField(child=serializers.DateField(), required=False, max_length=500)
    note = serializers.CharField(required=False, allow_blank=True, default="")
    seen = serializers.CharField(required=False)


class DeadlineFilter(django_filters.FilterSet):  # type: ignore[misc]
    plan = django_filters.CharFilter("measure__plan__slug")
    waiting = django_filters.BooleanFilter(method="only_waiting", label="waits for a person")
    kind = django_filters.ChoiceFilter(choices=DeadlineKind.choices, method="of_kind")

    class Meta:
        model = Deadline
        fields = ["measure"]

    def of_kind(self, rows: QuerySet[Deadline], name: str, kind: str) -> QuerySet[Deadline]:
        if as_of := as_of_in(self.request):
            return rows.filter(measure__in=measures_worded(as_of, deadline__kind=kind))
        return rows.filter(kind=kind)

    def only_waiting(self, rows: QuerySet[Deadline], name: str, wanted: bool) -> QuerySet[Deadline]:
        kinds = [kind.value for kind in deadlines.WAITING]
        waits: dict[str, Any] = {"kind__in": kinds, "measure__state": MeasureState.ON_CONTROL}
        if as_of := as_of_in(self.request):
            then = {"deadline__kind__in": kinds, "state": MeasureState.ON_CONTROL}
            waits = {"measure__in": measures_worded(as_of, **then)}
        return rows.filter(**waits) if wanted else rows.exclude(**waits)


class DeadlineViewSet(Acting[Deadline]):
    """Deadlines as the act has them, and with `?waiting=true` those that wait for a person."""

    queryset = Deadline.objects.select_related("measure__plan").order_by(
        "measure__plan", "measure__position"
    )
    serializer_class = WaitingDeadlineSerializer
    scope = "plan"
    filterset_class = DeadlineFilter
    ordering_fields = ["measure__position"]

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "calendars": {}, "as_of": self.as_of}

    def get_queryset(self) -> QuerySet[Deadline]:
        rows = super().get_queryset()
        return rows.filter(measure__in=measures_worded(self.as_of)) if self.as_of else rows

    def as_they_read(self, rows: Sequence[Deadline]) -> Sequence[Deadline]:
        if self.as_of is None:
            return rows
        then = worded_on((row.measure_id for row in rows), self.as_of)
        found = [then[row.measure_id].deadline for row in rows]
        for told, row in zip(found, rows, strict=True):
            told.pk = row.pk
        return found

    def rows_to_lock(self, row: Deadline) -> Sequence[QuerySet[Any]]:
        return (Measure.objects.filter(pk=row.measure_id),)

    @extend_schema(request=DatesSerializer, responses=WaitingDeadlineSerializer)
    @action(detail=True, methods=["post"], url_path="set-dates")
    def set_dates(self, request: Request, pk: int) -> Response:
        """Gives dates to an undecided deadline, or corrects those that a person gave."""
        deadline, sent = self.get_object(), self.sent(DatesSerializer)
        deadlines.set_dates(deadline, sent.pop("dates"), by=self.person, today=self.today, **sent)
        return self.shown(self.get_object())

    @extend_schema(request=EventDateSerializer, responses=WaitingDeadlineSerializer)
    @action(detail=True, methods=["post"], url_path="date-event")
    def date_event(self, request: Request, pk: int) -> Response:
        """Enters or corrects the day of the event; the term is counted from it."""
        deadline, sent = self.get_object(), self.sent(EventDateSerializer)
        event_on = sent.pop("event_on")
        deadlines.date_event(deadline, event_on, by=self.person, today=self.today, **sent)
        return self.shown(self.get_object())
