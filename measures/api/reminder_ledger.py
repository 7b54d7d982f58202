"""Every reminder between two days, and the mails of the day, as the pages' files list them."""

from datetime import date

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.rest_tokens import WithinScope
from agencies.rules.working_days import days_away
from measures.api.asking import Asking
from measures.api.reminder_shapes import ReminderSerializer, TroubledMailSerializer
from measures.api.rows import PersonSerializer
from measures.models import Digest, Reminder
from measures.permissions.reminders import check_may_watch_reminders
from measures.queries.reminders.ledger import SPAN, mails_shown, reminders_between

DAYS = [
    OpenApiParameter(
        "first",
        OpenApiTypes.DATE,
        description=f"Reminded on that day or later; without it {SPAN} days before `last`.",
    ),
    OpenApiParameter(
        "last", OpenApiTypes.DATE, description="That day or earlier; today without it."
    ),
]


class LedgerRowSerializer(ReminderSerializer):
    """`ended`: why it was left out or settled, "" where it was not."""

    recipient = PersonSerializer()

    class Meta(ReminderSerializer.Meta):
        fields = [*ReminderSerializer.Meta.fields, "recipient", "ended"]


class ReminderMailSerializer(TroubledMailSerializer):
    class Meta(TroubledMailSerializer.Meta):
        model = Digest
        fields = [*TroubledMailSerializer.Meta.fields, "sent_at", "bounced_at"]


class ReminderLedgerViewSet(Asking):
    """For coordinators, of the plans of their body, and whoever keeps the installation."""

    queryset = Reminder.objects.none()
    serializer_class = LedgerRowSerializer
    permission_classes = [IsAuthenticated, WithinScope]
    scope = "plan"

    @extend_schema(
        operation_id="reminders_ledger",
        tags=["reminders"],
        parameters=DAYS,
        responses=LedgerRowSerializer(many=True),
    )
    @action(detail=False)
    def ledger(self, request: Request) -> Response:
        """Every reminder between two days, the newest first, and what became of it."""
        check_may_watch_reminders(self.person, self.today)
        last = self._day("last") or self.today
        first = self._day("first") or days_away(last, -SPAN)
        return self.paged(
            LedgerRowSerializer, reminders_between(first, last, self.person, self.today)
        )

    def _day(self, name: str) -> date | None:
        if name not in self.request.query_params:
            return None
        try:
            read: date = serializers.DateField().run_validation(self.request.query_params[name])
        except ValidationError as unreadable:
            raise ValidationError({name: unreadable.detail}) from None
        return read

    @extend_schema(
        operation_id="reminders_mails",
        tags=["reminders"],
        responses=ReminderMailSerializer(many=True),
    )
    @action(detail=False)
    def mails(self, request: Request) -> Response:
        """Mails of the day, and of earlier days those under way or given up."""
        check_may_watch_reminders(self.person, self.today)
        return self.paged(ReminderMailSerializer, mails_shown(self.today))
