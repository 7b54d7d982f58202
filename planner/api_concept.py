"""API: a Concept as its page has it: the whole hierarchy, its indicators and plans."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter
from rest_framework.viewsets import GenericViewSet

from agencies.rest.days import day_in_the_past
from agencies.rest.etags import tag_of
from agencies.rest.views import Endpoint
from planner.api import (
    DirectionSerializer,
    GoalSerializer,
    IndicatorSerializer,
    PrincipleSerializer,
)
from planner.models import Concept
from planner.queries import hierarchy, latest_concept

LATEST = "latest"
AS_OF = OpenApiParameter("as_of", OpenApiTypes.DATE, description="A day in the past.")


class HierarchySerializer(serializers.Serializer[Any]):
    """`is_repealed`: it had lost force by the day asked for. `mechanism`: its directions of how it
    is carried out. `plans`: slugs, the earliest first."""

    slug = serializers.CharField(source="concept.slug")
    title = serializers.CharField(source="concept.title")
    is_repealed = serializers.BooleanField()
    goals = GoalSerializer(many=True)
    principles = PrincipleSerializer(many=True)
    directions = DirectionSerializer(many=True)
    mechanism = DirectionSerializer(many=True)
    indicators = IndicatorSerializer(many=True)
    plans = serializers.ListField(child=serializers.CharField())


class ConceptSidesViewSet(Endpoint, GenericViewSet[Concept]):
    """For everybody with a current role."""

    queryset = Concept.objects.none()
    serializer_class = HierarchySerializer
    lookup_field = "slug"
    pagination_class = None
    filter_backends = ()
    scope = "admin"

    @extend_schema(
        operation_id="concepts_hierarchy",
        tags=["concepts"],
        parameters=[AS_OF],
        responses=HierarchySerializer,
    )
    @action(detail=True, takes=("as_of",))
    def hierarchy(self, request: Request, slug: str) -> Response:
        """The whole Concept in its own order; `latest` stands for the one that starts last."""
        concept = latest_concept() if slug == LATEST else None
        tree = hierarchy(concept or get_object_or_404(Concept.objects.all(), slug=slug))
        repealed_on = tree.concept.repealed_on
        told = {
            **vars(tree),
            "is_repealed": repealed_on is not None and repealed_on <= self._day(),
            "plans": [plan.slug for plan in tree.plans],
        }
        data = HierarchySerializer(told).data
        return Response(data, headers={"ETag": tag_of(data)})

    def _day(self) -> Any:
        return day_in_the_past(self.request, self.today) or self.today


sides = SimpleRouter()
sides.register("concepts", ConceptSidesViewSet, "concept-side")
