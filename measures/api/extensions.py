"""Requests for more time and deadlines that wait for a person, through the pages' services."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast

import django_filters
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.models import Agency, User
from measures.api.as_of import AS_OF, AsOf, Row
from measures.models import (
    Deadline,
    DeadlineKind,
    Extension,
    ExtensionState,
    MeasureState,
    MeasureVersion,
    Obligation,
)
from measures.queries.dates import extensions_visible_to, plan_calendar, suggested, to_read
from measures.queries.then import extensions_known, worded_on
from measures.rules.deadlines.suggesting import REASONS
from measures.services import deadlines, extensions


class ExtensionSerializer(serializers.ModelSerializer[Extension]):
    """`level` says who decided: the level that set the date."""

    plan = serializers.CharField(source="obligation.measure.plan.slug", read_only=True)
    measure_number = serializers.CharField(source="obligation.measure.number", read_only=True)
    agency = serializers.SlugRelatedField[Agency](
        source="obligation.agency", slug_field="code", read_only=True
    )
    obligation = serializers.PrimaryKeyRelatedField(queryset=Obligation.objects.all())

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


class Acting(AsOf[Row]):
    """Who calls, on which business day, and what was sent. Acts are today's, whatever `as_of`."""

    @property
    def person(self) -> User:
        return cast(User, self.request.user)

    def sent(self, serializer: type[serializers.BaseSerializer[Any]]) -> dict[str, Any]:
        form = serializer(data=self.request.data)
        form.is_valid(raise_exception=True)
        return dict(form.validated_data)


class ExtensionFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    plan = django_filters.CharFilter("obligation__measure__plan__slug")
    agency = django_filters.CharFilter("obligation__agency__code")

    state = django_filters.ChoiceFilter(choices=ExtensionState.choices, method="as_it_stood")

    class Meta:
        model = Extension
        fields = ["obligation", "level"]

    def as_it_stood(self, rows: QuerySet[Extension], name: str, state: str) -> QuerySet[Extension]:
        """On a past day what was decided later still waited."""
        as_of = getattr(self.request, "as_of", None)
        if as_of is None:
            return rows.filter(state=state)
        waited = Q(state=ExtensionState.REQUESTED) | Q(decided_on__gt=as_of)
        if state == ExtensionState.REQUESTED:
            return rows.filter(waited)
        return rows.filter(~waited, state=state)


