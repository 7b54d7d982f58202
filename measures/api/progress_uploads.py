"""A quarter's reports as a table: the template, the filled-in file, what was read, writing it."""

from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.utils import timezone
from django.utils.translation import get_language
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.errors import Refused
from measures.api.asking import Asking, asked_by, found
from measures.api.downloads import FILE, attached, files, told_of
from measures.api.jobs import JobSerializer
from measures.api.upload_shapes import (
    FORMATS,
    ConfirmUploadSerializer,
    ProgressUploadSerializer,
    TemplateAskedSerializer,
    UploadPreviewSerializer,
    UploadProgressSerializer,
    UploadWrittenSerializer,
)
from measures.exporting import CONTENT_TYPES
from measures.models import Obligation, ProgressUpload
from measures.permissions.uploads import check_may_upload_reports
from measures.progress_words import fault_words
from measures.queries.jobs import upload_under_way
from measures.queries.progress_uploads import (
    every_upload_of,
    plans_owed_on,
    reported_until,
    reporting_agencies,
    to_fill_in,
)
from measures.services.jobs import ask_upload
from measures.services.progress_uploads.deciding import drop_upload
from measures.services.progress_uploads.keeping import keep_upload, look_again
from measures.services.progress_uploads.writing import write_upload
from measures.tasks import hurry
from measures.views.upload_preview import Preview
from measures.views.upload_template import template_answer, template_name

TEMPLATE = [
    OpenApiParameter("as", str, enum=FORMATS, required=True, description="Of the file."),
    OpenApiParameter("agency", str, description="Code; all of the caller’s without it."),
    OpenApiParameter("plan", str, description="Slug; every plan without it."),
    OpenApiParameter(
        "until",
        OpenApiTypes.DATE,
        description="What is due by then and late; without it, by when executors report now.",
    ),
]


