"""The officer's desk: what the person's agencies owe, pile by pile."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from measures.api.as_of import AS_OF
from measures.api.asking import Asking, checked
from measures.api.extensions import ExtensionSerializer
from measures.api.rows import CodesField, CountsField, OwedRowSerializer
from measures.forms.desk import DeskFilter
from measures.models import Extension, ExtensionState, Obligation, ProgressState
from measures.queries.awaited import Awaited, parts_awaited
from measures.queries.dates import internal_requests, with_moves
from measures.queries.desk import NOW, PILES, SHOWN, Desk, desk_of
from measures.queries.desk_rows import with_consolidators, with_requests
from measures.queries.signing import count_to_sign
from measures.queries.then import with_wording

PILE = OpenApiParameter(
    "show", str, enum=SHOWN, description="A pile; all that is to be done where it is left out."
)


class AskedSerializer(serializers.ModelSerializer[Extension]):
    """The last request for more time on it."""

    state = serializers.ChoiceField(ExtensionState.choices)

    class Meta:
        model = Extension
        fields = ["id", "state", "requested_on", "proposed_on", "granted_on"]


class DeskRowSerializer(OwedRowSerializer):
    """`under_way`: of the report being written or reviewed; `reports_to`: the body that puts the
    report of a co-executor together. Of a past day, drafts and requests are not told."""

    pile = serializers.ChoiceField([(pile, pile) for pile in PILES])
    under_way = serializers.ChoiceField(
        [ProgressState.DRAFT.value, ProgressState.SUBMITTED.value], allow_null=True
    )
    returned_because = serializers.CharField(allow_null=True)
    reports_to = serializers.CharField(source="reports_to.code", allow_null=True, read_only=True)
    asked = serializers.SerializerMethodField()

    class Meta(OwedRowSerializer.Meta):
        fields = [
            *OwedRowSerializer.Meta.fields,
            *("pile", "under_way", "returned_because", "reports_to", "asked"),
        ]

    @extend_schema_field(AskedSerializer(allow_null=True))
    def get_asked(self, row: Any) -> Any:
        asked = getattr(row, "asked", None)
        return AskedSerializer(asked).data if asked else None


class AwaitedSerializer(serializers.Serializer[Any]):
    """A report to be put together, and the codes of who has handed in nothing for it."""

    obligation = serializers.IntegerField(source="owed.pk")
    measure = serializers.IntegerField(source="owed.measure_id")
    measure_number = serializers.CharField(source="owed.measure.number")
    due_on = serializers.DateField(source="owed.due_on")
    late = serializers.SerializerMethodField()
    to_come = serializers.SerializerMethodField()
    handed_in = serializers.IntegerField()

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_late(self, row: Awaited) -> list[str]:
        return [one.agency.code for one in row.late]

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_to_come(self, row: Awaited) -> list[str]:
        return [one.agency.code for one in row.to_come]


class DeskSummarySerializer(serializers.Serializer[Any]):
    """`requests`: of co-executors, for the lead to decide; `to_sign`: reports that wait for the
    caller's own signature, under `/api/v1/signatures/`. Of a past day there is none of these, nor
    of `awaited`."""

    agencies = CodesField()
    counts = CountsField()
    to_do = serializers.IntegerField()
    to_sign = serializers.IntegerField()
    next_due = serializers.DateField(allow_null=True)
    awaited = AwaitedSerializer(many=True)
    requests = ExtensionSerializer(many=True)


class DeskViewSet(Asking):
    """For officers, deputies and heads: their own agencies alone."""

    queryset = Obligation.objects.none()
    serializer_class = DeskRowSerializer
    scope = "progress"

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "today": self.day}

    def _desk(self, shown: str = NOW) -> Desk:
        found = desk_of(self.person, self.today, shown, as_of=self.as_of)
        if not found.agencies:
            raise PermissionDenied(_("The desk is for officers and heads of agencies."))
        return found

    @extend_schema(
        operation_id="desk_list",
        tags=["desk"],
        parameters=[PILE, AS_OF],
        responses=DeskRowSerializer(many=True),
    )
    def list(self, request: Request) -> Response:
        """What is owed, the most urgent first."""
        shown = checked(DeskFilter(request.query_params))["show"] or NOW
        found = self._desk(shown)
        return self.paged(DeskRowSerializer, with_moves(found.rows, self.day), self._beside)

    def _beside(self, page: Sequence[Any]) -> Sequence[Any]:
        rows = list(with_wording(list(page), self.day, past=self.past))
        with_consolidators(rows)
        if not self.past:
            with_requests(rows)
        return rows

    @extend_schema(
        operation_id="desk_summary",
        tags=["desk"],
        parameters=[AS_OF],
        responses=DeskSummarySerializer,
    )
    @action(detail=False, pagination_class=None)
    def summary(self, request: Request) -> Response:
        """How much lies in each pile, the next date, and what others owe to or ask of the desk."""
        found = self._desk()
        agencies, today = found.agencies, self.today
        told = {
            "agencies": agencies,
            "counts": found.counts,
            "to_do": found.to_do,
            "to_sign": 0 if self.past else count_to_sign(agencies, self.person, today),
            "next_due": found.next_due,
            "awaited": [] if self.past else parts_awaited(agencies, today),
            "requests": [] if self.past else internal_requests(self.person, today),
        }
        return self.told(DeskSummarySerializer, told)
