"""Shapes of measures and obligations as the API shows them."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from agencies.models import Agency, AgencyGroup
from agencies.rest.fields import ReadableAtHand
from measures.models import Cost, Deadline, Executor, Measure, Obligation
from measures.rules.lateness import Status, days_late
from planner.models import ActionPlan, PlanSection


class DeadlineSerializer(serializers.ModelSerializer[Deadline]):
    due = serializers.ListField(child=serializers.DateField(), read_only=True)
    warnings = serializers.ListField(child=serializers.CharField(), read_only=True)

    class Meta:
        model = Deadline
        fields = ["text_ru", "text_kk", "text_en", "kind", "due", "warnings", "event_on"]


class ExecutorSerializer(serializers.ModelSerializer[Executor]):
    agency = serializers.SlugRelatedField[Agency](
        slug_field="code", read_only=True, allow_null=True
    )
    group = serializers.SlugRelatedField[AgencyGroup](
        slug_field="code", read_only=True, allow_null=True
    )

    class Meta:
        model = Executor
        fields = ["agency", "group", "role", "by_agreement", "consolidates"]


class CostSerializer(serializers.ModelSerializer[Cost]):
    class Meta:
        model = Cost
        fields = ["year", "source", "planned", "allotted", "spent"]


class MeasureSerializer(serializers.ModelSerializer[Measure]):
    plan = serializers.SlugRelatedField[ActionPlan](slug_field="slug", read_only=True)
    section = serializers.PrimaryKeyRelatedField[PlanSection](read_only=True, allow_null=True)
    deadline = DeadlineSerializer(read_only=True)
    executors = ExecutorSerializer(many=True, read_only=True)
    costs = CostSerializer(many=True, read_only=True)

    class Meta:
        model = Measure
        fields = [
            "id",
            "plan",
            "section",
            "position",
            "number",
            *(
                f"{field}_{code}"
                for field in ("title", "completion_form")
                for code in ("ru", "kk", "en")
            ),
            "state",
            "state_on",
            "carried_from",
            "funding_source",
            "tasks",
            "lines",
            "deadline",
            "executors",
            "costs",
        ]


class ObligationSerializer(ReadableAtHand, serializers.ModelSerializer[Obligation]):
    """`status` and `days_late` are as of the day asked for; terms and state are of that day too."""

    id = serializers.IntegerField(source="obligation_id", read_only=True)
    plan = serializers.CharField(source="measure.plan.slug", read_only=True)
    measure_number = serializers.CharField(source="measure.number", read_only=True)
    agency = serializers.SlugRelatedField[Agency](slug_field="code", read_only=True)
    status = serializers.ChoiceField(choices=[status.value for status in Status], read_only=True)
    days_late = serializers.SerializerMethodField()

    class Meta:
        model = Obligation
        fields = [
            "id",
            "plan",
            "measure",
            "measure_number",
            "agency",
            "role",
            "by_agreement",
            "kind",
            "occurrence",
            "written_on",
            "due_on",
            "first_due_on",
            "state",
            "done_on",
            "status",
            "days_late",
        ]

    @extend_schema_field(serializers.IntegerField())
    def get_days_late(self, row: Obligation) -> int:
        if row.kind == "continuous" or row.state == "removed":
            return 0
        return days_late(row.due_on, row.done_on, self.context["today"])
