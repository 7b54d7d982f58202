"""The coordinator's board: what is late, what may become late, and all else that is owed."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from measures.api.as_of import AS_OF
from measures.api.asking import Asking, parameters, queried
from measures.api.downloads import CSV
from measures.api.rows import BoardRowSerializer, CountsField
from measures.forms.board import BoardFilter
from measures.models import Obligation
from measures.permissions.overseeing import check_may_oversee
from measures.queries import board, totals
from measures.queries.dates import with_moves
from measures.queries.then import with_wording
from measures.views import lists

FILTERS = [
    *parameters(
        BoardFilter,
        status="What is late or at risk where it is left out; `all` for everything.",
        agency="Code of the agency that owes.",
        text="Words of the measure, or its number.",
        plan="Slug.",
        direction="Id of a direction of the Concept; `none` for measures that serve none.",
        task="Id of a task of the Concept; `none` for measures that serve none.",
        age="Of what is late: how late.",
        period="Due in a period counted from the day asked for.",
        due_from="Due on that day or later.",
        due_to="Due on that day or earlier.",
        sort="A column; `-` before it turns the order round. The most urgent first without it.",
    ),
    AS_OF,
]


class TotalSerializer(serializers.Serializer[Any]):
    """`key` is what the filter takes; `oldest`: the earliest date among them."""

    key = serializers.CharField()
    name = serializers.CharField()
    count = serializers.IntegerField()
    oldest = serializers.DateField(allow_null=True)


class BoardTotalsSerializer(serializers.Serializer[Any]):
    """Each total counts under all other filters. `by_status`: "" is what is late or at risk; what
    is at risk has another status besides."""

    by_status = CountsField()
    by_age = CountsField()
    by_agency = TotalSerializer(many=True)
    by_direction = TotalSerializer(many=True)
    by_task = TotalSerializer(many=True)


class BoardViewSet(Asking):
    """For coordinators and observers."""

    queryset = Obligation.objects.none()
    serializer_class = BoardRowSerializer
    scope = "plan"

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "today": self.day}

    def _question(self) -> board.Asked:
        check_may_oversee(self.person, self.today)
        form = queried(BoardFilter(self.request.query_params))
        return form.question(self.day)  # type: ignore[attr-defined,no-any-return]

    def _told(self, rows: Sequence[Any]) -> Sequence[Any]:
        return with_wording(list(rows), self.day, past=self.past)

    @extend_schema(
        operation_id="board_list",
        tags=["board"],
        parameters=FILTERS,
        responses=BoardRowSerializer(many=True),
    )
    def list(self, request: Request) -> Response:
        """What is owed, as the board finds it: the same filters and order."""
        rows = board.listed(self._question(), self.day, past=self.past)
        return self.paged(BoardRowSerializer, with_moves(rows, self.day), self._told)

    @extend_schema(
        operation_id="board_totals",
        tags=["board"],
        parameters=FILTERS,
        responses=BoardTotalsSerializer,
    )
    @action(detail=False, pagination_class=None)
    def totals(self, request: Request) -> Response:
        """How much there is by status, age, agency, direction and task."""
        question, day, past = self._question(), self.day, self.past
        told = {
            "by_status": totals.by_status(question, day, past=past),
            "by_age": totals.by_age(question, day, past=past),
            "by_agency": totals.by_agency(question, day, past=past),
            "by_direction": totals.by_direction(question, day, past=past),
            "by_task": totals.by_task(question, day, past=past),
        }
        return self.told(BoardTotalsSerializer, told)

    @extend_schema(
        operation_id="board_csv",
        tags=["board"],
        parameters=FILTERS,
        responses={(200, "text/csv"): OpenApiTypes.BINARY},
    )
    @action(detail=False, url_path="csv", pagination_class=None, renderer_classes=CSV)
    def csv(self, request: Request) -> HttpResponseBase:
        """The whole of it as a table for Excel: a byte order mark and semicolons."""
        self._question()
        return lists.board(request._request, fmt="csv")
