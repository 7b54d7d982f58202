"""Two editions side by side: as values of their documents, not as words."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import QueryDict
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from reports.rules.comparing import Difference, Mark, counts
from reports.rules.matching import id_of
from reports.views.comparing import Sides, form_of, sides_of

COMPARED = [
    OpenApiParameter(
        "first",
        OpenApiTypes.INT,
        description="An edition; without both, the newest and the one of the period before.",
    ),
    OpenApiParameter("second", OpenApiTypes.INT, description="Another edition of the same plan."),
]
KIND = OpenApiParameter("kind", location=OpenApiParameter.PATH, enum=["csv", "xlsx"])


class TitleTextsSerializer(serializers.Serializer[Any]):
    ru = serializers.CharField(allow_blank=True)
    kk = serializers.CharField(allow_blank=True)
    en = serializers.CharField(allow_blank=True)


class FigureSerializer(serializers.Serializer[Any]):
    """Null where an edition does not tell it."""

    group = serializers.CharField()
    code = serializers.CharField()
    before = serializers.JSONField(allow_null=True)
    after = serializers.JSONField(allow_null=True)


class ChangedPartSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    before = serializers.JSONField(allow_null=True)
    after = serializers.JSONField(allow_null=True)


class DifferenceSerializer(serializers.Serializer[Any]):
    """`measure`: its id, null where the document names none."""

    measure = serializers.IntegerField(allow_null=True)
    number = serializers.CharField()
    title = TitleTextsSerializer()
    marks = serializers.ListField(child=serializers.ChoiceField([one.value for one in Mark]))
    parts = ChangedPartSerializer(many=True)


class ComparisonSerializer(serializers.Serializer[Any]):
    """`first` is the earlier edition. `counts`: of how many measures each kind of change tells."""

    first = serializers.IntegerField()
    second = serializers.IntegerField()
    unchanged = serializers.IntegerField()
    counts = serializers.DictField(child=serializers.IntegerField())
    figures = FigureSerializer(many=True)
    differences = DifferenceSerializer(many=True)


def sides_asked(query: QueryDict) -> Sides:
    """Raises ValidationError where no two editions of one plan are named or to be had."""
    form = form_of(query)
    found = sides_of(form)
    if found is None:
        said: Mapping[str, Any] = form.errors.get_json_data() if form.is_bound else {}
        told = {name: [one["message"] for one in errors] for name, errors in said.items()}
        raise ValidationError({name.strip("_"): words for name, words in told.items()} or None)
    return found


def told_of(sides: Sides, rows: Sequence[Difference]) -> dict[str, Any]:
    return {
        "first": sides.first.pk,
        "second": sides.second.pk,
        "unchanged": sides.found.unchanged,
        "counts": {mark.value: count for mark, count in counts(sides.found.differences).items()},
        "figures": sides.found.figures,
        "differences": [_told(one) for one in rows],
    }


def _told(one: Difference) -> dict[str, Any]:
    row = one.row
    return {
        "measure": id_of(row),
        "number": row["number"],
        "title": {code: row["title"].get(code, "") for code in ("ru", "kk", "en")},
        "marks": [mark.value for mark in one.marks],
        "parts": one.parts,
    }
