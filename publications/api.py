"""API of publications: looked at, made and withdrawn by the coordinating body; and their texts."""

from typing import Any

import django_filters
from django.db import transaction
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.models import Role
from agencies.permissions import agencies_of
from agencies.rest.views import Acting
from measures.models import Measure
from measures.permissions.plans import check_may_manage_plan
from planner.models import ActionPlan
from publications import services
from publications.api_shapes import (
    ContentSerializer,
    PublicationPreviewSerializer,
    PublicationSerializer,
    PublicTextListSerializer,
    PublicTextSerializer,
    PublishSerializer,
    WithdrawPublicationSerializer,
    WriteTextSerializer,
)
from publications.facts import Wanted
from publications.models import Publication, PublicText, TextChoice
from publications.queries import document
from publications.queries_publishing import (
    accepted_reports,
    measures_with_texts,
    publications_of,
    released,
)
from reports.api.days import DayField

LOOKED = [
    OpenApiParameter("plan", OpenApiTypes.STR, required=True, description="Slug of a plan."),
    OpenApiParameter("day", OpenApiTypes.DATE, description="Today where it is left out."),
    OpenApiParameter("texts", enum=TextChoice.values, description="`none` where it is left out."),
    OpenApiParameter(
        "measures", OpenApiTypes.INT, many=True, description="Ids, where texts are `chosen`."
    ),
]


class AskedSerializer(serializers.Serializer[Any]):
    """The query of a preview."""

    plan = serializers.SlugRelatedField(
        slug_field="slug", queryset=ActionPlan.objects.select_related("concept", "coordinator")
    )
    day = DayField(required=False)
    texts = serializers.ChoiceField(choices=TextChoice.choices, required=False)
    measures = serializers.ListField(child=serializers.IntegerField(), required=False)


class PublicationFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    plan = django_filters.CharFilter("plan__slug")
    withdrawn = django_filters.BooleanFilter("withdrawn_at", "isnull", exclude=True)

    class Meta:
        model = Publication
        fields = ["number"]


class PublicationViewSet(Acting[Publication]):
    """What the public is told of plans. Everybody reads it; the coordinating body acts."""

    scope = "reports"
    queryset = Publication.objects.none()
    serializer_class = PublicationSerializer
    filterset_class = PublicationFilter
    ordering_fields = ["as_of", "published_at"]

    def get_queryset(self) -> QuerySet[Publication]:
        if getattr(self, "swagger_fake_view", False):
            return Publication.objects.none()
        rows = Publication.objects.defer("content").select_related("plan", "published_by")
        return rows.order_by("-published_at", "-pk")

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "view": self}

    @extend_schema(operation_id="publications_content", responses=ContentSerializer)
    @action(detail=True)
    def content(self, request: Request, pk: str) -> Response:
        """The document itself."""
        found = self.get_object()
        told = {"sha256": found.sha256, "content": document(found)}
        return Response(ContentSerializer(told).data)

    @extend_schema(
        operation_id="publications_preview",
        parameters=LOOKED,
        responses=PublicationPreviewSerializer,
        filters=False,
    )
    @action(
        detail=False,
        takes=("plan", "day", "texts", "measures"),
        filter_backends=[],
        pagination_class=None,
    )
    def preview(self, request: Request) -> Response:
        """Exactly what the public would read, before it does; for the coordinating body."""
        form = AskedSerializer(data=request.query_params)
        form.is_valid(raise_exception=True)
        said = form.validated_data
        plan, day = said["plan"], said.get("day", self.today)
        check_may_manage_plan(self.person, plan, self.today)
        services.check_day(plan, day, self.today)
        wanted = _wanted(said)
        content = services.preview(plan, day=day, wanted=wanted, today=self.today)
        newest = publications_of(plan).filter(withdrawn_at=None).first()
        at = services.seen(content)
        told = {
            "after": content["number"] - 1,
            "at": at,
            "personal": services.personal_in(content),
            "same": newest is not None and services.seen(document(newest)) == at,
            "content": content,
        }
        return Response(PublicationPreviewSerializer(told).data)

    @extend_schema(request=PublishSerializer, responses={201: PublicationSerializer})
    def create(self, request: Request) -> Response:
        """Publishes what was looked at; everybody can read it from then on."""
        said = self.sent(PublishSerializer)
        made = services.publish(
            said["plan"],
            day=said["day"],
            wanted=_wanted(said),
            looked=services.Looked(said["after"], said["at"]),
            note=said["note"],
            by=self.person,
            today=self.today,
            now=timezone.now(),
        )
        return self.shown(self.get_queryset().get(pk=made.pk), status.HTTP_201_CREATED)

    @extend_schema(
        operation_id="publications_withdraw",
        request=WithdrawPublicationSerializer,
        responses=PublicationSerializer,
    )
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        """It is not shown any more; its address says why."""
        found = self.get_object()
        check_may_manage_plan(self.person, found.plan, self.today)
        said = self.sent(WithdrawPublicationSerializer)
        services.withdraw(found, **said, by=self.person, today=self.today, now=timezone.now())
        return self.shown(self.get_object())


def _wanted(said: dict[str, Any]) -> Wanted:
    texts = TextChoice(said.get("texts", TextChoice.NONE))
    return Wanted(texts, frozenset(said.get("measures", ())))


class PublicTextFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    plan = django_filters.CharFilter("plan__slug")
    has_text = django_filters.BooleanFilter()

    class Meta:
        model = Measure
        fields = ["number"]


class PublicTextViewSet(Acting[Measure]):
    """Texts about measures that the public may read. Of plans that the caller's body coordinates;
    those of others are not there."""

    scope = "reports"
    queryset = Measure.objects.none()
    serializer_class = PublicTextListSerializer
    filterset_class = PublicTextFilter

    def get_queryset(self) -> QuerySet[Measure]:
        if getattr(self, "swagger_fake_view", False):
            return Measure.objects.none()
        bodies = [one.pk for one in agencies_of(self.person, self.today, Role.COORDINATOR)]
        plans = ActionPlan.objects.filter(coordinator__in=bodies)
        rows = measures_with_texts(plans).select_related("plan")
        return rows.order_by("plan", "position", "pk")

    def get_serializer_class(self) -> type[serializers.BaseSerializer[Measure]]:
        return PublicTextListSerializer if self.action == "list" else PublicTextSerializer

    def representation(self, row: Measure) -> dict[str, Any]:
        empty = PublicText(measure=row, version=0)
        context = {
            "written": PublicText.objects.filter(measure=row).first() or empty,
            "reports": accepted_reports(row),
            "released": released(row),
        }
        return dict(PublicTextSerializer(row, context=context).data)

    @extend_schema(request=WriteTextSerializer, responses=PublicTextSerializer)
    def update(self, request: Request, pk: str) -> Response:
        """Writes the text and releases accepted reports, both or neither; it is public once it is
        published."""
        measure, said = self.get_object(), self.sent(WriteTextSerializer)
        texts = {code: said[f"text_{code}"] for code in ("ru", "kk", "en")}
        who: dict[str, Any] = {"by": self.person, "today": self.today, "now": timezone.now()}
        with transaction.atomic():
            services.write_text(measure, texts, version=said["version"], **who)
            services.release_reports(measure, said["released"], **who)
        return self.shown(get_object_or_404(self.get_queryset(), pk=measure.pk))
