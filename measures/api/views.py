"""Read-only questions: measures and who owes what by when, today or as of a day in the past."""

from collections.abc import Sequence
from typing import Any, cast

import django_filters
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field

from measures.api.as_of import AsOf, as_of_in
from measures.api.serializers import MeasureSerializer, ObligationSerializer
from measures.models import (
    DeadlineKind,
    ExecutorRole,
    Measure,
    MeasureState,
    Obligation,
    ObligationState,
)
from measures.queries.measure import every_owed
from measures.queries.then import keep_rows, measures_worded, owed_on, with_wording, worded_on
from measures.querysets import OwedQuerySet
from measures.rules.lateness import Status
from planner.models import LineOfAction, Task

LARGEST_ID = 2**63 - 1  # what the databases can be asked for


class MeasureFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    plan = django_filters.CharFilter("plan__slug")
    number = django_filters.CharFilter(method="by_wording")
    state = django_filters.ChoiceFilter(choices=MeasureState.choices, method="by_wording")
    task = django_filters.NumberFilter("tasks__number", distinct=True)
    direction = django_filters.NumberFilter("lines__direction__number", distinct=True)
    agency = django_filters.CharFilter(method="owing")

    class Meta:
        model = Measure
        fields: list[str] = []

    def by_wording(self, rows: QuerySet[Measure], name: str, value: str) -> QuerySet[Measure]:
        as_of = as_of_in(self.request)
        if as_of is None:
            return rows.filter(**{name: value})
        return rows.filter(pk__in=measures_worded(as_of, **{name: value}))

    def owing(self, rows: QuerySet[Measure], name: str, code: str) -> QuerySet[Measure]:
        as_of = as_of_in(self.request)
        owed = owed_on(as_of or self.request.today, past=as_of is not None)
        return rows.filter(Exists(owed.filter(measure=OuterRef("pk"), agency__code=code)))


class MeasureViewSet(AsOf[Measure]):
    """Measures as the plan in force words them, on the day asked for."""

    queryset = Measure.objects.select_related("plan", "deadline").prefetch_related(
        "executors__agency", "executors__group", "costs", "tasks", "lines"
    )
    serializer_class = MeasureSerializer
    filterset_class = MeasureFilter
    ordering_fields = ["position", "number"]

    def get_queryset(self) -> QuerySet[Measure]:
        rows = super().get_queryset()
        return rows.filter(pk__in=measures_worded(self.as_of)) if self.as_of else rows

    def as_they_read(self, measures: Sequence[Measure]) -> Sequence[Measure]:
        if self.as_of is None:
            return measures
        then = worded_on((one.pk for one in measures), self.as_of)
        for now in measures:
            keep_rows(then[now.pk], "tasks", Task.objects.all(), list(now.tasks.all()))
            keep_rows(then[now.pk], "lines", LineOfAction.objects.all(), list(now.lines.all()))
        return [then[now.pk] for now in measures]


class ObligationFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Of obligations and of versions of them alike, so it names its fields itself."""

    plan = django_filters.CharFilter("measure__plan__slug")
    agency = django_filters.CharFilter("agency__code")
    measure = django_filters.NumberFilter("measure_id", max_value=LARGEST_ID)
    state = django_filters.ChoiceFilter(choices=ObligationState.choices)
    kind = django_filters.ChoiceFilter(choices=DeadlineKind.choices)
    role = django_filters.ChoiceFilter(choices=ExecutorRole.choices)
    status = django_filters.ChoiceFilter(choices=[(one.value, one.value) for one in Status])
    due_after = django_filters.DateFilter("due_on", "gte")
    due_before = django_filters.DateFilter("due_on", "lte")
    overdue = extend_schema_field(OpenApiTypes.BOOL)(
        django_filters.BooleanFilter(method="only_overdue")
    )

    def only_overdue(
        self, rows: "OwedQuerySet[Any]", name: str, wanted: bool
    ) -> "OwedQuerySet[Any]":
        late = rows.overdue(as_of_in(self.request) or self.request.today)
        return late if wanted else rows.exclude(pk__in=late.order_by().values("pk"))


# What a list tells of obligations of today; the texts of their measures are many times as long.
LISTED = (
    *(field.name for field in Obligation._meta.concrete_fields),
    *("measure__number", "measure__plan__slug", "agency__code"),
)


class ObligationViewSet(AsOf[Obligation]):
    """Who owes what by when, on the day asked for. Those that the plan does not ask for any more
    are listed under state=withdrawn only."""

    queryset = Obligation.objects.none()
    serializer_class = ObligationSerializer
    filterset_class = ObligationFilter
    ordering_fields = ["due_on", "agency__code", "measure__position"]
    lookup_url_kwarg = "pk"

    def get_queryset(self) -> QuerySet[Obligation]:
        everything = self.action == "retrieve" or "state" in self.request.query_params
        rows = (every_owed if everything else owed_on)(self.day, past=self.past)
        told = rows.with_status(self.day).select_related("measure__plan", "agency")
        if self.action == "list" and not self.past:
            told = told.only(*LISTED)
        return cast(QuerySet[Obligation], told.order_by("due_on", "measure", "agency"))

    def as_they_read(self, rows: Sequence[Obligation]) -> Sequence[Obligation]:
        return with_wording(rows, self.day, past=self.past)

    def get_object(self) -> Obligation:
        """A number that no database holds is an obligation that is not there."""
        if self.past:
            self.lookup_field = "obligation_id"
        try:
            return super().get_object()
        except OverflowError:
            raise Http404 from None

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "today": self.day}
