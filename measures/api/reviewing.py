"""Who is to review a report: taken by oneself, or given by a coordinator of the plan."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.models import User
from agencies.rest.views import Acting
from measures.api.rows import PersonSerializer
from measures.models import Claim, ProgressEntry, ProgressState
from measures.permissions.overseeing import check_may_oversee
from measures.permissions.plans import check_may_manage_plan
from measures.queries.assigned import reviewers, with_reviewers
from measures.queries.entries import reports_before
from measures.services.reviewers import assign_reviewer, take_review


class ReviewerSerializer(serializers.Serializer[Any]):
    """`reviewer`: the id of a coordinator of the plan; null takes the report from everybody."""

    reviewer = serializers.PrimaryKeyRelatedField(queryset=User.objects.all(), allow_null=True)


class HeldSerializer(serializers.Serializer[Any]):
    """`reviewer` null: nobody’s."""

    reviewer = PersonSerializer(allow_null=True)
    people = PersonSerializer(many=True)


class EarlierSerializer(serializers.ModelSerializer[ProgressEntry]):
    reason = serializers.CharField(source="review.reason", default="", read_only=True)
    state = serializers.ChoiceField(ProgressState.choices)
    claim = serializers.ChoiceField(Claim.choices)

    class Meta:
        model = ProgressEntry
        fields = [
            "id",
            "obligation",
            "state",
            "claim",
            "text",
            "language",
            "submitted_on",
            "reason",
        ]


class BeforeSerializer(serializers.Serializer[Any]):
    """`returned`: earlier ones on the same obligation that were sent back, the last first;
    `accepted`: the last accepted one of the agency on the measure."""

    returned = EarlierSerializer(many=True)
    accepted = EarlierSerializer(allow_null=True)


class Reviewing(Acting[ProgressEntry]):
    """Of a report that waits for review."""

    @extend_schema(operation_id="progress_reviewer", tags=["progress"], responses=HeldSerializer)
    @action(detail=True, pagination_class=None)
    def reviewer(self, request: Request, pk: int) -> Response:
        """Who has it, and to whom it can be given; for those who oversee."""
        check_may_oversee(self.person, self.today)
        return self._held(self.get_object())

    @extend_schema(
        operation_id="progress_assign",
        tags=["progress"],
        request=ReviewerSerializer,
        responses=HeldSerializer,
    )
    @action(detail=True, methods=["post"])
    def assign(self, request: Request, pk: int) -> Response:
        """Gives it to a reviewer, or to nobody. 409: "cannot_review", "already_reviewed"."""
        entry: ProgressEntry = self.get_object()
        form = ReviewerSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        check_may_manage_plan(self.person, entry.obligation.measure.plan, self.today)
        to = form.validated_data["reviewer"]
        assign_reviewer(entry, to=to, by=self.person, today=self.today)
        return self._held(self.get_object())

    @extend_schema(
        operation_id="progress_take_review",
        tags=["progress"],
        request=None,
        responses=HeldSerializer,
    )
    @action(detail=True, methods=["post"], url_path="take-review", url_name="take-review")
    def take_review(self, request: Request, pk: int) -> Response:
        """Takes what is nobody’s for oneself. 409: "taken", "already_reviewed"."""
        take_review(self.get_object(), by=self.person, today=self.today)
        return self._held(self.get_object())

    @extend_schema(operation_id="progress_before", tags=["progress"], responses=BeforeSerializer)
    @action(detail=True, pagination_class=None)
    def before(self, request: Request, pk: int) -> Response:
        """What a reviewer compares it with; for those who oversee."""
        check_may_oversee(self.person, self.today)
        told = reports_before(self.get_object())
        return Response(BeforeSerializer(told, context=self.get_serializer_context()).data)

    def _held(self, entry: ProgressEntry) -> Response:
        with_reviewers([entry], self.today)
        plan = entry.obligation.measure.plan
        told = {
            "reviewer": vars(entry)["reviewer"],
            "people": reviewers([plan.coordinator_id], self.today),
        }
        return Response(HeldSerializer(told).data)