class ProgressUploadViewSet(Asking):
    """For who reports for an agency; another person's file is not there."""

    queryset = ProgressUpload.objects.none()
    serializer_class = ProgressUploadSerializer
    scope = "progress"

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        check_may_upload_reports(self.person, self.today)

    def _own(self, pk: int) -> ProgressUpload:
        kept: ProgressUpload = found(self._all(), pk=pk)
        return kept

    def _all(self) -> QuerySet[ProgressUpload]:
        return every_upload_of(self.person)

    @extend_schema(
        operation_id="progress_uploads_list",
        tags=["progress-uploads"],
        responses=ProgressUploadSerializer(many=True),
    )
    def list(self, request: Request) -> Response:
        """The caller's own, the newest first."""
        return self.paged(ProgressUploadSerializer, self._all().defer("outcome"))

    @extend_schema(
        operation_id="progress_uploads_create",
        tags=["progress-uploads"],
        request={"multipart/form-data": UploadProgressSerializer},
        responses={200: UploadPreviewSerializer, 201: UploadPreviewSerializer},
    )
    def create(self, request: Request) -> Response:
        """Keeps a file that could be read, and tells what was read; no report is touched. 200: the
        very file was uploaded before, and this is what became of it."""
        sent = self.sent(UploadProgressSerializer)
        language = sent["language"] or (get_language() or settings.LANGUAGE_CODE)[:2]
        kept = keep_upload(sent["file"], language=language, by=self.person, today=self.today)
        code = status.HTTP_200_OK if kept.before else status.HTTP_201_CREATED
        return self._preview(kept.upload.pk, code)

    @extend_schema(
        operation_id="progress_uploads_retrieve",
        tags=["progress-uploads"],
        responses=UploadPreviewSerializer,
    )
    def retrieve(self, request: Request, pk: int) -> Response:
        """What was read of it, row by row, and what stands in the way."""
        return self._preview(pk)

    def _preview(self, pk: int, code: int = status.HTTP_200_OK) -> Response:
        kept = self._own(pk)
        told = {"file": kept, "job": upload_under_way(kept), **_read(Preview(kept.outcome))}
        return self.told(UploadPreviewSerializer, told, code)

    @extend_schema(
        operation_id="progress_uploads_confirm",
        tags=["progress-uploads"],
        request=ConfirmUploadSerializer,
        responses={200: UploadWrittenSerializer, 202: JobSerializer},
    )
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, pk: int) -> Response:
        """Keeps all rows as drafts or hands them in, all or none; a long table as a job: 202. 409:
        "already_decided", "errors_found", and what a row is refused for; read it again then."""
        kept, sent = self._own(pk), self.sent(ConfirmUploadSerializer)
        try:
            return self._written(kept, sent)
        except Refused:
            with suppress(Refused):  # what stood against it stands at its row from now on
                look_again(kept, by=self.person, today=self.today)
            raise

    def _written(self, kept: ProgressUpload, sent: dict[str, Any]) -> Response:
        by: dict[str, Any] = {"by": self.person, "today": self.today}
        if kept.outcome.get("filled_in", 0) > settings.JOB_FROM_ROWS:
            job = ask_upload(kept, **by, **sent)
            hurry(job)
            return self.told(JobSerializer, job, status.HTTP_202_ACCEPTED)
        count = write_upload(kept, **by, **sent, now=timezone.now())
        told = {"written": count, "handed_in": sent["hand_in"]}
        return Response(UploadWrittenSerializer(told).data)

    @extend_schema(
        operation_id="progress_uploads_drop",
        tags=["progress-uploads"],
        request=None,
        responses=UploadPreviewSerializer,
    )
    @action(detail=True, methods=["post"])
    def drop(self, request: Request, pk: int) -> Response:
        """The file is not used; no report was touched. 409 "already_decided"."""
        drop_upload(self._own(pk), by=self.person, now=timezone.now())
        return self._preview(pk)

    @extend_schema(
        operation_id="progress_uploads_template",
        tags=["progress-uploads"],
        parameters=TEMPLATE,
        responses=files(CONTENT_TYPES["xlsx"], CONTENT_TYPES["csv"]),
    )
    @action(detail=False, renderer_classes=FILE, pagination_class=None)
    def template(self, request: Request) -> HttpResponseBase:
        """What the caller's agencies owe, as a table to be filled in, with what drafts say."""
        agencies = reporting_agencies(self.person, self.today)
        plans = plans_owed_on(agencies)
        read = partial(
            TemplateAskedSerializer,
            [one.code for one in agencies],
            [one.slug for one in plans],
        )
        asked = asked_by(request, read, format="as")
        some = [one for one in agencies if asked.get("agency") in (None, one.code)]
        plan = next((one for one in plans if one.slug == asked.get("plan")), None)
        until = asked.get("until") or reported_until(plans, self.today)
        rows, fmt = to_fill_in(some, until, plan), asked["format"]
        answer, name = template_answer(rows, fmt, self.today), template_name(some, fmt, self.today)
        told_of(request, what="progress_template", pk="", name=name)
        return attached(answer, name, CONTENT_TYPES[fmt])


def _read(preview: Preview) -> dict[str, Any]:
    """One statement, for what is owed."""
    names = ("may_save", "may_hand_in", "asks_despite_silence", "left_alone", "fine", "same")
    ids = [one["obligation"] for one in preview.rows if one["obligation"]]
    owed = Obligation.objects.select_related("measure", "agency").in_bulk(ids)
    return {
        **{name: getattr(preview, name) for name in names},
        "faults": [_fault(one, preview) for one in preview.outcome.get("faults", [])],
        "rows": [_row(one, owed.get(one["obligation"]), preview) for one in preview.rows],
    }


def _row(one: Mapping[str, Any], owed: Obligation | None, preview: Preview) -> dict[str, Any]:
    """`against` of what was kept holds both what stops a draft and what only stops handing in."""
    stops = [*one["faults"], *(told for told in one["against"] if told["stops"])]
    against = [told for told in one["against"] if not told["stops"]]
    return {
        **one,
        "agency": owed.agency.code if owed else None,
        "measure_number": owed.measure.number if owed else None,
        "document_on": one["document_on"] or None,
        "wrong": [_fault(told, preview) for told in stops],
        "against": [_fault(told, preview) for told in against],
    }


def _fault(told: Mapping[str, Any], preview: Preview) -> dict[str, Any]:
    return {
        "field": told.get("column", ""),
        "code": told["code"],
        "message": fault_words(told, preview.labels),
    }
