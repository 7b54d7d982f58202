"""A section in one language: written, drafted, marked as ready, brought back."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.rest.views import Acting
from reports.api.days import AS_OF
from reports.api.managed import plans_managed
from reports.api.narrative_shapes import (
    AddSerializer,
    DeclineSerializer,
    NarrativeTextSerializer,
    OfferSerializer,
    RestoreSerializer,
    TextHistorySerializer,
    VersionSerializer,
    WriteSerializer,
)
from reports.api.narratives import day_told
from reports.models import NarrativeText
from reports.narrative_words import marked
from reports.queries_narratives import history_of, offers_of, text_before
from reports.services import narratives
from reports.views.narrative_history import WRITING

HISTORY_SHOWN = 200


class NarrativeTextViewSet(Acting[NarrativeText]):
    """Of plans that the caller's body coordinates; texts of others are not there."""

    scope = "reports"
    queryset = NarrativeText.objects.none()
    serializer_class = NarrativeTextSerializer
    filterset_fields = ["section", "section__round", "language"]

    def get_queryset(self) -> QuerySet[NarrativeText]:
        if getattr(self, "swagger_fake_view", False):
            return NarrativeText.objects.none()
        own = plans_managed(self.person, self.today)
        rows = NarrativeText.objects.filter(section__round__plan__in=own)
        told = rows.select_related(
            "section__round__plan", "section__direction", "changed_by", "ready_by"
        )
        return told.order_by("section__round", "section__position", "section", "language")

    def who(self) -> dict[str, Any]:
        return {"by": self.person, "today": self.today}

    def stands(self) -> Response:
        return self.shown(self.get_object())

    @extend_schema(request=WriteSerializer, responses=NarrativeTextSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        """Writes the text over the version that was read; it is not ready any more."""
        found, said = self.get_object(), self.sent(WriteSerializer)
        narratives.save_text(found, said["text"], version=said["version"], **self.who())
        return self.stands()

    @extend_schema(
        operation_id="narrative_texts_ready",
        request=VersionSerializer,
        responses=NarrativeTextSerializer,
    )
    @action(detail=True, methods=["post"])
    def ready(self, request: Request, pk: str) -> Response:
        """The text, as it was read, gets into the next edition."""
        found = self.get_object()
        narratives.mark_ready(found, **self.sent(VersionSerializer), **self.who())
        return self.stands()

    @extend_schema(
        operation_id="narrative_texts_not_ready", request=None, responses=NarrativeTextSerializer
    )
    @action(detail=True, methods=["post"], url_path="not-ready")
    def not_ready(self, request: Request, pk: str) -> Response:
        """Editions go without it; the text stays."""
        narratives.mark_not_ready(self.get_object(), **self.who())
        return self.stands()

    @extend_schema(
        operation_id="narrative_texts_offer", parameters=[AS_OF], responses=OfferSerializer
    )
    @action(detail=True, takes=("as_of",))
    def offer(self, request: Request, pk: str) -> Response:
        """Accepted reports that can be added, what was said before, and who wrote what."""
        text = self.get_object()
        day, before = day_told(self, text.section.round), text_before(text)
        found = offers_of(text.section, day)[text.language]
        told = {
            "day": day,
            "offered": found.new,
            "elsewhere": found.elsewhere,
            "before": before and before.text,
            "paragraphs": marked(text, text.sources.select_related("agency")),
        }
        return Response(OfferSerializer(told).data)

    @extend_schema(
        operation_id="narrative_texts_add",
        parameters=[AS_OF],
        request=AddSerializer,
        responses=NarrativeTextSerializer,
    )
    @action(detail=True, methods=["post"], takes=("as_of",))
    def add(self, request: Request, pk: str) -> Response:
        """Adds accepted reports below what stands on their measures; what is written stays."""
        text, said = self.get_object(), self.sent(AddSerializer)
        wanted = frozenset(said["entries"]) if said["entries"] else None
        day, version = day_told(self, text.section.round), said["version"]
        narratives.add_accepted(text, wanted, day=day, version=version, **self.who())
        return self.stands()

    @extend_schema(
        operation_id="narrative_texts_decline",
        parameters=[AS_OF],
        request=DeclineSerializer,
        responses=NarrativeTextSerializer,
    )
    @action(detail=True, methods=["post"], takes=("as_of",))
    def decline(self, request: Request, pk: str) -> Response:
        """These accepted reports are not offered for the text any more."""
        text, chosen = self.get_object(), frozenset(self.sent(DeclineSerializer)["entries"])
        day = day_told(self, text.section.round)
        narratives.decline(text, chosen, day=day, **self.who())
        return self.stands()

    @extend_schema(operation_id="narrative_texts_history", responses=TextHistorySerializer)
    @action(detail=True)
    def history(self, request: Request, pk: str) -> Response:
        """Who wrote what when, and what the text said then."""
        changes = history_of(self.get_object())[:HISTORY_SHOWN]
        return Response(TextHistorySerializer({"changes": changes}).data)

    @extend_schema(
        operation_id="narrative_texts_restore",
        request=RestoreSerializer,
        responses=NarrativeTextSerializer,
    )
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, pk: str) -> Response:
        """The text says again what it said after a change of its history."""
        text, said = self.get_object(), self.sent(RestoreSerializer)
        rows = history_of(text).filter(kind__in=WRITING)
        change = get_object_or_404(rows, pk=said["change"])
        narratives.restore(text, change, version=said["version"], **self.who())
        return self.stands()
