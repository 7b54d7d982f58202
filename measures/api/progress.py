"""Log progress and hand it in; accept or return it. The same services as the pages use."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import parsers, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.errors import Refused
from agencies.rest.views import Acting
from measures.api.bulk_progress import BulkProgress
from measures.api.progress_filter import ProgressFilter
from measures.api.reviewing import Reviewing
from measures.api.signing_shapes import SigningField
from measures.models import (
    Claim,
    Evidence,
    Obligation,
    ProgressEntry,
    ProgressState,
    Review,
    ScanState,
)
from measures.queries.entries import entries_visible_to
from measures.queries.signing import with_signings
from measures.services import evidence, progress, taking_back

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


class ProgressViewSet(BulkProgress, Reviewing, Acting[ProgressEntry]):
    """Reports of executors: own agency's, accepted ones, and for overseers those handed in."""

    queryset = ProgressEntry.objects.none()
    serializer_class = ProgressSerializer
    scope = "progress"
    filterset_class = ProgressFilter
    ordering_fields = ["created_at", "submitted_on"]

    def get_queryset(self) -> QuerySet[ProgressEntry]:
        if getattr(self, "swagger_fake_view", False):
            return ProgressEntry.objects.none()
        rows = entries_visible_to(self.person, self.today)
        return rows.select_related(
            "obligation__measure__plan", "obligation__agency", "review"
        ).prefetch_related("evidence", "sources")

    def as_they_read(self, rows: Sequence[ProgressEntry]) -> Sequence[ProgressEntry]:
        with_signings(rows)
        return rows

    @extend_schema(responses={201: ProgressSerializer})
    def create(self, request: Request) -> Response:
        """Starts the draft of an obligation, or overwrites it if `version` is the current one."""
        sent = self.sent(ProgressSerializer)
        draft = progress.Draft(**{name: sent[name] for name in EDITABLE if name in sent})
        entry = progress.save_draft(
            sent["obligation"],
            draft,
            by=self.person,
            today=self.today,
            version=sent.get("version", 0),
        )
        return self._shown(entry, status.HTTP_201_CREATED)

    @extend_schema(request=ProgressUpdateSerializer, responses=ProgressSerializer)
    def partial_update(self, request: Request, pk: int) -> Response:
        """Changes a draft; fields that are not sent stay as they are."""
        entry = self.get_object()
        if entry.state != ProgressState.DRAFT:
            raise Refused("not_a_draft", _("This report has been handed in already."))
        form = ProgressUpdateSerializer(entry, data=request.data, partial=True)
        form.is_valid(raise_exception=True)
        merged = {name: form.validated_data.get(name, getattr(entry, name)) for name in EDITABLE}
        saved = progress.save_draft(
            entry.obligation,
            progress.Draft(**merged),
            by=self.person,
            today=self.today,
            version=form.validated_data["version"],
        )
        return self._shown(saved)

    @extend_schema(request=SubmitSerializer, responses=ProgressSerializer)
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, pk: int) -> Response:
        """Hands the draft in for review; 409 "co_executors_silent" names who is silent."""
        entry = self.get_object()
        sent = self.sent(SubmitSerializer)
        progress.submit(entry, by=self.person, today=self.today, **sent)
        return self._shown(entry)

    @extend_schema(request=None, responses={201: ProgressSerializer})
    @action(detail=True, methods=["post"], url_path="take-back", url_name="take-back")
    def take_back(self, request: Request, pk: int) -> Response:
        """Takes the report out of review before it is reviewed; the answer is the new draft."""
        entry = self.get_object()
        draft = taking_back.take_back(entry, by=self.person, today=self.today)
        return self._shown(draft, status.HTTP_201_CREATED)

    @extend_schema(request=VerdictSerializer, responses=ProgressSerializer)
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, pk: int) -> Response:
        entry = self.get_object()
        progress.accept_progress(entry, by=self.person, today=self.today, note=self._reason())
        return self._shown(entry)

    @extend_schema(
        operation_id="progress_return", request=VerdictSerializer, responses=ProgressSerializer
    )
    @action(detail=True, methods=["post"], url_path="return", url_name="return")
    def send_back(self, request: Request, pk: int) -> Response:
        """Returns the report for rework, saying why."""
        entry = self.get_object()
        progress.return_progress(entry, by=self.person, today=self.today, reason=self._reason())
        return self._shown(entry)

    @extend_schema(request={"multipart/form-data": UploadSerializer}, responses=EvidenceSerializer)
    @action(detail=True, methods=["post"], parser_classes=[parsers.MultiPartParser])
    def files(self, request: Request, pk: int) -> Response:
        """Adds a file to the draft; its content is checked before it is kept."""
        entry = self.get_object()
        file = self.sent(UploadSerializer)["file"]
        kept = evidence.attach_evidence(entry, file, by=self.person, today=self.today)
        return Response(EvidenceSerializer(kept).data, status=status.HTTP_201_CREATED)

    def _reason(self) -> str:
        return str(self.sent(VerdictSerializer)["reason"])

    def _shown(self, entry: ProgressEntry, code: int = status.HTTP_200_OK) -> Response:
        return self.shown(get_object_or_404(self.get_queryset(), pk=entry.pk), code)
