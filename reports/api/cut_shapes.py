"""Shapes of own cuts, of what was made of them and of their files."""

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from agencies.translated import ORDER
from planner.models import ActionPlan
from reports.draw.choosing import SECTIONS
from reports.models import Cut, CutEdition, CutFile, CutKind, FileFormat, Schedule


class CutFileSerializer(serializers.ModelSerializer[CutFile]):
    """`url` answers with the file, for the same token."""

    url = serializers.SerializerMethodField()

    class Meta:
        model = CutFile
        fields = ["id", "format", "language", "sha256", "size", "url"]

    @extend_schema_field(serializers.URLField())
    def get_url(self, row: CutFile) -> str:
        address = reverse("cut-file", args=[row.pk])
        return str(self.context["request"].build_absolute_uri(address))


class CutEditionSerializer(serializers.ModelSerializer[CutEdition]):
    """What was made of a cut. `under_way`: ask again in some seconds; `error`: why it failed."""

    plan = serializers.CharField(source="cut.plan.slug", read_only=True)
    files = CutFileSerializer(many=True, read_only=True)

    class Meta:
        model = CutEdition
        fields = [
            *("id", "cut", "plan", "number", "as_of", "scheduled_for", "report", "state"),
            *("sha256", "requested_at", "compiled_at", "attempts", "error", "files"),
        ]
        read_only_fields = fields


class OneCutEditionSerializer(CutEditionSerializer):
    """With the narrowed document over which `sha256` is taken; null until it is ready."""

    content = serializers.JSONField(read_only=True, allow_null=True)

    class Meta(CutEditionSerializer.Meta):
        fields = [*CutEditionSerializer.Meta.fields, "choice", "content"]
        read_only_fields = fields


def _codes(**kwargs: Any) -> serializers.ListField:
    child = serializers.CharField(max_length=60, allow_blank=True)
    return serializers.ListField(child=child, required=False, max_length=500, **kwargs)


class WishSerializer(serializers.Serializer[Any]):
    """An empty list means all. `agencies`: codes of bodies; `directions`: "direction.3", "" for
    measures under none. `weekday` (0 is Monday) and `monthday` only where the schedule asks."""

    name = serializers.CharField(max_length=100)
    kind = serializers.ChoiceField(choices=CutKind.choices)
    agencies = _codes(default=list)
    directions = _codes(default=list)
    sections = serializers.ListField(
        child=serializers.ChoiceField(choices=list(SECTIONS)), required=False, default=list
    )
    languages = serializers.ListField(
        child=serializers.ChoiceField(choices=ORDER), required=False, default=lambda: list(ORDER)
    )
    formats = serializers.ListField(
        child=serializers.ChoiceField(choices=FileFormat.choices),
        required=False,
        default=lambda: ["docx"],
    )
    schedule = serializers.ChoiceField(
        choices=Schedule.choices, required=False, default=Schedule.NEVER
    )
    weekday = serializers.IntegerField(
        min_value=0, max_value=6, required=False, allow_null=True, default=None
    )
    monthday = serializers.IntegerField(
        min_value=1, max_value=31, required=False, allow_null=True, default=None
    )
    by_mail = serializers.BooleanField(required=False, default=False)


class NewCutSerializer(WishSerializer):
    plan = serializers.SlugRelatedField(slug_field="slug", queryset=ActionPlan.objects.all())


class CutSerializer(serializers.ModelSerializer[Cut]):
    """`mine`: the caller keeps it; others who may read it are the plan's coordinators.
    `last_edition`: the newest that was made of it."""

    plan = serializers.SlugRelatedField[ActionPlan](slug_field="slug", read_only=True)
    owner = serializers.CharField(source="owner.full_name", read_only=True)
    mine = serializers.SerializerMethodField()
    last_edition = serializers.IntegerField(source="last_id", read_only=True, allow_null=True)
    agencies = serializers.ListField(child=serializers.CharField(), read_only=True)
    directions = serializers.ListField(child=serializers.CharField(), read_only=True)
    sections = serializers.ListField(child=serializers.CharField(), read_only=True)
    languages = serializers.ListField(child=serializers.CharField(), read_only=True)
    formats = serializers.ListField(child=serializers.CharField(), read_only=True)

    class Meta:
        model = Cut
        fields = [
            *("id", "plan", "owner", "mine", "name", "kind", "agencies", "directions"),
            *("sections", "languages", "formats", "schedule", "weekday", "monthday"),
            *("scheduled_on", "by_mail", "created_at", "retired_at", "last_edition"),
        ]
        read_only_fields = fields

    def get_mine(self, cut: Cut) -> bool:
        return bool(cut.owner_id == self.context["view"].person.pk)
