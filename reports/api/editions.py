"""Editions of reports: read, followed while they are compiled, signed, put side by side."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.rest.views import Acting
from agencies.signals import file_served
from measures.api.downloads import WhateverIsAccepted
from measures.permissions.plans import check_may_manage_plan
from reports import tasks
from reports.api.comparing import COMPARED, KIND, ComparisonSerializer, sides_asked, told_of
from reports.api.days import chosen as asked_for
from reports.api.edition_shapes import (
    ProgressOfReportSerializer,
    RepeatSerializer,
    ReportListSerializer,
    ReportSerializer,
    SignSerializer,
)
from reports.api.issue_shapes import IssueSerializer
from reports.models import Issue, Report, ReportFile
from reports.queries_parts import making
from reports.services.issuing import sign
from reports.services.requests import cancel_report, repeat_parts
from reports.views.attachments import attachment
from reports.views.comparing import CSV, FILTERS, XLSX, chosen, file_of
from reports.views.issuing import hurry

TABLE = OpenApiResponse(OpenApiTypes.BINARY, description="The table.")
CHANGE = OpenApiParameter(
    "change", enum=[mark.value for mark in FILTERS], description="Only differences of this kind."
)


def editions_told() -> QuerySet[Report]:
    """With round, plan, files and the issue that stands; the content stays in the database."""
    files = ReportFile.objects.order_by("language", "format")
    issues = Issue.objects.standing()
    return (
        Report.objects.defer("content")
        .select_related("round__plan")
        .prefetch_related(
            Prefetch("files", files), Prefetch("issues", issues, to_attr="standing_issues")
        )
    )


class ReportViewSet(Acting[Report]):
    """Everybody with a role reads what is ready; the body that coordinates the plan acts."""

    scope = "reports"
    queryset = Report.objects.none()
    serializer_class = ReportSerializer
    filterset_fields = ["round", "round__plan__slug", "round__label", "state"]
    ordering_fields = ["as_of", "compiled_at", "requested_at"]

    def get_queryset(self) -> QuerySet[Report]:
        if getattr(self, "swagger_fake_view", False):
            return Report.objects.none()
        rows = editions_told()
        return rows.defer(None) if self.action == "retrieve" else rows

    def get_serializer_class(self) -> type[ReportListSerializer]:
        return ReportSerializer if self.action == "retrieve" else ReportListSerializer

    def managed(self) -> Report:
        """Who may not act hears that before anything is said of what was sent."""
        found = self.get_object()
        check_may_manage_plan(self.person, found.round.plan, self.today)
        return found

    @extend_schema(operation_id="reports_progress", responses=ProgressOfReportSerializer)
    @action(detail=True)
    def progress(self, request: Request, pk: str) -> Response:
        """How far the edition is, part by part."""
        report = self.get_object()
        found = making(report)
        told = {name: getattr(report, name) for name in ("state", "progress", "under_way")}
        counts = {name: getattr(found, name) for name in ("done", "failed", "total", "parts")}
        return Response(ProgressOfReportSerializer({**told, **counts}).data)

    @extend_schema(operation_id="reports_cancel", request=None, responses=ReportListSerializer)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, pk: str) -> Response:
        """What waits is not begun; what an edition that was shown incomplete has, it keeps."""
        cancel_report(self.get_object(), by=self.person, today=self.today)
        return self.shown(self.get_object())

    @extend_schema(
        operation_id="reports_repeat", request=RepeatSerializer, responses=ReportListSerializer
    )
    @action(detail=True, methods=["post"])
    def repeat(self, request: Request, pk: str) -> Response:
        """What failed is made again."""
        report, part = self.managed(), self.sent(RepeatSerializer)["part"]
        repeat_parts(report, by=self.person, today=self.today, part_id=part)
        transaction.on_commit(partial(tasks.ring, report.pk))
        return self.shown(self.get_object())

    @extend_schema(
        operation_id="reports_sign", request=SignSerializer, responses={201: IssueSerializer}
    )
    @action(detail=True, methods=["post"])
    def sign(self, request: Request, pk: str) -> Response:
        """Signs a ready edition: it is issued at once, or waits for a second coordinator."""
        rows = Report.objects.select_related("round__plan__coordinator")
        report = rows.get(pk=self.managed().pk)
        signed = sign(
            report,
            **self.sent(SignSerializer),
            by=self.person,
            today=self.today,
            now=timezone.now(),
        )
        hurry()
        return Response(IssueSerializer(signed).data, status=201)

    @extend_schema(
        operation_id="reports_compare",
        parameters=[*COMPARED, CHANGE],
        responses=ComparisonSerializer,
        filters=False,
    )
    @action(
        detail=False, takes=("first", "second", "change"), filter_backends=[], pagination_class=None
    )
    def compare(self, request: Request) -> Response:
        """What changed from the earlier edition to the later one, measure by measure."""
        sides = sides_asked(request.query_params)
        rows = chosen(self.change(), sides.found)
        return Response(ComparisonSerializer(told_of(sides, rows)).data)

    @extend_schema(
        operation_id="reports_compare_file",
        parameters=[*COMPARED, CHANGE, KIND],
        responses={(200, one.split(";")[0]): TABLE for one in (CSV, XLSX)},
        filters=False,
    )
    @action(
        detail=False,
        url_path="compare/(?P<kind>csv|xlsx)",
        takes=("first", "second", "change"),
        filter_backends=[],
        pagination_class=None,
        content_negotiation_class=WhateverIsAccepted,
    )
    def compare_file(self, request: Request, kind: str) -> HttpResponse:
        """The same as a table (csv) or with all figures (xlsx), in the caller's language."""
        sides = sides_asked(request.query_params)
        rows = chosen(self.change(), sides.found)
        told: tuple[bytes, str, str] = file_of(sides, rows, kind)
        name = told[1]
        file_served.send(Report, request=request, what="comparison", pk="", name=name)
        return attachment(*told)

    def change(self) -> str:
        return asked_for(self, "change", [mark.value for mark in FILTERS])

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "view": self}
