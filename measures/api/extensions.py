"""Requests for more time and what is decided on them, through the pages' services."""

from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.models import Agency
from measures.api.acting import Acting
from measures.api.as_of import as_of_in
from measures.models import Extension, ExtensionLevel, ExtensionState, Obligation
from measures.queries.dates import extensions_visible_to, to_read
from measures.queries.then import extensions_known
from measures.services import extensions


class ExtensionSerializer(serializers.ModelSerializer[Extension]):
    """`level` says who decided: the level that set the date."""

    plan = serializers.CharField(source="obligation.measure.plan.slug", read_only=True)
    measure_number = serializers.CharField(source="obligation.measure.number", read_only=True)
    agency = serializers.SlugRelatedField[Agency](
        source="obligation.agency", slug_field="code", read_only=True
    )
    obligation = serializers.PrimaryKeyRelatedField(queryset=Obligation.objects.all())
    level = serializers.ChoiceField(
        choices=ExtensionLevel.choices,
        allow_blank=True,
        read_only=True,
        help_text="Empty: undecided.",
    )

    class Meta:
        model = Extension
        fields = [
            *("id", "plan", "measure_number", "agency", "obligation", "state"),
            *("requested_on", "old_due_on", "proposed_on", "reason"),
            *("granted_on", "decided_on", "act", "act_on", "level", "note"),
        ]
        read_only_fields = [
            *("state", "requested_on", "old_due_on"),
            *("granted_on", "decided_on", "act", "act_on", "level", "note"),
        ]
        validators: list[Any] = []  # the service says in words what the constraint forbids


class GrantSerializer(serializers.Serializer[Any]):
    granted_on = serializers.DateField()
    act = serializers.CharField(max_length=250)
    act_on = serializers.DateField()
    note = serializers.CharField(required=False, allow_blank=True, default="")


class RefusalSerializer(serializers.Serializer[Any]):
    note = serializers.CharField()
    act = serializers.CharField(max_length=250, required=False, allow_blank=True, default="")
    act_on = serializers.DateField(required=False, allow_null=True, default=None)


class ExtensionFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    plan = django_filters.CharFilter("obligation__measure__plan__slug")
    agency = django_filters.CharFilter("obligation__agency__code")
    state = django_filters.ChoiceFilter(choices=ExtensionState.choices, method="as_it_stood")

    class Meta:
        model = Extension
        fields = ["obligation", "level"]

    def as_it_stood(self, rows: QuerySet[Extension], name: str, state: str) -> QuerySet[Extension]:
        """On a past day what was decided later still waited."""
        as_of = as_of_in(self.request)
        if as_of is None:
            return rows.filter(state=state)
        waited = Q(state=ExtensionState.REQUESTED) | Q(decided_on__gt=as_of)
        if state == ExtensionState.REQUESTED:
            return rows.filter(waited)
        return rows.filter(~waited, state=state)


class ExtensionViewSet(Acting[Extension]):
    """Requests for more time: own agency's, co-executors' for the lead, granted ones for all."""

    queryset = Extension.objects.none()
    serializer_class = ExtensionSerializer
    scope = "progress"
    filterset_class = ExtensionFilter
    ordering_fields = ["requested_on", "old_due_on", "proposed_on"]

    def get_queryset(self) -> QuerySet[Extension]:
        if getattr(self, "swagger_fake_view", False):
            return Extension.objects.none()
        rows = to_read(extensions_visible_to(self.person, self.today)).order_by("-pk")
        return rows.filter(requested_on__lte=self.as_of) if self.as_of else rows

    def as_they_read(self, rows: Sequence[Extension]) -> Sequence[Extension]:
        return extensions_known(rows, self.as_of)

    @extend_schema(responses={201: ExtensionSerializer})
    def create(self, request: Request) -> Response:
        """Asks for more time, before the date runs out; a coordinator may record it afterwards."""
        asked = extensions.request_extension(
            **self.sent(ExtensionSerializer), by=self.person, today=self.today
        )
        return self._shown(asked, status.HTTP_201_CREATED)

    @extend_schema(request=GrantSerializer, responses=ExtensionSerializer)
    @action(detail=True, methods=["post"])
    def grant(self, request: Request, pk: int) -> Response:
        """Moves the date by an act of the level that set it."""
        extension = self.get_object()
        extensions.grant_extension(
            extension, by=self.person, today=self.today, **self.sent(GrantSerializer)
        )
        return self._shown(extension)

    @extend_schema(request=RefusalSerializer, responses=ExtensionSerializer)
    @action(detail=True, methods=["post"])
    def refuse(self, request: Request, pk: int) -> Response:
        """Leaves the date, saying why."""
        extension = self.get_object()
        extensions.refuse_extension(
            extension, by=self.person, today=self.today, **self.sent(RefusalSerializer)
        )
        return self._shown(extension)

    def _shown(self, extension: Extension, code: int = status.HTTP_200_OK) -> Response:
        return self.shown(
            get_object_or_404(to_read(Extension.objects.all()), pk=extension.pk), code
        )
