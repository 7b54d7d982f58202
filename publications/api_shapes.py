"""Shapes of publications and of the texts that they may hold."""

from typing import Any, cast

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from measures.models import Measure, ProgressEntry
from measures.permissions.plans import may_manage_plan
from planner.models import ActionPlan
from publications.models import Publication, PublicText, TextChoice
from reports.api.days import DayField

LARGEST_ID = 2**63 - 1  # of what the database can hold


class PublicationSerializer(serializers.ModelSerializer[Publication]):
    """`as_of` is the day told, `sha256` is taken over the document. `note` is for the coordinating
    body; null for others."""

    plan = serializers.CharField(source="plan.slug", read_only=True)
    published_by = serializers.CharField(source="published_by.full_name", read_only=True)
    note = serializers.SerializerMethodField()

    class Meta:
        model = Publication
        fields = [
            *("id", "plan", "number", "as_of", "texts", "sha256", "note"),
            *("published_by", "published_on", "published_at"),
            *("withdrawn_on", "withdrawn_at", "withdrawn_reason"),
        ]
        read_only_fields = fields

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_note(self, row: Publication) -> str | None:
        return row.note if self._manages(row.plan) else None

    def _manages(self, plan: ActionPlan) -> bool:
        """Asked once for each plan and not for each row."""
        context = cast(dict[str, Any], self.context)
        known: dict[int, bool] = context.setdefault("managed_plans", {})
        view = self.context["view"]
        if plan.pk not in known:
            known[plan.pk] = may_manage_plan(view.person, plan, view.today)
        return known[plan.pk]


class ContentSerializer(serializers.Serializer[Any]):
    """The document that was published, as at /public/<plan>/<number>/data.json."""

    sha256 = serializers.CharField()
    content = serializers.JSONField()


class PublicationPreviewSerializer(serializers.Serializer[Any]):
    """What would be published. Send `after` and `at` back with the act: what was looked at is what
    the public reads. `personal`: addresses and names that keep it from being published; `same`:
    it tells what the public sees already."""

    after = serializers.IntegerField()
    at = serializers.CharField()
    personal = serializers.ListField(child=serializers.CharField())
    same = serializers.BooleanField()
    content = serializers.JSONField()


class PublishSerializer(serializers.Serializer[Any]):
    """`day`: its end is told, under the plan then in force. `measures` (ids) count where texts are
    chosen one by one. `after` and `at` are those of the preview; the public does not see `note`."""

    plan = serializers.SlugRelatedField(
        slug_field="slug",
        queryset=ActionPlan.objects.select_related("concept", "coordinator"),
    )
    day = DayField()
    texts = serializers.ChoiceField(
        choices=TextChoice.choices, required=False, default=TextChoice.NONE
    )
    measures = serializers.ListField(
        child=serializers.IntegerField(min_value=1), required=False, default=list, max_length=2000
    )
    after = serializers.IntegerField(min_value=0)
    at = serializers.CharField(max_length=64)
    note = serializers.CharField(required=False, allow_blank=True, default="", max_length=2000)


class WithdrawPublicationSerializer(serializers.Serializer[Any]):
    """The public reads it at the address of the publication; name no persons."""

    reason = serializers.CharField(max_length=2000)


class PublicTextListSerializer(serializers.ModelSerializer[Measure]):
    """Of a measure: whether a text was written for the public, and how many of its accepted reports
    are released for it."""

    measure = serializers.IntegerField(source="pk", read_only=True)
    has_text = serializers.BooleanField(read_only=True)
    accepted = serializers.IntegerField(read_only=True)
    released = serializers.IntegerField(read_only=True)

    class Meta:
        model = Measure
        fields = ["measure", "number", "has_text", "accepted", "released"]
        read_only_fields = fields


class AcceptedReportSerializer(serializers.ModelSerializer[ProgressEntry]):
    entry = serializers.IntegerField(source="pk")
    agency = serializers.CharField(source="obligation.agency.code")
    is_released = serializers.SerializerMethodField()

    class Meta:
        model = ProgressEntry
        fields = ["entry", "agency", "language", "submitted_on", "text", "is_released"]
        read_only_fields = fields

    def get_is_released(self, row: ProgressEntry) -> bool:
        return row.pk in self.context["released"]


class PublicTextSerializer(PublicTextListSerializer):
    """`version` is 0 until something is written; send it as you read it with a change."""

    text_ru = serializers.SerializerMethodField()
    text_kk = serializers.SerializerMethodField()
    text_en = serializers.SerializerMethodField()
    version = serializers.SerializerMethodField()
    reports = serializers.SerializerMethodField()

    class Meta(PublicTextListSerializer.Meta):
        fields = [
            *PublicTextListSerializer.Meta.fields,
            *("text_ru", "text_kk", "text_en", "version", "reports"),
        ]
        read_only_fields = fields

    @property
    def written(self) -> PublicText:
        found: PublicText = self.context["written"]
        return found

    def get_text_ru(self, measure: Measure) -> str:
        return self.written.text_ru

    def get_text_kk(self, measure: Measure) -> str:
        return self.written.text_kk

    def get_text_en(self, measure: Measure) -> str:
        return self.written.text_en

    def get_version(self, measure: Measure) -> int:
        return self.written.version

    @extend_schema_field(AcceptedReportSerializer(many=True))
    def get_reports(self, measure: Measure) -> Any:
        rows = self.context["reports"]
        return AcceptedReportSerializer(rows, many=True, context=self.context).data


class WriteTextSerializer(serializers.Serializer[Any]):
    """Texts and releases are saved together. All texts empty: there is none. `released`: exactly
    these accepted reports (ids) may be published from now on."""

    text_ru = serializers.CharField(allow_blank=True, max_length=5000)
    text_kk = serializers.CharField(allow_blank=True, max_length=5000)
    text_en = serializers.CharField(allow_blank=True, max_length=5000)
    released = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=LARGEST_ID), max_length=2000
    )
    version = serializers.IntegerField(min_value=0)
