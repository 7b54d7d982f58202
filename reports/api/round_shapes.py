"""Shapes of rounds and of the bodies that report in them."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from agencies.models import Agency
from planner.models import ActionPlan
from reports.api.days import DayField
from reports.models import Reopening, ReportingRound, RoundEvent
from reports.rules.standing import CODES


class ReopeningSerializer(serializers.ModelSerializer[Reopening]):
    """Why it was reopened is for the agency and for those who oversee: it stands with its body."""

    agency = serializers.SlugRelatedField[Agency](slug_field="code", read_only=True)

    class Meta:
        model = Reopening
        fields = ["id", "agency", "opened_on", "last_day", "ended_on"]


class RoundSerializer(serializers.ModelSerializer[ReportingRound]):
    """What is due from `counts_from` to `executors_due_on` belongs to the round. Once it is closed,
    periodic reports are handed in by agencies alone whose part is `reopened`.

    `last_report`: the newest ready edition; `under_way`: how many are being compiled."""

    plan = serializers.SlugRelatedField[ActionPlan](slug_field="slug", read_only=True)
    reopened = ReopeningSerializer(source="reopenings", many=True, read_only=True)
    last_report = serializers.IntegerField(read_only=True, allow_null=True)
    under_way = serializers.IntegerField(read_only=True)

    class Meta:
        model = ReportingRound
        fields = [
            *("id", "plan", "label", "starts_on", "ends_on", "counts_from"),
            *("executors_due_on", "coordinator_due_on", "state", "closed_on", "closed_at"),
            *("reopened", "last_report", "under_way"),
        ]


class CountsSerializer(serializers.Serializer[Any]):
    """`out`: past their date and not handed in; `nil`: answers that there is nothing to report."""

    owed = serializers.IntegerField()
    handed_in = serializers.IntegerField()
    out = serializers.IntegerField()
    in_review = serializers.IntegerField()
    nil = serializers.IntegerField()


class BodySerializer(CountsSerializer):
    """`reopened_on` and `last_day`: the body may hand in although the round is closed."""

    agency = serializers.CharField(source="agency.code")
    standing = serializers.ChoiceField(choices=CODES)
    reopened_on = serializers.DateField(source="reopening.opened_on", default=None, allow_null=True)
    last_day = serializers.DateField(source="reopening.last_day", default=None, allow_null=True)


class BodiesSerializer(serializers.Serializer[Any]):
    """Silent bodies first, then by name; `closed`: the round was closed on that day."""

    day = serializers.DateField()
    closed = serializers.BooleanField()
    totals = CountsSerializer()
    bodies = BodySerializer(many=True)


class OwedSerializer(serializers.Serializer[Any]):
    obligation = serializers.IntegerField(source="obligation_id")
    measure = serializers.IntegerField(source="measure_id")
    measure_number = serializers.CharField(source="measure.number")
    due_on = serializers.DateField(allow_null=True)
    status = serializers.CharField()
    is_out = serializers.BooleanField()
    is_nil = serializers.BooleanField()


class RoundEventSerializer(serializers.ModelSerializer[RoundEvent]):
    """`note` is empty where the reason is not for the reader."""

    agency = serializers.SlugRelatedField[Agency](slug_field="code", read_only=True)
    by = serializers.CharField(source="actor.full_name", default=None, allow_null=True)

    class Meta:
        model = RoundEvent
        fields = ["act", "agency", "by", "happened_on", "at", "note"]


class HistorySerializer(serializers.Serializer[Any]):
    """The newest first."""

    events = RoundEventSerializer(many=True)


class OneBodySerializer(BodySerializer):
    """`reason`: why it was reopened, for the body itself and for those who oversee; else null."""

    reopening = serializers.IntegerField(source="reopening.pk", default=None, allow_null=True)
    reason = serializers.SerializerMethodField()
    reports = serializers.SerializerMethodField()
    history = serializers.SerializerMethodField()

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_reason(self, part: Any) -> str | None:
        reads = self.context["reads_reasons"] and part.reopening
        return part.reopening.reason if reads else None

    @extend_schema_field(OwedSerializer(many=True))
    def get_reports(self, part: Any) -> Any:
        return OwedSerializer(self.context["owed"], many=True).data

    @extend_schema_field(RoundEventSerializer(many=True))
    def get_history(self, part: Any) -> Any:
        return RoundEventSerializer(self.context["history"], many=True).data


class WaitingSerializer(serializers.Serializer[Any]):
    """Handed in and not decided on."""

    entry = serializers.IntegerField(source="pk")
    obligation = serializers.IntegerField(source="obligation_id")
    agency = serializers.CharField(source="obligation.agency.code")
    measure_number = serializers.CharField(source="obligation.measure.number")
    submitted_on = serializers.DateField()


class ClosingSerializer(serializers.Serializer[Any]):
    """What closing the round would leave out. `early`: it cannot be closed yet."""

    early = serializers.BooleanField()
    closed = serializers.BooleanField()
    silent = serializers.ListField(child=serializers.CharField())
    behind = serializers.ListField(child=serializers.CharField())
    totals = CountsSerializer()
    waiting_count = serializers.IntegerField()
    waiting = WaitingSerializer(many=True)


class ReasonSerializer(serializers.Serializer[Any]):
    """It stays on record."""

    reason = serializers.CharField(max_length=2000)


class ReopenSerializer(ReasonSerializer):
    """The agency reads why. Without `last_day` it may hand in until it is ended."""

    last_day = DayField(required=False, allow_null=True, default=None)


class CompileSerializer(serializers.Serializer[Any]):
    """`as_of`: the state of which day is told; today where it is left out."""

    as_of = DayField(required=False, allow_null=True, default=None)
