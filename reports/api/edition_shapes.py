"""Shapes of editions: their files, their parts, what became of them."""

from typing import Any, cast

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from measures.permissions.plans import may_manage_plan
from reports.api.days import DayField
from reports.models import Issue, PartState, Report, ReportFile, ReportPart, ReportState


class ReportFileSerializer(serializers.ModelSerializer[ReportFile]):
    """`url` answers with the file, for the same token."""

    url = serializers.SerializerMethodField()

    class Meta:
        model = ReportFile
        fields = ["id", "format", "language", "sha256", "size", "url"]

    @extend_schema_field(serializers.URLField())
    def get_url(self, row: ReportFile) -> str:
        address = reverse("report-file", args=[row.pk])
        return str(self.context["request"].build_absolute_uri(address))


class IssueOfReportSerializer(serializers.ModelSerializer[Issue]):
    """`replaced_by`: the issue (its id) that stands in its place."""

    class Meta:
        model = Issue
        fields = [
            *("id", "state", "number", "dated_on", "issued_on"),
            *("code", "public", "replaced_by", "withdrawn_on"),
        ]
        read_only_fields = fields


class ReportListSerializer(serializers.ModelSerializer[Report]):
    """`issue`: its number and date once it is signed; null before. `files` are those of a ready
    edition; who compiles reads those of an incomplete one too."""

    round = serializers.CharField(source="round.label", read_only=True)
    plan = serializers.CharField(source="round.plan.slug", read_only=True)
    sha256 = serializers.SerializerMethodField()
    files = serializers.SerializerMethodField()
    issue = serializers.SerializerMethodField()

    class Meta:
        model = Report
        fields = [
            *("id", "plan", "round", "edition", "as_of", "state", "progress"),
            *("sha256", "requested_at", "compiled_at", "files", "issue"),
        ]

    def get_sha256(self, row: Report) -> str:
        """Empty until the edition is ready."""
        return row.sha256 if row.state == ReportState.READY else ""

    @extend_schema_field(ReportFileSerializer(many=True))
    def get_files(self, row: Report) -> Any:
        files = list(row.files.all()) if self.reads(row) else []
        return ReportFileSerializer(files, many=True, context=self.context).data

    @extend_schema_field(IssueOfReportSerializer(allow_null=True))
    def get_issue(self, row: Report) -> Any:
        [found] = getattr(row, "standing_issues", None) or [None]
        return IssueOfReportSerializer(found).data if found else None

    def reads(self, row: Report) -> bool:
        """As reports.views.editions.may_read, asked once for each plan and not for each row."""
        if row.state == ReportState.READY:
            return True
        return row.incomplete_at is not None and self._manages(row)

    def _manages(self, row: Report) -> bool:
        context = cast(dict[str, Any], self.context)
        known: dict[int, bool] = context.setdefault("managed_plans", {})
        plan, view = row.round.plan, self.context["view"]
        if plan.pk not in known:
            known[plan.pk] = may_manage_plan(view.person, plan, view.today)
        return known[plan.pk]


class ReportSerializer(ReportListSerializer):
    """With the frozen content over which `sha256` is taken; null until the edition is ready."""

    content = serializers.SerializerMethodField()

    class Meta(ReportListSerializer.Meta):
        fields = [*ReportListSerializer.Meta.fields, "content"]

    @extend_schema_field(serializers.JSONField(allow_null=True))
    def get_content(self, row: Report) -> Any:
        return row.content if self.reads(row) else None


class PartSerializer(serializers.ModelSerializer[ReportPart]):
    """The gathering (no format), or one file. `error_code` says why it failed or is tried again."""

    state = serializers.ChoiceField(choices=PartState.choices)

    class Meta:
        model = ReportPart
        fields = ["id", "format", "language", "state", "attempts", "seconds", "error_code"]
        read_only_fields = fields


class ProgressOfReportSerializer(serializers.Serializer[Any]):
    """How far an edition is, part by part; `under_way`: ask again in some seconds."""

    state = serializers.ChoiceField(choices=ReportState.choices)
    progress = serializers.IntegerField(help_text="Percent.")
    under_way = serializers.BooleanField()
    done = serializers.IntegerField()
    failed = serializers.IntegerField()
    total = serializers.IntegerField()
    parts = PartSerializer(many=True)


class RepeatSerializer(serializers.Serializer[Any]):
    """`part`: the one that is to be made again; without it all that failed."""

    part = serializers.IntegerField(required=False, allow_null=True, default=None, min_value=1)


class SignSerializer(serializers.Serializer[Any]):
    """`number`: the outgoing number of the registry; `dated_on`: the date of the report."""

    number = serializers.CharField(max_length=40)
    dated_on = DayField()
