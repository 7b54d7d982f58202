"""`GET /api/v1/changes/`: what happened, from the beginning or after a cursor."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import (
    OpenApiExample,
    OpenApiParameter,
    extend_schema,
    extend_schema_serializer,
)
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.models import Agency
from agencies.rest.views import Endpoint
from exchange import cursors
from exchange.payloads import told
from exchange.queries.changes import Page, Wanted, page_after
from exchange.rules.types import SORTED, unknown
from exchange.sealing import Unreadable
from exchange.services.numbering import number_changes
from planner.models import ActionPlan

USUAL, LARGEST = 100, 1000
# A reader who has nothing new keeps the cursor, so that the answer is the same (304), until so much
# that is not for it has passed that looking through it again would take time.
PASSED_BY = 5000


class ThingSerializer(serializers.Serializer[Any]):
    type = serializers.CharField()
    id = serializers.IntegerField()


class ChangeSerializer(serializers.Serializer[Any]):
    """`on` is the business day, `at` the moment recorded. `url` tells how the thing is now, as far
    as the caller may see it; null where there is none."""

    id = serializers.CharField()
    type = serializers.ChoiceField(choices=SORTED)
    at = serializers.DateTimeField()
    on = serializers.DateField()
    plan = serializers.CharField(allow_null=True)
    agency = serializers.CharField(allow_null=True)
    measure = serializers.IntegerField(allow_null=True)
    obligation = serializers.IntegerField(allow_null=True)
    object = ThingSerializer()
    url = serializers.URLField(allow_null=True)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A page of the feed",
            {
                "results": [
                    {
                        "id": "chg_4f6c0c3e1c5e4b8e9d0f3a1b2c4d5e6f",
                        "type": "progress.accepted",
                        "at": "2009-07-06T09:00:00+06:00",
                        "on": "2009-07-06",
                        "plan": "migration-2008-2010",
                        "agency": "mvd",
                        "measure": 12,
                        "obligation": 40,
                        "object": {"type": "progress", "id": 77},
                        "url": "https://tracker.example.kz/api/v1/progress/77/",
                    }
                ],
                "cursor": "gAAAAABpJxyz",
                "more": False,
            },
            response_only=True,
        )
    ]
)
class ChangesSerializer(serializers.Serializer[Any]):
    """Ask again with `after=cursor`: at once while there is `more`, else after a while."""

    results = ChangeSerializer(many=True)
    cursor = serializers.CharField()
    more = serializers.BooleanField()


def _parameter(name: str, what: str, kind: Any = OpenApiTypes.STR, **rest: Any) -> OpenApiParameter:
    return OpenApiParameter(name, kind, description=what, **rest)


PARAMETERS = [
    _parameter("after", "The cursor of the last answer; without it from the beginning."),
    _parameter("limit", f"Changes at most, 1 to {LARGEST}; {USUAL} if left out.", OpenApiTypes.INT),
    _parameter("type", "Types, with commas between; all if left out."),
    _parameter("plan", "The slug of a plan."),
    _parameter("agency", "The code of a body: what concerns this body alone."),
]


class ChangesView(Endpoint):
    """Everything that happened and that the caller may see, once each, in one order.

    Nothing is missed or repeated, also while others write. What is said of unaccepted work is told
    to its own body and those who oversee. Keep `cursor`, and the `id`s of what you have handled
    for the case that your own side loses its place.
    """

    scope = "exchange"
    takes = ("after", "limit", "type", "plan", "agency")

    @extend_schema(
        operation_id="changes_list",
        tags=["changes"],
        parameters=PARAMETERS,
        responses=ChangesSerializer,
    )
    def get(self, request: Request) -> Response:
        asked = request.query_params
        after = _after(asked.get("after"))
        limit, wanted = _limit(asked.get("limit")), _wanted(asked)
        number_changes()
        page = page_after(self.person, self.today, after=after, limit=limit, wanted=wanted)
        cursor = _cursor(page, after, asked.get("after"))
        results = [told(change) for change in page.changes]
        return Response({"results": results, "cursor": cursor, "more": page.more})


def _after(cursor: str | None) -> int:
    if cursor is None:
        return 0
    try:
        return cursors.number_in(cursor)
    except Unreadable:
        said = _("This cursor was not given here. Begin without one: each change keeps its id.")
        raise ValidationError({"after": [said]}, code="bad_cursor") from None


def _limit(text: str | None) -> int:
    if text is None:
        return USUAL
    if text.isascii() and text.isdecimal() and 1 <= int(text[:9]) <= LARGEST:
        return int(text)
    said = _("Write a number from 1 to %(most)s.") % {"most": LARGEST}
    raise ValidationError({"limit": [said]})


def _wanted(asked: Any) -> Wanted:
    types = [one for one in asked.get("type", "").split(",") if one]
    plan, agency = asked.get("plan", ""), asked.get("agency", "")
    if wrong := unknown(types):
        said = _("There is no such type of changes: %(types)s.")
        raise ValidationError({"type": [said % {"types": ", ".join(map(_sendable, wrong[:5]))}]})
    if plan and not _is_there(ActionPlan, slug=plan):
        raise ValidationError({"plan": [_("There is no such plan.")]})
    if agency and not _is_there(Agency, code=agency):
        raise ValidationError({"agency": [_("There is no such agency.")]})
    return Wanted(types, plan, agency)


def _is_there(model: "type[ActionPlan] | type[Agency]", **named: str) -> bool:
    """A name with a sign that no database keeps is nobody's."""
    is_name = all("\x00" not in name and name == _sendable(name) for name in named.values())
    return is_name and model._default_manager.filter(**named).exists()


def _sendable(text: str) -> str:
    return text.encode(errors="replace").decode()[:60]


def _cursor(page: Page, after: int, sent: str | None) -> str:
    if sent and not page.changes and page.reached - after < PASSED_BY:
        return sent
    return cursors.written(page.reached)
