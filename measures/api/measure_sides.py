"""What stands around a measure, as its page has it; its removal from control."""

from datetime import date

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from measures.api.as_of import AS_OF
from measures.api.asking import Asking, checked, found
from measures.api.history import EventSerializer, shown
from measures.api.measure_shapes import (
    MeasureOverviewSerializer,
    MeasureVersionSerializer,
    MomentsComparedSerializer,
    MomentsSerializer,
    RemovalSerializer,
)
from measures.api.progress_shapes import EvidenceSerializer
from measures.api.serializers import MeasureSerializer
from measures.api.views import MeasureViewSet
from measures.forms.days import DaysForm
from measures.models import Measure
from measures.permissions.plans import check_may_manage_plan, check_may_view
from measures.queries.comparing import shown_changes
from measures.queries.measure import measure_page, measures_to_read
from measures.queries.measure_parts import (
    ABOUT,
    changes_of,
    doers,
    files_of,
    heading,
    neighbours,
    own_report,
)
from measures.queries.moments import choices, compared
from measures.queries.then import worded_on
from measures.queries.unfinished import taken_over_by
from measures.services.control import CompletionDocument, remove_from_control

KIND = OpenApiParameter("about", str, enum=list(ABOUT), description="Events of one kind alone.")
DAYS = [
    OpenApiParameter("first", date, required=True, description="A day; its end is compared."),
    OpenApiParameter("second", date, required=True, description="The other day."),
]


class MeasureSidesViewSet(Asking):
    """For everybody with a current role; removing from control is the plan's coordinators’."""

    queryset = Measure.objects.none()
    serializer_class = MeasureOverviewSerializer
    read_by = MeasureViewSet
    scope = "plan"

    def _measure(self, pk: int) -> Measure:
        check_may_view(self.person, self.today)
        measure: Measure = found(measures_to_read(), pk=pk)
        return measure

    def _as_it_read(self, pk: int) -> Measure:
        """Http404 for a day on which nobody knew of it yet."""
        measure = self._measure(pk)
        if self.as_of is None:
            return measure
        then = worded_on([measure.pk], self.as_of).get(measure.pk)
        if then is None:
            raise Http404(_("The measure was not in the plan on that day."))
        return then

    @extend_schema(
        operation_id="measures_overview",
        tags=["measures"],
        parameters=[AS_OF],
        responses=MeasureOverviewSerializer,
    )
    @action(detail=True, pagination_class=None)
    def overview(self, request: Request, pk: int) -> Response:
        """How far it is, who carries it out, what acts did to it, and what stands beside it."""
        told = self._as_it_read(pk)
        found_doers = doers(told, self.day, past=self.past)
        own = None if self.past else own_report(told, self.person, self.today)
        beside = neighbours(told, self.as_of)
        answer = {
            "heading": heading(told, found_doers),
            "doers": found_doers,
            "changes": shown(shown_changes(changes_of(told, self.as_of))),
            "before": beside.before,
            "after": beside.after,
            "own_report": own.pk if own else None,
            "taken_over_by": taken_over_by(told, self.as_of),
        }
        return self.told(MeasureOverviewSerializer, answer)

    @extend_schema(
        operation_id="measures_history",
        tags=["measures"],
        parameters=[KIND, AS_OF],
        responses=EventSerializer(many=True),
    )
    @action(detail=True)
    def history(self, request: Request, pk: int) -> Response:
        """What happened to it, the newest first."""
        about = request.query_params.get("about", "")
        if about and about not in ABOUT:
            raise serializers.ValidationError({"about": _("No such kind of events.")})
        page = measure_page(
            self._as_it_read(pk),
            self.person,
            self.today,
            as_of=self.as_of,
            kinds=ABOUT.get(about, ()),
        )
        return self.paged(EventSerializer, page.events)

    @extend_schema(
        operation_id="measures_files",
        tags=["measures"],
        parameters=[AS_OF],
        responses=EvidenceSerializer(many=True),
    )
    @action(detail=True)
    def files(self, request: Request, pk: int) -> Response:
        """Behind accepted reports, the newest first."""
        return self.paged(EvidenceSerializer, files_of(self._as_it_read(pk), self.as_of))

    @extend_schema(
        operation_id="measures_versions",
        tags=["measures"],
        responses=MeasureVersionSerializer(many=True),
    )
    @action(detail=True)
    def versions(self, request: Request, pk: int) -> Response:
        """What it said from which day until which, the latest first."""
        rows = self._measure(pk).versions.select_related("section", "amendment")
        return self.paged(MeasureVersionSerializer, rows.order_by("-since", "-pk"))

    @extend_schema(
        operation_id="measures_moments",
        tags=["measures"],
        responses=MomentsSerializer(many=True),
    )
    @action(detail=True, pagination_class=None)
    def moments(self, request: Request, pk: int) -> Response:
        """Pairs of days worth comparing: as approved and today, each amendment, each quarter."""
        return Response(MomentsSerializer(choices(self._measure(pk), self.today), many=True).data)

    @extend_schema(
        operation_id="measures_compare",
        tags=["measures"],
        parameters=DAYS,
        responses=MomentsComparedSerializer,
    )
    @action(detail=True, pagination_class=None)
    def compare(self, request: Request, pk: int) -> Response:
        """The measure at the end of two days: its wording, its state, who owes what by when."""
        measure = self._measure(pk)
        days = checked(DaysForm(self.today, request.query_params))
        told = compared(measure, days["first"], days["second"])
        return self.told(MomentsComparedSerializer, told)

    @extend_schema(
        operation_id="measures_remove",
        tags=["measures"],
        request=RemovalSerializer,
        responses=MeasureSerializer,
    )
    @action(detail=True, methods=["post"])
    def remove(self, request: Request, pk: int) -> Response:
        """Removes it from control against its completion document. 409: "reports_wait",
        "off_control"."""
        measure = self._measure(pk)
        check_may_manage_plan(self.person, measure.plan, self.today)
        sent = self.sent(RemovalSerializer)
        document = CompletionDocument(sent["kind"], sent["number"], sent["on"])
        remove_from_control(measure, document, by=self.person, today=self.today, note=sent["note"])
        return self.told(MeasureSerializer, self._measure(pk))
