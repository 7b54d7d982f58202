"""API: the Concept as a hierarchy, its plans and indicators."""

from typing import Any

from rest_framework import serializers

from agencies.models import Agency, Region
from agencies.rest.views import Reading
from planner.models import (
    ActionPlan,
    CadenceKind,
    Concept,
    Direction,
    Goal,
    Indicator,
    IndicatorValue,
    LineOfAction,
    PlanSection,
    Principle,
    Task,
)

TEXT = ["id", "number", "text_ru", "text_kk", "text_en", "source"]
TITLE = ["title_ru", "title_kk", "title_en"]


class TaskSerializer(serializers.ModelSerializer[Task]):
    class Meta:
        model = Task
        fields = TEXT


class GoalSerializer(serializers.ModelSerializer[Goal]):
    tasks = TaskSerializer(many=True, read_only=True)

    class Meta:
        model = Goal
        fields = [*TEXT, "tasks"]


class LineSerializer(serializers.ModelSerializer[LineOfAction]):
    class Meta:
        model = LineOfAction
        fields = TEXT


class DirectionSerializer(serializers.ModelSerializer[Direction]):
    lines = LineSerializer(many=True, read_only=True)

    class Meta:
        model = Direction
        fields = [*TEXT, "kind", "lines"]


class PrincipleSerializer(serializers.ModelSerializer[Principle]):
    class Meta:
        model = Principle
        fields = TEXT


class ConceptSerializer(serializers.ModelSerializer[Concept]):
    principles = PrincipleSerializer(many=True, read_only=True)
    goals = GoalSerializer(many=True, read_only=True)
    directions = DirectionSerializer(many=True, read_only=True)

    class Meta:
        model = Concept
        fields = [
            "id",
            "slug",
            *TITLE,
            "starts_on",
            "ends_on",
            "approved_on",
            "approved_by",
            "repealed_on",
            "repealed_by",
            "principles",
            "goals",
            "directions",
        ]


class SectionSerializer(serializers.ModelSerializer[PlanSection]):
    class Meta:
        model = PlanSection
        fields = ["id", "position", *TITLE]


class CadenceSerializer(serializers.Serializer[Any]):
    """How a plan is reported on since a day; `own`: label, last day, executors' day, coordinating
    body's day of each period that has dates of its own."""

    since = serializers.DateField()
    cadence = serializers.ChoiceField(choices=CadenceKind.choices)
    executors_day = serializers.IntegerField()
    coordinator_day = serializers.IntegerField()
    own = serializers.ListField(child=serializers.ListField(child=serializers.CharField()))


class PlanSerializer(serializers.ModelSerializer[ActionPlan]):
    concept = serializers.SlugRelatedField[Concept](slug_field="slug", read_only=True)
    coordinator = serializers.SlugRelatedField[Agency](slug_field="code", read_only=True)
    previous = serializers.SlugRelatedField[ActionPlan](
        slug_field="slug", read_only=True, allow_null=True
    )
    sections = SectionSerializer(many=True, read_only=True)
    cadence = CadenceSerializer(many=True, read_only=True)

    class Meta:
        model = ActionPlan
        fields = [
            "id",
            "slug",
            "concept",
            "coordinator",
            *TITLE,
            "starts_on",
            "ends_on",
            "approved_on",
            "approved_by",
            "repealed_on",
            "repealed_by",
            "previous",
            "is_illustrative",
            "day_off_rule",
            "executors_report_day",
            "coordinator_report_day",
            "cadence",
            "sections",
        ]


class IndicatorValueSerializer(serializers.ModelSerializer[IndicatorValue]):
    region = serializers.SlugRelatedField[Region](
        slug_field="code", read_only=True, allow_null=True
    )

    class Meta:
        model = IndicatorValue
        fields = ["year", "region", "kind", "value", "source"]


class IndicatorSerializer(serializers.ModelSerializer[Indicator]):
    values = IndicatorValueSerializer(many=True, read_only=True)

    class Meta:
        model = Indicator
        fields = [
            "id",
            "code",
            *(f"{field}_{code}" for field in ("name", "unit") for code in ("ru", "kk", "en")),
            "source",
            "values",
        ]


class ConceptViewSet(Reading[Concept]):
    """A Concept with its goal, tasks, directions, mechanism and lines of action."""

    queryset = Concept.objects.prefetch_related("principles", "goals__tasks", "directions__lines")
    serializer_class = ConceptSerializer
    lookup_field = "slug"


class PlanViewSet(Reading[ActionPlan]):
    """Action plans by which a concept is carried out in stages: their years, acts, sections."""

    queryset = ActionPlan.objects.select_related(
        "concept", "coordinator", "previous"
    ).prefetch_related("sections")
    serializer_class = PlanSerializer
    lookup_field = "slug"


class IndicatorViewSet(Reading[Indicator]):
    """Figures that the Concept itself gives, by year and region."""

    queryset = Indicator.objects.prefetch_related("values__region")
    serializer_class = IndicatorSerializer
    filterset_fields = ["concept__slug", "code"]
