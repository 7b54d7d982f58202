"""Measures from a file: uploaded, looked at, read otherwise, written or dropped; and the plan as a
file, drawn at once or as long work."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.errors import Refused
from measures.api.as_of import AS_OF
from measures.api.asking import Asking, Sent, asked_by, checked, found
from measures.api.downloads import FILE, attached, files, told_of
from measures.api.import_shapes import (
    AppliedSerializer,
    ApplySerializer,
    ExportLaterSerializer,
    ImportPreviewSerializer,
    ImportSerializer,
    ReadOtherwiseSerializer,
    UploadTableSerializer,
)
from measures.api.jobs import JobSerializer
from measures.exporting import CONTENT_TYPES, DRAW, export_plan
from measures.forms.imports import ReadingForm
from measures.forms.previews import Preview, reading_form, seal
from measures.importing.messages import message
from measures.importing.outcome import Options, Outcome, in_order
from measures.models import ImportFile, ImportState
from measures.permissions.plans import check_may_manage_plan, check_may_view
from measures.queries.jobs import import_under_way
from measures.rules.plan_table.wording import Column
from measures.services.jobs import ask_export, ask_import
from measures.services.uploads import (
    apply_import,
    drop_import,
    keep_upload,
    options_of,
    read_again,
    read_meanwhile,
    read_otherwise,
)
from measures.tasks import hurry
from planner.api import PlanViewSet
from planner.models import ActionPlan

LANGUAGE = OpenApiParameter("language", str, enum=["ru", "kk", "en"], required=True)
FORMAT = OpenApiParameter("as", str, enum=list(DRAW), required=True, description="Of the file.")


class PlanFilesViewSet(Asking):
    """Under a plan: its table into a file for everybody with a role, out of one for its
    coordinators."""

    queryset = ActionPlan.objects.none()
    serializer_class = ImportSerializer
    lookup_field = "slug"
    read_by = PlanViewSet
    scope = "plan"

    def _plan(self, slug: str) -> ActionPlan:
        plan: ActionPlan = found(ActionPlan.objects.select_related("coordinator"), slug=slug)
        return plan

    @extend_schema(
        operation_id="plans_imports", tags=["imports"], responses=ImportSerializer(many=True)
    )
    @action(detail=True)
    def imports(self, request: Request, slug: str) -> Response:
        """Files that were uploaded for the plan, the newest first; for its coordinators."""
        plan = self._plan(slug)
        check_may_manage_plan(self.person, plan, self.today)
        rows = plan.imports.select_related("plan", "uploaded_by").order_by("-uploaded_at", "-pk")
        return self.paged(ImportSerializer, rows)

    @extend_schema(
        operation_id="plans_imports_upload",
        tags=["imports"],
        request={"multipart/form-data": UploadTableSerializer},
        responses={201: ImportSerializer},
    )
    @imports.mapping.post
    def upload(self, request: Request, slug: str) -> Response:
        """Keeps a file that could be read, whatever was found in it; the plan is not touched."""
        plan = self._plan(slug)
        check_may_manage_plan(self.person, plan, self.today)
        sent = self.sent(UploadTableSerializer)
        options = Options(
            language=sent["language"] or None,
            mapping={Column(name): text for name, text in sent["headings"].items()},
            which=sent["which"],
            create_agencies=sent["create_agencies"],
        )
        by, today = self.person, self.today
        kept = keep_upload(plan, sent["file"], by=by, today=today, options=options)
        return self.told(ImportSerializer, kept, status.HTTP_201_CREATED)

    @extend_schema(
        operation_id="plans_export",
        tags=["plans"],
        parameters=[FORMAT, LANGUAGE, AS_OF],
        responses=files(*CONTENT_TYPES.values()),
    )
    @action(detail=True, renderer_classes=FILE, pagination_class=None)
    def export(self, request: Request, slug: str) -> HttpResponse:
        """The table of the plan. A long one is asked for as a job: 409 "too_long"."""
        check_may_view(self.person, self.today)
        plan = self._plan(slug)
        asked = asked_by(request, ExportLaterSerializer, format="as")
        fmt, language = asked["format"], asked["language"]
        if plan.measures.count() >= settings.JOB_FROM_ROWS:
            raise Refused("too_long", _("This table is long: ask for it as long work."))
        content = export_plan(plan, fmt, language, self.as_of)
        day = f"-{self.as_of.isoformat()}" if self.as_of else ""
        name = f"{plan.slug}{day}-{language}.{fmt}"
        told_of(request, what="plan", pk=plan.pk, name=name)
        return attached(HttpResponse(content), name, CONTENT_TYPES[fmt])

    @extend_schema(
        operation_id="plans_export_later",
        tags=["plans"],
        parameters=[AS_OF],
        request=ExportLaterSerializer,
        responses={202: JobSerializer},
    )
    @action(detail=True, methods=["post"], url_path="export-later", url_name="export-later")
    def export_later(self, request: Request, slug: str) -> Response:
        """A worker draws it; the job tells how far it is and has the file."""
        plan, sent = self._plan(slug), self.sent(ExportLaterSerializer)
        job = ask_export(
            plan,
            fmt=sent["format"],
            language=sent["language"],
            by=self.person,
            today=self.today,
            as_of=self.as_of,
        )
        hurry(job)
        return self.told(JobSerializer, job, status.HTTP_202_ACCEPTED)


class ImportViewSet(Asking):
    """For the coordinators of the plan."""

    queryset = ImportFile.objects.none()
    serializer_class = ImportPreviewSerializer
    pagination_class = None
    scope = "plan"

    def _kept(self, pk: int) -> ImportFile:
        kept: ImportFile = found(ImportFile.objects.select_related("plan", "uploaded_by"), pk=pk)
        check_may_manage_plan(self.person, kept.plan, self.today)
        return kept

    @extend_schema(
        operation_id="imports_retrieve", tags=["imports"], responses=ImportPreviewSerializer
    )
    def retrieve(self, request: Request, pk: int) -> Response:
        """What was understood of it, row by row, and what stands in the way."""
        return self._page(self._kept(pk))

    def _page(self, kept: ImportFile) -> Response:
        open_ = kept.state == ImportState.PREVIEWED
        outcome, refused = Outcome(), ""
        try:
            outcome = read_again(kept) if open_ else outcome
        except Refused as said:
            refused = str(said)
        preview = Preview(outcome)
        told = {
            "file": kept,
            "may_write": open_ and not refused and preview.may_write,
            "reading": seal(options_of(kept)) if open_ else "",
            "refused": refused,
            "findings": _findings(outcome.errors),
            "warnings": _findings(outcome.warnings),
            "unknown": preview.unknown,
            "choices": outcome.choices,
            "rows": preview.rows,
            "job": import_under_way(kept),
        }
        return self.told(ImportPreviewSerializer, told)

    @extend_schema(
        operation_id="imports_read",
        tags=["imports"],
        request=ReadOtherwiseSerializer,
        responses=ImportPreviewSerializer,
    )
    @action(detail=True, methods=["post"])
    def read(self, request: Request, pk: int) -> Response:
        """Reads it as a person says: which table, where its headings are, what columns mean."""
        kept, sent = self._kept(pk), self.sent(ReadOtherwiseSerializer)
        outcome = read_again(kept)
        form = reading_form(kept, outcome, _as_typed(reading_form(kept, outcome), sent))
        checked(form)
        read_otherwise(kept, form.options(), by=self.person, today=self.today)
        return self._page(self._kept(pk))

    @extend_schema(
        operation_id="imports_apply",
        tags=["imports"],
        request=ApplySerializer,
        responses={200: AppliedSerializer, 202: JobSerializer},
    )
    @action(detail=True, methods=["post"])
    def apply(self, request: Request, pk: int) -> Response:
        """Writes it into the plan, all of it or nothing; a long one as a job: 202. 409:
        "read_otherwise", "errors_found", "already_decided"."""
        kept, sent = self._kept(pk), self.sent(ApplySerializer)
        if sent["reading"] != seal(options_of(kept)):
            raise read_meanwhile()
        if kept.outcome.get("measures", 0) >= settings.JOB_FROM_ROWS:
            job = ask_import(kept, by=self.person, today=self.today)
            hurry(job)
            return self.told(JobSerializer, job, status.HTTP_202_ACCEPTED)
        outcome = apply_import(kept, by=self.person, today=self.today)
        if outcome.errors:
            said = _("Nothing was written: the errors below stand in the way.")
            raise Refused("errors_found", said)
        return self.told(AppliedSerializer, outcome.as_json())

    @extend_schema(
        operation_id="imports_drop",
        tags=["imports"],
        request=None,
        responses=ImportPreviewSerializer,
    )
    @action(detail=True, methods=["post"])
    def drop(self, request: Request, pk: int) -> Response:
        """The file is not used; the plan is as it was. 409 "already_decided"."""
        drop_import(self._kept(pk), by=self.person, today=self.today)
        return self._page(self._kept(pk))


def _findings(found: Any) -> list[dict[str, Any]]:
    return [
        {
            "table": one.table,
            "row": one.row,
            "column": one.column,
            "code": one.code,
            "message": message(one),
        }
        for one in in_order(found)
    ]


def _as_typed(form: ReadingForm, sent: dict[str, Any]) -> Sent:
    """What the page would send: all as it is read now, but for what is named."""
    typed = {name: form[name].value() for name in form.fields}
    typed |= {name: sent[name] for name in ("language", "which", "heading_row") if name in sent}
    if "create_agencies" in sent:
        typed["create_agencies"] = sent["create_agencies"]
    if not typed["create_agencies"]:
        del typed["create_agencies"]
    columns = {f"column_{place}": key for place, key in sent.get("columns", {}).items()}
    if strange := [name for name in columns if name not in form.fields]:
        said = _("There is no such column: %(names)s.")
        named = ", ".join(one.removeprefix("column_")[:20] for one in strange[:10])
        raise ValidationError({"columns": said % {"names": named}})
    return Sent({**typed, **columns})
