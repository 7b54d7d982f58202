"""Reporting rounds: who has answered, closing and opening again, asking for an edition."""

from datetime import date
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.models import Agency
from agencies.rest.views import Acting
from measures.api.downloads import WhateverIsAccepted
from measures.permissions.plans import check_may_manage_plan
from reports import queries, queries_rounds, tasks
from reports.api.days import AS_OF, chosen, visit_of
from reports.api.edition_shapes import ReportListSerializer
from reports.api.editions import editions_told
from reports.api.narratives import RoundNarrative
from reports.api.round_shapes import (
    BodiesSerializer,
    ClosingSerializer,
    CompileSerializer,
    HistorySerializer,
    OneBodySerializer,
    ReasonSerializer,
    ReopeningSerializer,
    ReopenSerializer,
    RoundSerializer,
)
from reports.models import ReportingRound
from reports.rules.standing import Standing
from reports.services.requests import request_report
from reports.services.round_life import close_round, open_again, reopen_part
from reports.views.lists import answers
from reports.views.round_page import read_by, reads_reasons, totals_of

WAITING_SHOWN = 100
STANDING = OpenApiParameter(
    "standing", enum=[one.value for one in Standing], description="Only bodies that stand so."
)
CODE = OpenApiParameter("code", OpenApiTypes.STR, OpenApiParameter.PATH, description="Of a body.")
BODY = r"bodies/(?P<code>[-a-zA-Z0-9_]+)"


class RoundViewSet(RoundNarrative, Acting[ReportingRound]):
    """Everybody with a role reads rounds; the body that coordinates the plan acts."""

    scope = "reports"
    queryset = ReportingRound.objects.none()
    serializer_class = RoundSerializer
    filterset_fields = ["plan__slug", "label", "state"]

    def get_queryset(self) -> QuerySet[ReportingRound]:
        if getattr(self, "swagger_fake_view", False):
            return ReportingRound.objects.none()
        rows = queries.rounds(self.today).select_related("plan__concept", "plan__coordinator")
        return rows.prefetch_related("reopenings__agency")

    @extend_schema(
        operation_id="rounds_bodies", parameters=[AS_OF, STANDING], responses=BodiesSerializer
    )
    @action(detail=True, takes=("as_of", "standing"))
    def bodies(self, request: Request, pk: str) -> Response:
        """Who has reported: each body that owes something, and where it stands."""
        found, asked = self.get_object(), visit_of(self)
        parts = queries_rounds.parts_of(found, asked.day, past=asked.past)
        wanted = chosen(self, "standing", [one.value for one in Standing])
        shown = [one for one in parts if not wanted or one.standing == wanted]
        told = {"day": asked.day, "closed": found.was_closed(asked.day), "bodies": shown}
        return Response(BodiesSerializer({**told, "totals": totals_of(parts)}).data)

    @extend_schema(
        operation_id="rounds_bodies_csv",
        parameters=[AS_OF],
        responses={(200, "text/csv"): OpenApiResponse(OpenApiTypes.BINARY)},
    )
    @action(
        detail=True,
        url_path="bodies-csv",
        takes=("as_of",),
        content_negotiation_class=WhateverIsAccepted,
    )
    def bodies_csv(self, request: Request, pk: str) -> HttpResponseBase:
        """The same as a table, as spreadsheets of offices open it."""
        return answers(request._request, fmt="csv", pk=self.get_object().pk)

    @extend_schema(
        operation_id="rounds_body", parameters=[CODE, AS_OF], responses=OneBodySerializer
    )
    @action(detail=True, url_path=BODY, takes=("as_of",))
    def body(self, request: Request, pk: str, code: str) -> Response:
        """One body's part: its reports, and what was done with it."""
        found, asked = self.get_object(), visit_of(self)
        agency = get_object_or_404(Agency, code=code)
        part = queries_rounds.part_of(found, agency, asked.day, past=asked.past)
        events = [] if asked.past else read_by(asked, queries_rounds.history_of(found, agency))
        context = {
            "owed": queries_rounds.reports_owed(found, agency, asked.day, past=asked.past),
            "history": events,
            "reads_reasons": reads_reasons(asked, agency),
        }
        return Response(OneBodySerializer(part, context=context).data)

    @extend_schema(
        operation_id="rounds_body_reopen",
        parameters=[CODE],
        request=ReopenSerializer,
        responses={201: ReopeningSerializer},
    )
    @action(detail=True, methods=["post"], url_path=f"{BODY}/reopen")
    def reopen(self, request: Request, pk: str, code: str) -> Response:
        """The body may hand in again although the round is closed; its people are told."""
        found, agency = self.managed(), get_object_or_404(Agency, code=code)
        made = reopen_part(found, agency, **self.sent(ReopenSerializer), **self.who())
        return Response(ReopeningSerializer(made).data, status=201)

    def who(self) -> dict[str, Any]:
        return {"by": self.person, "today": self.today, "now": timezone.now()}

    def managed(self) -> ReportingRound:
        """Who may not act hears that before anything is said of what was sent."""
        found = self.get_object()
        check_may_manage_plan(self.person, found.plan, self.today)
        return found

    @extend_schema(operation_id="rounds_history", responses=HistorySerializer)
    @action(detail=True)
    def history(self, request: Request, pk: str) -> Response:
        """What was done with the round; the newest first."""
        events = read_by(visit_of(self), queries_rounds.history_of(self.get_object()))
        return Response(HistorySerializer({"events": events}).data)

    @extend_schema(operation_id="rounds_closing", responses=ClosingSerializer)
    @action(detail=True)
    def closing(self, request: Request, pk: str) -> Response:
        """What closing it now would leave out; for the coordinating body."""
        found = self.managed()
        parts = queries_rounds.parts_of(found, self.today)
        waiting = queries_rounds.not_reviewed(found, self.today)
        told = {
            "early": self.today <= found.executors_due_on,
            "closed": found.is_closed,
            "silent": [one.agency.code for one in parts if one.standing == Standing.SILENT],
            "behind": [
                one.agency.code for one in parts if one.out and one.standing != Standing.SILENT
            ],
            "totals": totals_of(parts),
            "waiting_count": waiting.count(),
            "waiting": waiting[:WAITING_SHOWN],
        }
        return Response(ClosingSerializer(told).data)

    @extend_schema(operation_id="rounds_close", request=None, responses=RoundSerializer)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: str) -> Response:
        """From now on nothing periodic is handed in for it."""
        close_round(self.managed(), **self.who())
        return self.shown(self.get_object())

    @extend_schema(
        operation_id="rounds_open_again", request=ReasonSerializer, responses=RoundSerializer
    )
    @action(detail=True, methods=["post"], url_path="open-again")
    def open_again(self, request: Request, pk: str) -> Response:
        """The whole round takes reports again; who still owes one is told."""
        open_again(self.managed(), **self.sent(ReasonSerializer), **self.who())
        return self.shown(self.get_object())

    @extend_schema(
        operation_id="rounds_compile",
        request=CompileSerializer,
        responses={201: ReportListSerializer},
    )
    @action(detail=True, methods=["post"])
    def compile(self, request: Request, pk: str) -> Response:
        """Asks for an edition; the one that is under way already is answered with."""
        found = self.managed()
        day: date | None = self.sent(CompileSerializer)["as_of"]
        made = request_report(found, by=self.person, today=self.today, as_of=day)
        transaction.on_commit(partial(tasks.ring, made.pk))
        row = editions_told().get(pk=made.pk)
        context = self.get_serializer_context()
        return Response(ReportListSerializer(row, context=context).data, status=201)
