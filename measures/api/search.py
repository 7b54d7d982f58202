"""The one box for everything, and what it suggests while a person types."""

from collections.abc import Sequence
from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from measures.api.asking import Asking, checked
from measures.api.rows import MeasureBriefSerializer
from measures.forms.searching import SearchFilter
from measures.models import Measure
from measures.permissions.plans import check_may_view
from measures.queries.searching import KINDS, Capped, found_of, suggested
from measures.rules.search_words import LONGEST_QUERY

Q = OpenApiParameter(
    "q", str, required=True, description=f"Words, or a number; up to {LONGEST_QUERY} characters."
)
KIND = OpenApiParameter("kind", str, enum=KINDS, required=True, description="What is sought.")


class FoundSerializer(serializers.Serializer[Any]):
    """`id` of a measure, a report, an amendment or a paragraph of the Concept; `code` of an agency.
    `number` and `title` as they read; `plan`: a slug, `concept` likewise; `excerpt` of a report."""

    kind = serializers.ChoiceField(KINDS)
    id = serializers.IntegerField(allow_null=True)
    code = serializers.CharField(allow_blank=True)
    number = serializers.CharField(allow_blank=True)
    title = serializers.CharField(allow_blank=True)
    plan = serializers.CharField(allow_blank=True)
    concept = serializers.CharField(allow_blank=True)
    obligation = serializers.IntegerField(allow_null=True)
    agency = serializers.CharField(allow_blank=True)


class FoundCountsSerializer(serializers.Serializer[Any]):
    """How much was found of each kind, at most a thousand and one: that stands for any more."""

    measures = serializers.IntegerField()
    agencies = serializers.IntegerField()
    reports = serializers.IntegerField()
    concept = serializers.IntegerField()
    amendments = serializers.IntegerField()


class SuggestedAgencySerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    short = serializers.CharField()
    name = serializers.CharField()


class SuggestedSerializer(serializers.Serializer[Any]):
    """Measures and bodies alone: what every viewer reads."""

    measures = MeasureBriefSerializer(many=True)
    agencies = SuggestedAgencySerializer(many=True)


class SearchViewSet(Asking):
    """For everybody with a current role; of reports only those that are the caller’s to read."""

    queryset = Measure.objects.none()
    serializer_class = FoundSerializer
    scope = "progress"

    def _typed(self, **fields: bool) -> dict[str, Any]:
        check_may_view(self.person, self.today)
        return checked(SearchFilter(self.request.query_params, **fields))

    @extend_schema(
        operation_id="search_list",
        tags=["search"],
        parameters=[Q, KIND],
        responses=FoundSerializer(many=True),
    )
    def list(self, request: Request) -> Response:
        """Of one kind, the best first; at most a thousand."""
        typed = self._typed()
        kind = typed["kind"]
        rows = found_of(kind, typed["q"], self.person, self.today)

        def told(page: Sequence[Any]) -> Sequence[Any]:
            return [_TOLD[kind](row) | {"kind": kind} for row in page]

        return self.paged(FoundSerializer, _Known(rows), told)

    @extend_schema(
        operation_id="search_counts",
        tags=["search"],
        parameters=[Q],
        responses=FoundCountsSerializer,
    )
    @action(detail=False, pagination_class=None)
    def counts(self, request: Request) -> Response:
        """How much there is of every kind."""
        text = self._typed(any_kind=True)["q"]
        told = {
            kind: Capped(found_of(kind, text, self.person, self.today), 1).found for kind in KINDS
        }
        return self.told(FoundCountsSerializer, told)

    @extend_schema(
        operation_id="search_suggestions",
        tags=["search"],
        parameters=[Q],
        responses=SuggestedSerializer,
    )
    @action(detail=False, pagination_class=None)
    def suggestions(self, request: Request) -> Response:
        """For what is typed so far."""
        return self.told(SuggestedSerializer, suggested(self._typed(any_kind=True)["q"]))


class _Known(Sequence[Any]):
    """Rows in an order that no column tells, of which the first MOST are shown: cut by places,
    counted by the database."""

    def __init__(self, rows: Any) -> None:
        self.rows = rows

    def __len__(self) -> int:
        return Capped(self.rows, 1).count

    def __getitem__(self, asked: Any) -> Any:
        return self.rows[asked]


NOTHING: dict[str, Any] = {
    "id": None,
    **dict.fromkeys(("code", "number", "title", "plan", "concept", "agency"), ""),
    "obligation": None,
}


def _measure(row: Any) -> dict[str, Any]:
    named = {"id": row.pk, "number": row.number, "title": row.title, "plan": row.plan.slug}
    return NOTHING | named


def _agency(row: Any) -> dict[str, Any]:
    return NOTHING | {"code": row.code, "title": row.name, "agency": row.code}


def _report(row: Any) -> dict[str, Any]:
    owed = row.obligation
    return NOTHING | {
        "id": row.pk,
        "obligation": owed.pk,
        "agency": owed.agency.code,
        "number": owed.measure.number,
        "plan": owed.measure.plan.slug,
        "title": row.text[:300],
    }


def _paragraph(row: Any) -> dict[str, Any]:
    text = next((row[name] for name in ("text_ru", "text_kk", "text_en") if row[name]), "")
    named = {"id": row["pk"], "number": str(row["number"]), "title": text, "concept": row["slug"]}
    return NOTHING | named


def _amendment(row: Any) -> dict[str, Any]:
    return NOTHING | {"id": row.pk, "title": row.act, "plan": row.plan.slug}


_TOLD = {
    "measures": _measure,
    "agencies": _agency,
    "reports": _report,
    "concept": _paragraph,
    "amendments": _amendment,
}
