"""How a plan is reported on: read by everybody, changed by its coordinators after a look ahead."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.rest.views import Endpoint
from measures.permissions.plans import check_may_manage_plan, check_may_view
from planner.models import ActionPlan, CadenceKind
from planner.rules.periods import LONGEST_LABEL, Cadence, Fault, OwnPeriod
from reports.api.days import DayField
from reports.forms_rounds import MOST_PERIODS
from reports.round_words import FAULTS
from reports.services.cadence import (
    Outlook,
    UnsoundPeriods,
    Wanted,
    fingerprint,
    outlook,
    set_cadence,
)


class OwnPeriodSerializer(serializers.Serializer[Any]):
    """It begins when the one before it ends."""

    label = serializers.CharField(max_length=LONGEST_LABEL)  # type: ignore[assignment]  # as below
    ends_on = DayField()
    executors_due_on = DayField()
    coordinator_due_on = DayField()


class StretchSerializer(serializers.Serializer[Any]):
    """Days are those of the month after a period."""

    since = serializers.DateField()
    cadence = serializers.ChoiceField(choices=CadenceKind.choices)
    executors_day = serializers.IntegerField()
    coordinator_day = serializers.IntegerField()
    own = OwnPeriodSerializer(many=True)


class PeriodSerializer(serializers.Serializer[Any]):
    label = serializers.CharField()  # type: ignore[assignment]  # DRF calls its own caption so
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    executors_due_on = serializers.DateField()
    coordinator_due_on = serializers.DateField()


class PlanCadenceSerializer(serializers.Serializer[Any]):
    """`stretches`: how it is reported on since which day; `coming`: periods that end today or
    later. `seen` names what stands now: send it back with a change."""

    plan = serializers.CharField()
    seen = serializers.CharField()
    stretches = StretchSerializer(many=True)
    coming = PeriodSerializer(many=True)


class CadenceWantedSerializer(serializers.Serializer[Any]):
    """The two days (1 to 28) count for periods of the calendar, `own` for own dates; days that are
    left out stay as they are."""

    cadence = serializers.ChoiceField(choices=CadenceKind.choices)
    executors_day = serializers.IntegerField(min_value=1, max_value=28, required=False)
    coordinator_day = serializers.IntegerField(min_value=1, max_value=28, required=False)
    own = serializers.ListField(
        child=OwnPeriodSerializer(), required=False, default=list, max_length=MOST_PERIODS
    )

    def validate_own(self, rows: list[Any]) -> list[Any]:
        return sorted(rows, key=lambda one: one["ends_on"])


class CadenceChangeSerializer(CadenceWantedSerializer):
    seen = serializers.CharField(max_length=64)


class CadenceOutlookSerializer(serializers.Serializer[Any]):
    """It would hold from `since`; `kept` and `replaced` are labels of rounds."""

    since = serializers.DateField()
    kept = serializers.ListField(child=serializers.CharField())
    replaced = serializers.ListField(child=serializers.CharField())
    coming = PeriodSerializer(many=True)


def _wanted(said: Mapping[str, Any], plan: ActionPlan) -> Wanted:
    now, cadence = plan.stretches[-1], Cadence(said["cadence"])
    first = said.get("executors_day") or now.executors_day
    second = said.get("coordinator_day") or now.coordinator_day
    if cadence == Cadence.OWN:
        own = tuple(OwnPeriod(**one) for one in said["own"])
        return Wanted(cadence, first, second, own)
    if second < first:
        raise _early()
    return Wanted(cadence, first, second)


def _early() -> ValidationError:
    said = str(FAULTS["coordinator_early"])
    return ValidationError({"coordinator_day": [said]}, code="coordinator_early")


def _unsound(found: Iterable[Fault], wanted: Wanted, since: Any) -> ValidationError:
    """Beside each own period what is wrong with it, as on the page."""
    told: dict[str, dict[str, list[Any]]] = {}
    for fault in found:
        begins = wanted.own[fault.at - 1].ends_on if fault.at else since
        words = str(FAULTS[fault.code]) % {"first": date_format(begins, "SHORT_DATE_FORMAT")}
        error = serializers.ErrorDetail(words, code=fault.code)
        told.setdefault(str(fault.at), {}).setdefault(fault.part, []).append(error)
    return ValidationError({"own": told})


class CadenceView(Endpoint):
    """Everybody with a role reads it; the body that coordinates the plan changes it."""

    scope = "reports"

    def plan(self, slug: str, *, to_change: bool = False) -> ActionPlan:
        check_may_view(self.person, self.today)
        found = get_object_or_404(ActionPlan.objects.select_related("coordinator"), slug=slug)
        if to_change:
            check_may_manage_plan(self.person, found, self.today)
        return found

    def said(self, serializer: type[serializers.Serializer[Any]]) -> dict[str, Any]:
        form = serializer(data=self.request.data)
        form.is_valid(raise_exception=True)
        return dict(form.validated_data)

    def told(self, plan: ActionPlan) -> Response:
        coming = [one for one in plan.periods() if one.ends_on >= self.today]
        told = {
            "plan": plan.slug,
            "seen": fingerprint(plan),
            "stretches": plan.stretches,
            "coming": coming,
        }
        return Response(PlanCadenceSerializer(told).data)

    @extend_schema(
        operation_id="cadences_retrieve", responses=PlanCadenceSerializer, tags=["cadences"]
    )
    def get(self, request: Request, slug: str) -> Response:
        """How the plan is reported on, and the periods that come."""
        return self.told(self.plan(slug))

    @extend_schema(
        operation_id="cadences_update",
        request=CadenceChangeSerializer,
        responses=PlanCadenceSerializer,
        tags=["cadences"],
    )
    def put(self, request: Request, slug: str) -> Response:
        """It is reported on so from now on; what was written for stays as it is."""
        plan = self.plan(slug, to_change=True)
        said = self.said(CadenceChangeSerializer)
        wanted = _wanted(said, plan)
        try:
            set_cadence(plan, wanted, by=self.person, today=self.today, seen=said["seen"])
        except UnsoundPeriods as refused:
            raise _unsound(refused.found, wanted, outlook(plan, wanted).since) from None
        plan.refresh_from_db()
        return self.told(plan)


class CadenceOutlookView(CadenceView):
    """Looks ahead and writes nothing."""

    http_method_names = ["post", "options"]

    @extend_schema(
        operation_id="cadences_outlook",
        request=CadenceWantedSerializer,
        responses=CadenceOutlookSerializer,
        tags=["cadences"],
    )
    def post(self, request: Request, slug: str) -> Response:
        """What a wanted cadence would make of the rounds."""
        plan = self.plan(slug, to_change=True)
        wanted = _wanted(self.said(CadenceWantedSerializer), plan)
        ahead: Outlook = outlook(plan, wanted)
        if ahead.found:
            raise _unsound(ahead.found, wanted, ahead.since)
        told = {
            "since": ahead.since,
            "kept": [one.label for one in ahead.kept],
            "replaced": [one.label for one in ahead.replaced],
            "coming": ahead.coming,
        }
        return Response(CadenceOutlookSerializer(told).data)
