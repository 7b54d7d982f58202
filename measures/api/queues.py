"""What waits for a decision: reports, requests for more time, deadlines without dates."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from measures.api.as_of import AS_OF
from measures.api.asking import Asking, parameters, queried
from measures.api.extensions import ExtensionSerializer
from measures.api.rows import PersonSerializer
from measures.forms.queues import QueueFilter, RequestFilter
from measures.models import Claim, Deadline, ProgressEntry
from measures.permissions.overseeing import check_may_oversee
from measures.queries.assigned import with_reviewers
from measures.queries.queues import (
    Clock,
    clocks,
    extension_queue,
    narrowed,
    review_queue,
    told_of_then,
    waited_deadlines,
    waiting,
    waiting_deadlines,
)
from measures.queries.then import asked_then

WORDS = {
    "whose": "Everybody’s where it is left out. Not for a day in the past: it is not kept.",
    "agency": "Code of the agency that reports.",
    "plan": "Slug.",
    "text": "Words of the measure, or its number.",
    "late": "Only what waits longer than it should.",
}
FILTERS = [*parameters(QueueFilter, **WORDS), AS_OF]
OF_REQUESTS = [one for one in FILTERS if one.name != "whose"]


class QueuedReportSerializer(serializers.ModelSerializer[ProgressEntry]):
    """`decide_by`: working days after it came in; `days_over`: past that day. `files`: how many."""

    plan = serializers.CharField(source="obligation.measure.plan.slug", read_only=True)
    measure = serializers.IntegerField(source="obligation.measure_id", read_only=True)
    measure_number = serializers.CharField(source="obligation.measure.number", read_only=True)
    title = serializers.CharField(source="obligation.measure.title", read_only=True)
    agency = serializers.CharField(source="obligation.agency.code", read_only=True)
    claim = serializers.ChoiceField(Claim.choices)
    author = PersonSerializer()
    reviewer = PersonSerializer(allow_null=True)
    due_on = serializers.DateField(source="obligation.due_on", allow_null=True, read_only=True)
    files = serializers.IntegerField(read_only=True)
    decide_by = serializers.DateField(read_only=True)
    days_over = serializers.IntegerField(read_only=True)

    class Meta:
        model = ProgressEntry
        fields = [
            *("id", "obligation", "plan", "measure", "measure_number", "title", "agency"),
            *("claim", "text", "language", "author", "reviewer", "due_on", "submitted_on"),
            *("files", "decide_by", "days_over"),
        ]


class QueuedRequestSerializer(ExtensionSerializer):
    title = serializers.CharField(source="obligation.measure.title", read_only=True)
    decide_by = serializers.DateField(read_only=True)
    days_over = serializers.IntegerField(read_only=True)

    class Meta(ExtensionSerializer.Meta):
        fields = [*ExtensionSerializer.Meta.fields, "title", "decide_by", "days_over"]


class QueuedDeadlineSerializer(serializers.ModelSerializer[Deadline]):
    """`id` is that of the deadline in today's plan."""

    id = serializers.SerializerMethodField()
    plan = serializers.CharField(source="measure.plan.slug", read_only=True)
    measure_number = serializers.CharField(source="measure.number", read_only=True)
    title = serializers.CharField(source="measure.title", read_only=True)

    class Meta:
        model = Deadline
        fields = [
            *("id", "plan", "measure", "measure_number", "title"),
            *("text_ru", "text_kk", "text_en", "kind"),
        ]

    @extend_schema_field(serializers.IntegerField(allow_null=True))
    def get_id(self, row: Deadline) -> int | None:
        return row.pk


class QueueWaitingSerializer(serializers.Serializer[Any]):
    """How much waits in each queue, and how much of it longer than it should."""

    reports = serializers.IntegerField()
    reports_late = serializers.IntegerField()
    extensions = serializers.IntegerField()
    extensions_late = serializers.IntegerField()
    deadlines = serializers.IntegerField()


Since = Callable[[Any], date | None]


class Overseeing(Asking):
    """For coordinators and observers."""

    queryset = ProgressEntry.objects.none()
    scope = "progress"

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        check_may_oversee(self.person, self.today)

    def _timed(self, rows: Sequence[Any], clock: Clock, since: Since) -> list[Any]:
        return clock.told(asked_then(rows, self.as_of), since)


def not_kept() -> ValidationError:
    said = _("Who was to review what is not kept: ask of a past day without it.")
    return ValidationError({"whose": [said]}, code="not_kept")


class QueueViewSet(Overseeing):
    @extend_schema(
        operation_id="queues_waiting",
        tags=["queues"],
        parameters=[AS_OF],
        responses=QueueWaitingSerializer,
    )
    @action(detail=False, pagination_class=None)
    def waiting(self, request: Request) -> Response:
        return self.told(QueueWaitingSerializer, waiting(self.as_of, clocks(self.day)))

    @extend_schema(
        operation_id="queues_reports",
        tags=["queues"],
        parameters=FILTERS,
        responses=QueuedReportSerializer(many=True),
    )
    @action(detail=False)
    def reports(self, request: Request) -> Response:
        """Handed in and not reviewed: what waits too long first, then the longest waiting."""
        if self.past and "whose" in request.query_params:
            raise not_kept()
        clock = clocks(self.day).reviews
        form = (RequestFilter if self.past else QueueFilter)(request.query_params)
        question = queried(form).question()  # type: ignore[attr-defined]
        rows = narrowed(review_queue(self.as_of, clock), question, self.person, self.today)

        def told(page: Sequence[Any]) -> list[Any]:
            timed = self._timed(page, clock, lambda entry: entry.submitted_on)
            return told_of_then(timed) if self.past else with_reviewers(timed, self.today)

        return self.paged(QueuedReportSerializer, rows, told)

    @extend_schema(
        operation_id="queues_extensions",
        tags=["queues"],
        parameters=OF_REQUESTS,
        responses=QueuedRequestSerializer(many=True),
    )
    @action(detail=False)
    def extensions(self, request: Request) -> Response:
        """Requests for more time: what waits too long first, then the soonest date."""
        clock = clocks(self.day).decisions
        question = queried(RequestFilter(request.query_params)).question()  # type: ignore[attr-defined]
        rows = narrowed(extension_queue(self.as_of, clock), question, self.person, self.today)
        return self.paged(
            QueuedRequestSerializer,
            rows,
            lambda page: self._timed(page, clock, lambda one: one.requested_on),
        )

    @extend_schema(
        operation_id="queues_deadlines",
        tags=["queues"],
        parameters=[AS_OF],
        responses=QueuedDeadlineSerializer(many=True),
    )
    @action(detail=False)
    def deadlines(self, request: Request) -> Response:
        """Deadlines of measures on control that have no dates: undecided, or after an event."""
        rows: Any = waited_deadlines(self.as_of) if self.as_of else waiting_deadlines()
        return self.paged(QueuedDeadlineSerializer, rows)
