"""Log progress and hand it in; accept or return it. The same services as the pages use."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import parsers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.errors import Refused
from agencies.rest.views import Acting
from measures.api.bulk_progress import BulkProgress
from measures.api.progress_filter import ProgressFilter
from measures.api.progress_shapes import (
    EDITABLE,
    EvidenceSerializer,
    NewProgressSerializer,
    ProgressSerializer,
    ProgressUpdateSerializer,
    SubmitSerializer,
    UploadSerializer,
    VerdictSerializer,
)
from measures.api.reviewing import Reviewing
from measures.models import Evidence, ProgressEntry, ProgressState
from measures.queries.entries import entries_visible_to
from measures.queries.signing import with_signings
from measures.services import evidence, progress, taking_back
from measures.services.at_once import report

FILES = Evidence.objects.order_by("uploaded_at", "pk")  # its own order joins six tables
SOURCES = ProgressEntry.objects.only("pk", "obligation", "created_at")  # told by their numbers


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
        if self.action in ("list", "retrieve"):
            return self._told()
        return self._told().select_related("obligation__measure__plan", "obligation__agency")

    def _told(self) -> QuerySet[ProgressEntry]:
        """With what is told of a report; three statements."""
        rows = entries_visible_to(self.person, self.today).select_related("review")
        return rows.prefetch_related(Prefetch("evidence", FILES), Prefetch("sources", SOURCES))

    def as_they_read(self, rows: Sequence[ProgressEntry]) -> Sequence[ProgressEntry]:
        with_signings(rows)
        return rows

    def _entry(self) -> ProgressEntry:
        """The report to act on, with its obligation; its files and sources are told afterwards."""
        rows = entries_visible_to(self.person, self.today)
        return self.found(rows.select_related("obligation__measure__plan", "obligation__agency"))

    @extend_schema(request=NewProgressSerializer, responses={201: ProgressSerializer})
    def create(self, request: Request) -> Response:
        """Starts the draft of an obligation, or overwrites it if `version` is the current one; with
        `submit` hands it in as well, or puts it before the head where the agency wants that.

        409: what saving and handing in refuse, e.g. "changed_meanwhile", "document_missing",
        "co_executors_silent", "round_closed".
        """
        sent = self.sent(NewProgressSerializer)
        draft = progress.Draft(**{name: sent[name] for name in EDITABLE if name in sent})
        act: dict[str, Any] = {"by": self.person, "today": self.today}
        act["version"] = sent.get("version", 0)
        if sent["submit"]:
            silence = sent["despite_silence"]
            entry = report(sent["obligation"], draft, **act, despite_silence=silence)
        else:
            entry = progress.save_draft(sent["obligation"], draft, **act)
        return self._shown(entry, status.HTTP_201_CREATED)

    @extend_schema(request=ProgressUpdateSerializer, responses=ProgressSerializer)
    def partial_update(self, request: Request, pk: int) -> Response:
        """Changes a draft; fields that are not sent stay as they are."""
        entry = self._entry()
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
        entry = self._entry()
        sent = self.sent(SubmitSerializer)
        progress.submit(entry, by=self.person, today=self.today, **sent)
        return self._shown(entry)

    @extend_schema(request=None, responses={201: ProgressSerializer})
    @action(detail=True, methods=["post"], url_path="take-back", url_name="take-back")
    def take_back(self, request: Request, pk: int) -> Response:
        """Takes the report out of review before it is reviewed; the answer is the new draft."""
        entry = self._entry()
        draft = taking_back.take_back(entry, by=self.person, today=self.today)
        return self._shown(draft, status.HTTP_201_CREATED)

    @extend_schema(request=VerdictSerializer, responses=ProgressSerializer)
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, pk: int) -> Response:
        entry = self._entry()
        progress.accept_progress(entry, by=self.person, today=self.today, note=self._reason())
        return self._shown(entry)

    @extend_schema(
        operation_id="progress_return", request=VerdictSerializer, responses=ProgressSerializer
    )
    @action(detail=True, methods=["post"], url_path="return", url_name="return")
    def send_back(self, request: Request, pk: int) -> Response:
        """Returns the report for rework, saying why."""
        entry = self._entry()
        progress.return_progress(entry, by=self.person, today=self.today, reason=self._reason())
        return self._shown(entry)

    @extend_schema(
        request={"multipart/form-data": UploadSerializer}, responses={201: EvidenceSerializer}
    )
    @action(detail=True, methods=["post"], parser_classes=[parsers.MultiPartParser])
    def files(self, request: Request, pk: int) -> Response:
        """Adds a file to the draft; its content is checked before it is kept."""
        entry = self._entry()
        file = self.sent(UploadSerializer)["file"]
        kept = evidence.attach_evidence(entry, file, by=self.person, today=self.today)
        return Response(EvidenceSerializer(kept).data, status=status.HTTP_201_CREATED)

    def _reason(self) -> str:
        return str(self.sent(VerdictSerializer)["reason"])

    def _shown(self, entry: ProgressEntry, code: int = status.HTTP_200_OK) -> Response:
        return self.shown(get_object_or_404(self._told(), pk=entry.pk), code)