@extend_schema_view(
    list=extend_schema(parameters=[AS_OF]), retrieve=extend_schema(parameters=[AS_OF])
)
class ExtensionViewSet(Acting[Extension], mixins.ListModelMixin, mixins.RetrieveModelMixin):
    """Requests for more time: own agency's, co-executors' for the lead, granted ones for all."""

    queryset = Extension.objects.none()
    serializer_class = ExtensionSerializer
    filterset_class = ExtensionFilter
    ordering_fields = ["requested_on", "old_due_on", "proposed_on"]

    def get_queryset(self) -> QuerySet[Extension]:
        if getattr(self, "swagger_fake_view", False):
            return Extension.objects.none()
        rows = to_read(extensions_visible_to(self.person, self.today)).order_by("-pk")
        return rows.filter(requested_on__lte=self.as_of) if self.as_of else rows

    def paginate_queryset(self, queryset: Any) -> Any:
        page = super().paginate_queryset(queryset)
        return page if page is None else extensions_known(page, self.as_of)

    def retrieve(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        found = extensions_known([self.get_object()], self.as_of)
        return Response(self.get_serializer(found[0]).data)

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
        shown = get_object_or_404(to_read(Extension.objects.all()), pk=extension.pk)
        return Response(ExtensionSerializer(shown).data, status=code)


class SuggestionSerializer(serializers.Serializer[Any]):
    """`dates` are empty where something else must be done first, as `reason` says."""

    reason = serializers.ChoiceField(choices=sorted(REASONS))
    dates = serializers.ListField(child=serializers.DateField())
    part = serializers.CharField()


class WaitingDeadlineSerializer(serializers.ModelSerializer[Deadline]):
    """`seen` names what it says now: send it back, so that no dates are overwritten unseen."""

    plan = serializers.CharField(source="measure.plan.slug", read_only=True)
    measure_number = serializers.CharField(source="measure.number", read_only=True)
    due = serializers.ListField(child=serializers.DateField(), read_only=True)
    warnings = serializers.ListField(child=serializers.CharField(), read_only=True)
    suggestions = serializers.SerializerMethodField()
    seen = serializers.SerializerMethodField()

    class Meta:
        model = Deadline
        fields = [
            *("id", "plan", "measure", "measure_number", "text_ru", "text_kk", "text_en"),
            *("kind", "due", "event_on", "warnings", "suggestions", "seen"),
        ]

    @extend_schema_field(SuggestionSerializer(many=True))
    def get_suggestions(self, row: Deadline) -> list[dict[str, Any]]:
        if row.kind != DeadlineKind.UNDECIDED:
            return []
        found = suggested(row, self._calendar(row))
        return [SuggestionSerializer(one).data for one in found]

    def _calendar(self, row: Deadline) -> Mapping[date, str] | None:
        """Asked for once a plan, and only where working days are to be counted."""
        if "working_days" not in row.warnings:
            return None
        known: dict[int, Mapping[date, str]] = self.context["calendars"]
        if row.measure.plan_id not in known:
            known[row.measure.plan_id] = plan_calendar(row)
        return known[row.measure.plan_id]

    @extend_schema_field(serializers.CharField())
    def get_seen(self, row: Deadline) -> str:
        """Empty for a past day: nothing is set from there."""
        return "" if self.context["as_of"] else deadlines.as_seen(row)


class DatesSerializer(serializers.Serializer[Any]):
    dates = serializers.ListField(child=serializers.DateField(), min_length=1, max_length=500)
    note = serializers.CharField(required=False, allow_blank=True, default="")
    seen = serializers.CharField(required=False)


class EventDateSerializer(serializers.Serializer[Any]):
    """`dates` only where they are other than the counted one; `note` then says why."""

    event_on = serializers.DateField()
    dates = serializers.ListField(child=serializers.DateField(), required=False, max_length=500)
    note = serializers.CharField(required=False, allow_blank=True, default="")
    seen = serializers.CharField(required=False)


class DeadlineFilter(django_filters.FilterSet):  # type: ignore[misc]
    plan = django_filters.CharFilter("measure__plan__slug")
    waiting = django_filters.BooleanFilter(method="only_waiting", label="waits for a person")

    kind = django_filters.ChoiceFilter(choices=DeadlineKind.choices, method="of_kind")

    class Meta:
        model = Deadline
        fields = ["measure"]

    def of_kind(self, rows: QuerySet[Deadline], name: str, kind: str) -> QuerySet[Deadline]:
        if as_of := getattr(self.request, "as_of", None):
            return rows.filter(measure__in=_worded(as_of, deadline__kind=kind))
        return rows.filter(kind=kind)

    def only_waiting(self, rows: QuerySet[Deadline], name: str, wanted: bool) -> QuerySet[Deadline]:
        kinds = [kind.value for kind in deadlines.WAITING]
        waits: dict[str, Any] = {"kind__in": kinds, "measure__state": MeasureState.ON_CONTROL}
        if as_of := getattr(self.request, "as_of", None):
            then = {"deadline__kind__in": kinds, "state": MeasureState.ON_CONTROL}
            waits = {"measure__in": _worded(as_of, **then)}
        return rows.filter(**waits) if wanted else rows.exclude(**waits)


def _worded(day: date, **said: Any) -> QuerySet[MeasureVersion, Any]:
    return MeasureVersion.objects.in_force(day).filter(**said).values("measure")


@extend_schema_view(
    list=extend_schema(parameters=[AS_OF]), retrieve=extend_schema(parameters=[AS_OF])
)
class DeadlineViewSet(Acting[Deadline], viewsets.ReadOnlyModelViewSet[Deadline]):
    """Deadlines as the act has them, and with `?waiting=true` those that wait for a person."""

    queryset = Deadline.objects.select_related("measure__plan").order_by(
        "measure__plan", "measure__position"
    )
    serializer_class = WaitingDeadlineSerializer
    filterset_class = DeadlineFilter
    ordering_fields = ["measure__position"]

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "calendars": {}, "as_of": self.as_of}

    def get_queryset(self) -> QuerySet[Deadline]:
        rows = super().get_queryset()
        return rows.filter(measure__in=_worded(self.as_of)) if self.as_of else rows

    def paginate_queryset(self, queryset: Any) -> Any:
        page = super().paginate_queryset(queryset)
        return page if page is None else self._as_they_read(page)

    def retrieve(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        return Response(self.get_serializer(self._as_they_read([self.get_object()])[0]).data)

    def _as_they_read(self, rows: Sequence[Deadline]) -> Sequence[Deadline]:
        if self.as_of is None:
            return rows
        then = worded_on((row.measure_id for row in rows), self.as_of)
        found = [then[row.measure_id].deadline for row in rows]
        for told, row in zip(found, rows, strict=True):
            told.pk = row.pk
        return found

    @extend_schema(request=DatesSerializer, responses=WaitingDeadlineSerializer)
    @action(detail=True, methods=["post"], url_path="set-dates")
    def set_dates(self, request: Request, pk: int) -> Response:
        """Gives dates to an undecided deadline, or corrects those that a person gave."""
        deadline, sent = self.get_object(), self.sent(DatesSerializer)
        deadlines.set_dates(deadline, sent.pop("dates"), by=self.person, today=self.today, **sent)
        return Response(self.get_serializer(self.get_object()).data)

    @extend_schema(request=EventDateSerializer, responses=WaitingDeadlineSerializer)
    @action(detail=True, methods=["post"], url_path="date-event")
    def date_event(self, request: Request, pk: int) -> Response:
        """Enters or corrects the day of the event; the term is counted from it."""
        deadline, sent = self.get_object(), self.sent(EventDateSerializer)
        event_on = sent.pop("event_on")
        deadlines.date_event(deadline, event_on, by=self.person, today=self.today, **sent)
        return Response(self.get_serializer(self.get_object()).data)
