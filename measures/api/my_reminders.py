"""A person's own reminders: what was told, acknowledging it, and declining what may be declined."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.queries import standing_of
from agencies.rest_tokens import WithinScope
from measures.api.asking import Asking, found
from measures.api.reminder_shapes import (
    AcknowledgedSerializer,
    ChosenRemindersSerializer,
    MyReminderSerializer,
)
from measures.models import Reminder
from measures.queries.reminders.declining import choices_in, choices_of
from measures.queries.reminders.policy import step_of
from measures.queries.reminders.told import lines, told_to
from measures.reminder_words import step_words
from measures.services.reminders.acknowledging import acknowledge_own
from measures.services.reminders.declining import decline, take_back_declined
from planner.models import ActionPlan


class ChoiceSerializer(serializers.Serializer[Any]):
    """Steps of a plan that concern the caller, in words: those that may be declined, and those that
    go on. `declined_at` null: all of them come."""

    plan = serializers.CharField(source="plan.slug")
    may_stop = serializers.SerializerMethodField()
    go_on = serializers.SerializerMethodField()
    declined_at = serializers.DateTimeField(allow_null=True)

    def get_may_stop(self, choice: Any) -> list[str]:
        return [step_words(step_of(rule)) for rule in choice.may_stop]

    def get_go_on(self, choice: Any) -> list[str]:
        return [step_words(step_of(rule)) for rule in choice.go_on]


class DeclineRemindersSerializer(serializers.Serializer[Any]):
    declined = serializers.BooleanField()


class MyRemindersViewSet(Asking):
    """Open to whoever is signed in: nothing but the own."""

    queryset = Reminder.objects.none()
    serializer_class = MyReminderSerializer
    permission_classes = [IsAuthenticated, WithinScope]
    scope = "progress"

    @extend_schema(
        operation_id="reminders_mine",
        tags=["reminders"],
        responses=MyReminderSerializer(many=True),
    )
    def list(self, request: Request) -> Response:
        """What the caller was reminded of: new notices first, then the newest."""
        standing = standing_of(self.person, self.today)

        def told(page: Sequence[Any]) -> Sequence[Any]:
            for line in lines(page, standing):
                vars(line.reminder)["opens"] = line.opens
            return page

        rows = told_to(self.person).select_related("rule", "ordered_by")
        return self.paged(MyReminderSerializer, rows, told)

    @extend_schema(
        operation_id="reminders_acknowledge",
        tags=["reminders"],
        request=ChosenRemindersSerializer,
        responses=AcknowledgedSerializer,
    )
    @action(detail=False, methods=["post"])
    def acknowledge(self, request: Request) -> Response:
        """The caller has read them; others’ are left alone, and not told apart."""
        ids = self.sent(ChosenRemindersSerializer)["reminders"]
        count = acknowledge_own(ids, by=self.person, now=timezone.now())
        return self.told(AcknowledgedSerializer, {"acknowledged": count})

    @extend_schema(
        operation_id="reminders_choices",
        tags=["reminders"],
        responses=ChoiceSerializer(many=True),
    )
    @action(detail=False, pagination_class=None)
    def choices(self, request: Request) -> Response:
        """Of which plans reminders may be declined, or are."""
        found = choices_of(self.person, self.today)
        return Response(ChoiceSerializer(found, many=True).data)

    @extend_schema(
        operation_id="reminders_decline",
        tags=["reminders"],
        request=DeclineRemindersSerializer,
        responses=ChoiceSerializer,
    )
    @action(detail=False, methods=["put"], url_path="choices/(?P<slug>[-a-zA-Z0-9_]+)")
    def choose(self, request: Request, slug: str) -> Response:
        """Declines what the plan lets be declined, or takes it back; for the caller alone."""
        plan: ActionPlan = found(ActionPlan.objects.all(), slug=slug)
        declined = self.sent(DeclineRemindersSerializer)["declined"]
        (decline if declined else take_back_declined)(plan, by=self.person)
        [choice] = choices_in([plan], self.person, self.today)
        return self.told(ChoiceSerializer, choice)
