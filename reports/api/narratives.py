"""The sections in words of a round's report: begun, drafted, added, ordered, left out."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.rest.views import Acting, Endpoint
from measures.permissions.plans import check_may_manage_plan
from reports.api.days import AS_OF, day_in
from reports.api.managed import plans_managed
from reports.api.narrative_shapes import (
    BegunSerializer,
    DraftedSerializer,
    LanguageSerializer,
    LeaveOutSerializer,
    MoveSerializer,
    NarrativeSectionSerializer,
    NarrativeSerializer,
    RenameSerializer,
    TitlesSerializer,
)
from reports.models import NarrativeSection, ReportingRound
from reports.queries_accepted import accepted_in
from reports.queries_narratives import (
    offers_of_round,
    round_day,
    sections_of,
    standings,
    wanted_sections,
)
from reports.services import narrative_sections
from reports.services.narratives import draft_all


def day_told(view: Endpoint, round_: ReportingRound) -> date:
    """Of which accepted reports are told: `?as_of=`, else the round's own."""
    if "as_of" in view.request.query_params:
        return day_in(view) or view.today
    return round_day(round_, view.today)


def titles_in(said: dict[str, Any]) -> dict[str, str]:
    """By language."""
    begins = "title_"
    return {
        name.removeprefix(begins): text for name, text in said.items() if name.startswith(begins)
    }


class RoundNarrative(Acting[ReportingRound]):
    """Texts that are not in an edition yet are the coordinating body's alone."""

    def round_to_write(self) -> ReportingRound:
        found = self.get_object()
        check_may_manage_plan(self.person, found.plan, self.today)
        return found

    @extend_schema(
        operation_id="rounds_narrative",
        parameters=[AS_OF],
        responses=NarrativeSerializer,
        tags=["narratives"],
    )
    @action(detail=True, takes=("as_of",))
    def narrative(self, request: Request, pk: str) -> Response:
        """The sections in order, how far each text is, and what is offered for it."""
        round_ = self.round_to_write()
        day = day_told(self, round_)
        sections, found = list(sections_of(round_)), accepted_in(round_, day)
        there = {row.code for row in sections}
        told = {
            "day": day,
            "missing": sum(one.code not in there for one in wanted_sections(round_, day)),
            "accepted": len(found.reports),
            "standings": standings(round_),
            "sections": sections,
        }
        context = {"offers": offers_of_round(sections, found)}
        return Response(NarrativeSerializer(told, context=context).data)

    @extend_schema(
        operation_id="rounds_narrative_begin",
        parameters=[AS_OF],
        request=None,
        responses=BegunSerializer,
        tags=["narratives"],
    )
    @action(detail=True, methods=["post"], url_path="narrative/begin", takes=("as_of",))
    def narrative_begin(self, request: Request, pk: str) -> Response:
        """Makes the sections that the plan gives reason for and that are missing."""
        round_ = self.round_to_write()
        day = day_told(self, round_)
        made = narrative_sections.begin(round_, by=self.person, today=self.today, day=day)
        return Response(BegunSerializer({"made": made}).data)

    @extend_schema(
        operation_id="rounds_narrative_draft",
        parameters=[AS_OF],
        request=LanguageSerializer,
        responses=DraftedSerializer,
        tags=["narratives"],
    )
    @action(detail=True, methods=["post"], url_path="narrative/draft", takes=("as_of",))
    def narrative_draft(self, request: Request, pk: str) -> Response:
        """Adds to every section in a language the accepted reports that are new to it."""
        round_, language = self.round_to_write(), self.sent(LanguageSerializer)["language"]
        day = day_told(self, round_)
        texts = draft_all(round_, language, by=self.person, today=self.today, day=day)
        return Response(DraftedSerializer({"texts": [one.pk for one in texts]}).data)

    @extend_schema(
        operation_id="rounds_narrative_add",
        request=TitlesSerializer,
        responses={201: NarrativeSectionSerializer},
        tags=["narratives"],
    )
    @action(detail=True, methods=["post"], url_path="narrative/sections")
    def narrative_add(self, request: Request, pk: str) -> Response:
        """A section of one's own at the end."""
        round_, titles = self.round_to_write(), titles_in(self.sent(TitlesSerializer))
        made = narrative_sections.add_section(round_, titles, by=self.person, today=self.today)
        return Response(NarrativeSectionSerializer(made).data, status=201)


class NarrativeSectionViewSet(Acting[NarrativeSection]):
    """Of plans that the caller's body coordinates; sections of others are not there."""

    scope = "reports"
    queryset = NarrativeSection.objects.none()
    serializer_class = NarrativeSectionSerializer
    filterset_fields = ["round", "kind"]

    def get_queryset(self) -> QuerySet[NarrativeSection]:
        if getattr(self, "swagger_fake_view", False):
            return NarrativeSection.objects.none()
        own = plans_managed(self.person, self.today)
        rows = NarrativeSection.objects.filter(round__plan__in=own)
        return rows.select_related("round__plan", "direction").order_by("round", "position", "id")

    def who(self) -> dict[str, Any]:
        return {"by": self.person, "today": self.today}

    @extend_schema(
        operation_id="narrative_sections_rename",
        request=RenameSerializer,
        responses=NarrativeSectionSerializer,
    )
    @action(detail=True, methods=["post"])
    def rename(self, request: Request, pk: str) -> Response:
        """Another title for a section of one's own."""
        found, said = self.get_object(), self.sent(RenameSerializer)
        titles, version = titles_in(said), said["version"]
        narrative_sections.rename(found, titles, version=version, **self.who())
        return self.shown(self.get_object())

    @extend_schema(
        operation_id="narrative_sections_move",
        request=MoveSerializer,
        responses=NarrativeSectionSerializer,
    )
    @action(detail=True, methods=["post"])
    def move(self, request: Request, pk: str) -> Response:
        """At the end already, it stays where it is."""
        found, up = self.get_object(), self.sent(MoveSerializer)["up"]
        narrative_sections.move(found, up=up, **self.who())
        return self.shown(self.get_object())

    @extend_schema(
        operation_id="narrative_sections_leave_out",
        request=LeaveOutSerializer,
        responses=NarrativeSectionSerializer,
    )
    @action(detail=True, methods=["post"], url_path="leave-out")
    def leave_out(self, request: Request, pk: str) -> Response:
        """Out of the next editions, or back into them."""
        found, said = self.get_object(), self.sent(LeaveOutSerializer)
        left_out, version = said["left_out"], said["version"]
        narrative_sections.leave_out(found, left_out, version=version, **self.who())
        return self.shown(self.get_object())
