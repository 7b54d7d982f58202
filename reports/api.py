"""API: reporting rounds and the editions of their reports."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from agencies.models import Agency
from agencies.rest.views import Reading
from planner.models import ActionPlan
from reports.models import Reopening, Report, ReportFile, ReportingRound, ReportState


class ReopeningSerializer(serializers.ModelSerializer[Reopening]):
    """Why it was reopened is for the agency and for those who oversee: it stands on its page."""

    agency = serializers.SlugRelatedField[Agency](slug_field="code", read_only=True)

    class Meta:
        model = Reopening
        fields = ["agency", "opened_on", "last_day", "ended_on"]


class RoundSerializer(serializers.ModelSerializer[ReportingRound]):
    """What is due from `counts_from` to `executors_due_on` belongs to the round. Once it is closed,
    periodic reports are handed in by agencies alone whose part is `reopened`."""

    plan = serializers.SlugRelatedField[ActionPlan](slug_field="slug", read_only=True)
    reopened = ReopeningSerializer(source="reopenings", many=True, read_only=True)

    class Meta:
        model = ReportingRound
        fields = [
            "id",
            "plan",
            "label",
            "starts_on",
            "ends_on",
            "counts_from",
            "executors_due_on",
            "coordinator_due_on",
            "state",
            "closed_on",
            "closed_at",
            "reopened",
        ]


class ReportFileSerializer(serializers.ModelSerializer[ReportFile]):
    url = serializers.SerializerMethodField()

    class Meta:
        model = ReportFile
        fields = ["format", "language", "sha256", "size", "url"]

    @extend_schema_field(serializers.URLField())
    def get_url(self, row: ReportFile) -> str:
        address = reverse("reports:download", args=[row.pk])
        return str(self.context["request"].build_absolute_uri(address))


class ReportListSerializer(serializers.ModelSerializer[Report]):
    round = serializers.CharField(source="round.label", read_only=True)
    plan = serializers.CharField(source="round.plan.slug", read_only=True)
    sha256 = serializers.SerializerMethodField()
    files = ReportFileSerializer(many=True, read_only=True)

    class Meta:
        model = Report
        fields = [
            "id",
            "plan",
            "round",
            "edition",
            "as_of",
            "state",
            "progress",
            "sha256",
            "compiled_at",
            "files",
        ]

    def get_sha256(self, row: Report) -> str:
        """Empty until the edition is ready."""
        return row.sha256 if row.state == ReportState.READY else ""


class ReportSerializer(ReportListSerializer):
    """With the frozen content over which `sha256` is taken; null until the edition is ready."""

    content = serializers.SerializerMethodField()

    class Meta(ReportListSerializer.Meta):
        fields = [*ReportListSerializer.Meta.fields, "content"]

    @extend_schema_field(serializers.JSONField(allow_null=True))
    def get_content(self, row: Report) -> Any:
        return row.content if row.state == ReportState.READY else None


class RoundViewSet(Reading[ReportingRound]):
    queryset = ReportingRound.objects.select_related("plan").prefetch_related("reopenings__agency")
    serializer_class = RoundSerializer
    filterset_fields = ["plan__slug", "label", "state"]


class ReportViewSet(Reading[Report]):
    queryset = Report.objects.select_related("round__plan").prefetch_related(
        Prefetch("files", ReportFile.objects.filter(report__state=ReportState.READY))
    )
    serializer_class = ReportSerializer
    filterset_fields = ["round__plan__slug", "round__label", "state"]

    def get_queryset(self) -> QuerySet[Report]:
        rows = super().get_queryset()
        return rows.defer("content") if self.action == "list" else rows

    def get_serializer_class(self) -> type[ReportListSerializer]:
        return ReportListSerializer if self.action == "list" else ReportSerializer
