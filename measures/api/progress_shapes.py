"""Shapes of a report: as it is told, begun, changed, handed in and decided on."""

from dataclasses import fields
from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from measures.api.signing_shapes import SigningField
from measures.models import Claim, Evidence, Obligation, ProgressEntry, Review, ScanState
from measures.services import progress

EDITABLE = [field.name for field in fields(progress.Draft)]


class EvidenceSerializer(serializers.ModelSerializer[Evidence]):
    """`url` asks for the same right as the page does."""

    url = serializers.SerializerMethodField()
    content_type = serializers.CharField(read_only=True)
    size = serializers.IntegerField(read_only=True)
    sha256 = serializers.CharField(read_only=True)
    check = serializers.ChoiceField(
        source="stored.state",
        choices=ScanState.choices,
        read_only=True,
        help_text="What the virus scanner says; only what is clean is given out to others.",
    )

    class Meta:
        model = Evidence
        fields = ["id", "name", "content_type", "size", "sha256", "check", "uploaded_at", "url"]

    @extend_schema_field(serializers.CharField())
    def get_url(self, row: Evidence) -> str:
        return reverse("measures:evidence", args=[row.pk])


class ReviewSerializer(serializers.ModelSerializer[Review]):
    class Meta:
        model = Review
        fields = ["verdict", "reason", "reviewed_on"]


class ProgressSerializer(SigningField, serializers.ModelSerializer[ProgressEntry]):
    """Send `version` as you last read it, so that nobody's draft is overwritten unseen.

    `sources`: reports of co-executors that it is put together from; `silent`: codes of those that
    had handed in nothing when it was handed in. `signing`: of a draft that was put before the head
    of its agency: whether it waits for the signature, since when, or why it was given back.
    """

    obligation = serializers.PrimaryKeyRelatedField(queryset=Obligation.objects.all())
    claim = serializers.ChoiceField(choices=Claim.choices, default=Claim.INTERIM)
    language = serializers.ChoiceField(choices=["ru", "kk", "en"], default="ru")
    version = serializers.IntegerField(required=False, min_value=1)
    evidence = EvidenceSerializer(many=True, read_only=True)
    review = ReviewSerializer(read_only=True, allow_null=True)
    sources = serializers.PrimaryKeyRelatedField[ProgressEntry](many=True, read_only=True)
    silent = serializers.ListField(child=serializers.CharField(), read_only=True)

    class Meta:
        model = ProgressEntry
        fields = [
            "id",
            "obligation",
            "state",
            *EDITABLE,
            "version",
            "submitted_on",
            "created_at",
            "updated_at",
            "evidence",
            "review",
            "sources",
            "silent",
            "signing",
        ]
        read_only_fields = ["state", "submitted_on", "created_at", "updated_at"]
        validators: list[Any] = []  # the service says in words what the constraint forbids


@extend_schema_serializer(component_name="Progress")  # programs know it as ProgressRequest
class NewProgressSerializer(ProgressSerializer):
    """Send `version` as you last read it, so that nobody's draft is overwritten unseen.

    `submit`: hand it in as well, in this one call; where that is refused, no draft is kept either.
    `despite_silence` counts with it: hand in although co-executors have handed in nothing, and
    record it.
    """

    obligation = serializers.PrimaryKeyRelatedField(
        queryset=Obligation.objects.select_related("measure__plan", "agency")
    )
    submit = serializers.BooleanField(required=False, default=False, write_only=True)
    despite_silence = serializers.BooleanField(required=False, default=False, write_only=True)

    class Meta(ProgressSerializer.Meta):
        fields = [*ProgressSerializer.Meta.fields, "submit", "despite_silence"]


class ProgressUpdateSerializer(ProgressSerializer):
    obligation = serializers.PrimaryKeyRelatedField(read_only=True)
    version = serializers.IntegerField(min_value=1)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """A partial update asks for no field by itself; this one it always needs."""
        if "version" not in attrs:
            missing = self.fields["version"].error_messages["required"]
            raise serializers.ValidationError({"version": missing}, code="required")
        return attrs


class SubmitSerializer(serializers.Serializer[Any]):
    """`despite_silence`: hand in although co-executors have handed in nothing, and record it."""

    despite_silence = serializers.BooleanField(required=False, default=False)


class VerdictSerializer(serializers.Serializer[Any]):
    reason = serializers.CharField(required=False, allow_blank=True, default="")


class UploadSerializer(serializers.Serializer[Any]):
    file = serializers.FileField()
