"""Read-only questions: measures and who owes what by when."""

from datetime import date
from typing import Any

import django_filters
from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import viewsets

from agencies.clock import business_today
from measures.api.serializers import MeasureSerializer, ObligationSerializer
from measures.models import Measure, Obligation
from measures.querysets import ObligationQuerySet
from measures.rules.lateness import Status

LARGEST_ID = 2**63 - 1  # what the databases can be asked for


class MeasureFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    plan = django_filters.CharFilter("plan__slug")
    number = django_filters.CharFilter("number")
    task = django_filters.NumberFilter("tasks__number", distinct=True)
    direction = django_filters.NumberFilter("lines__direction__number", distinct=True)
    agency = django_filters.CharFilter("obligations__agency__code", distinct=True)

    class Meta:
        model = Measure
        fields = ["state"]


class MeasureViewSet(viewsets.ReadOnlyModelViewSet[Measure]):
    queryset = Measure.objects.select_related("plan", "deadline").prefetch_related(
        "executors__agency", "executors__group", "costs", "tasks", "lines"
    )
    serializer_class = MeasureSerializer
    filterset_class = MeasureFilter
    ordering_fields = ["position", "number"]


class ObligationFilter(django_filters.FilterSet):  # type: ignore[misc]
    plan = django_filters.CharFilter("measure__plan__slug")
    agency = django_filters.CharFilter("agency__code")
    measure = django_filters.NumberFilter("measure_id", max_value=LARGEST_ID)
    status = django_filters.ChoiceFilter(choices=[(one.value, one.value) for one in Status])
    due_after = django_filters.DateFilter("due_on", "gte")
    due_before = django_filters.DateFilter("due_on", "lte")
    overdue = extend_schema_field(OpenApiTypes.BOOL)(
        django_filters.BooleanFilter(method="only_overdue")
    )

    class Meta:
        model = Obligation
        fields = ["state", "kind", "role"]

    def only_overdue(self, rows: ObligationQuerySet, name: str, wanted: bool) -> ObligationQuerySet:
        late = rows.overdue(self.request.today)
        return late if wanted else rows.exclude(pk__in=late.order_by().values("pk"))


class ObligationViewSet(viewsets.ReadOnlyModelViewSet[Obligation]):
    """Statuses are as of the business date, one for the whole answer."""

    queryset = Obligation.objects.none()
    serializer_class = ObligationSerializer
    filterset_class = ObligationFilter
    ordering_fields = ["due_on", "agency__code", "measure__position"]

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        request.today = business_today()
        super().initial(request, *args, **kwargs)

    @property
    def today(self) -> date:
        return getattr(self.request, "today", None) or business_today()

    def get_queryset(self) -> QuerySet[Obligation]:
        rows = Obligation.objects.with_status(self.today)
        return rows.select_related("measure__plan", "agency")

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "today": self.today}
