"""A plan seen from several sides: its table, progress, timeline, month, agency × direction."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from measures.api.as_of import AS_OF
from measures.api.asking import Asking, checked, found, parameters, queried
from measures.api.history import WordingDifferenceSerializer
from measures.api.measure_sides import DAYS
from measures.api.plan_shapes import (
    DueMonthSerializer,
    MatrixSerializer,
    PlanProgressSerializer,
    PlanRowSerializer,
    PlanStandingSerializer,
    TimelineRowSerializer,
    matrix_told,
)
from measures.api.rows import STATUSES, with_all, with_plans
from measures.forms.days import DaysForm
from measures.forms.filters import MonthFilter, PlanFilter
from measures.forms.months import month_asked
from measures.models import Measure
from measures.permissions.plans import check_may_view
from measures.queries.comparing import compare
from measures.queries.matrix import matrix_of
from measures.queries.month import due_in_month
from measures.queries.plan import plan_table, plans, stands
from measures.queries.progress import progress_of
from measures.queries.standing import counts_by_plan, measures_in_order
from measures.queries.timeline import rows as timeline_rows
from measures.rules.lateness import Status
from planner.api import PlanViewSet
from planner.models import ActionPlan

FILTERS = [
    *parameters(
        PlanFilter,
        show="Measures of one kind alone.",
        agency="Code of a body that owes a report on them.",
        direction="Id of a direction of the Concept.",
        section="Id of a section of the plan.",
        text="Words of the measure, or its number.",
    ),
    AS_OF,
]
NODE = OpenApiParameter("node", str, required=True, description="A `key` of the progress.")
STATUS = OpenApiParameter("status", str, enum=STATUSES, description="Measures of one alone.")
MONTH = OpenApiParameter("month", str, description="As 2009-07; that of the day asked for.")
AGENCY = OpenApiParameter("agency", str, description="Only what this body owes; its code.")


class PlanStandingViewSet(Asking):
    """For everybody with a current role."""

    queryset = ActionPlan.objects.none()
    serializer_class = PlanStandingSerializer
    pagination_class = None
    scope = "plan"

    @extend_schema(
        operation_id="plans_standing",
        tags=["plans"],
        parameters=[AS_OF],
        responses=PlanStandingSerializer(many=True),
    )
    def list(self, request: Request) -> Response:
        """How far every plan is, the newest first."""
        check_may_view(self.person, self.today)
        counts = counts_by_plan(self.day, past=self.past)
        told = [
            {
                "plan": plan,
                "on_control": vars(plan)["on_control"],
                "removed": vars(plan)["removed"],
                "counts": counts.get(plan.pk, {}),
            }
            for plan in plans(self.as_of)
        ]
        return Response(PlanStandingSerializer(told, many=True).data)


class PlanSidesViewSet(Asking):
    """For everybody with a current role."""

    queryset = ActionPlan.objects.none()
    serializer_class = PlanStandingSerializer
    lookup_field = "slug"
    read_by = PlanViewSet
    scope = "plan"

    def _plan(self, slug: str) -> ActionPlan:
        check_may_view(self.person, self.today)
        plan: ActionPlan = found(
            ActionPlan.objects.select_related("concept", "coordinator"), slug=slug
        )
        return plan

    @extend_schema(
        operation_id="plans_table",
        tags=["plans"],
        parameters=FILTERS,
        responses=PlanRowSerializer(many=True),
    )
    @action(detail=True)
    def table(self, request: Request, slug: str) -> Response:
        """The official table in its order, and where each measure stands."""
        rows = self._rows(self._plan(slug))
        return self.paged(PlanRowSerializer, rows, self._standing)

    def _rows(self, plan: ActionPlan) -> Any:
        form = queried(PlanFilter(plan, self.request.query_params))
        question = form.question()  # type: ignore[attr-defined]
        return plan_table(plan, question, self.day, past=self.past)

    def _standing(self, page: Sequence[Measure]) -> list[dict[str, Any]]:
        where = stands(page, self.day, past=self.past)
        return [{"measure": one, "stand": where[one.pk]} for one in with_all(page)]

    @extend_schema(
        operation_id="plans_progress",
        tags=["plans"],
        parameters=[AS_OF],
        responses=PlanProgressSerializer,
    )
    @action(detail=True, pagination_class=None)
    def progress(self, request: Request, slug: str) -> Response:
        """How far each goal, task, direction and line of action is."""
        told = progress_of(self._plan(slug), self.day, past=self.past)
        return self.told(PlanProgressSerializer, told)

    @extend_schema(
        operation_id="plans_progress_measures",
        tags=["plans"],
        parameters=[NODE, STATUS, AS_OF],
        responses=PlanRowSerializer(many=True),
    )
    @action(detail=True, url_path="progress/measures", url_name="progress-measures")
    def progress_measures(self, request: Request, slug: str) -> Response:
        """The measures of one node of the progress. 404 for a node that is not there."""
        told = progress_of(self._plan(slug), self.day, past=self.past)
        node = told.by_key.get(request.query_params.get("node", ""))
        status = request.query_params.get("status", "")
        if node is None or (status and status not in STATUSES):
            raise Http404
        ids = node.having(Status(status) if status else None, told.stands)

        def rows(page: Sequence[int]) -> list[dict[str, Any]]:
            return self._standing(measures_in_order(list(page), self.day, past=self.past))

        return self.paged(PlanRowSerializer, ids, rows)

    @extend_schema(
        operation_id="plans_timeline",
        tags=["plans"],
        parameters=FILTERS,
        responses=TimelineRowSerializer(many=True),
    )
    @action(detail=True)
    def timeline(self, request: Request, slug: str) -> Response:
        """Every date on which each measure is due."""
        plan = self._plan(slug)
        return self.paged(
            TimelineRowSerializer,
            self._rows(plan),
            lambda page: timeline_rows(plan, with_plans(page), self.day, past=self.past),
        )

    @extend_schema(
        operation_id="plans_month",
        tags=["plans"],
        parameters=[MONTH, AGENCY, AS_OF],
        responses=DueMonthSerializer,
    )
    @action(detail=True, pagination_class=None)
    def month(self, request: Request, slug: str) -> Response:
        """What is due on each day of a month, the gravest first."""
        plan, first = self._plan(slug), self._month()
        agency = checked(MonthFilter(request.query_params))["agency"]
        told = due_in_month(plan, first, self.day, agency=agency, past=self.past)
        answer = {"month": f"{first:%Y-%m}", "count": told.count, "days": told.days}
        return self.told(DueMonthSerializer, answer)

    def _month(self) -> date:
        try:
            return month_asked(self.request.query_params.get("month", ""), self.day)
        except BadRequest as unreadable:
            raise ValidationError({"month": str(unreadable)}, code="bad_month") from None

    @extend_schema(
        operation_id="plans_matrix",
        tags=["plans"],
        parameters=[AS_OF],
        responses=MatrixSerializer,
    )
    @action(detail=True, pagination_class=None)
    def matrix(self, request: Request, slug: str) -> Response:
        """Agency × direction: where reports gather, and where they are late."""
        return self.told(
            MatrixSerializer, matrix_told(matrix_of(self._plan(slug), self.day, past=self.past))
        )

    @extend_schema(
        operation_id="plans_compare",
        tags=["plans"],
        parameters=DAYS,
        responses=WordingDifferenceSerializer(many=True),
    )
    @action(detail=True)
    def compare(self, request: Request, slug: str) -> Response:
        """What changed in the plan from the end of one day to the end of another."""
        plan = self._plan(slug)
        days = checked(DaysForm(self.today, request.query_params))
        return self.paged(WordingDifferenceSerializer, compare(plan, days["first"], days["second"]))
