"""API: the working calendar of a year, and its corrections as acts decide them."""

from typing import Any

from django.http import Http404
from django.urls import path
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from agencies.models import CalendarDay, DayKind
from agencies.permissions import (
    check_may_correct_calendar,
    check_may_see_calendar,
    check_may_take_back_corrections,
)
from agencies.queries_days import CalendarYear, calendar_year
from agencies.rest.etags import tag_of
from agencies.rest.views import Endpoint
from agencies.rest_tokens import WithinScope
from agencies.rules.holiday_names import Names
from agencies.rules.public_holidays import FIRST_YEAR, LAST_YEAR
from agencies.services_days import Act, correct_day, move_working_day, take_back

YEAR = OpenApiParameter(
    "year", int, OpenApiParameter.PATH, description=f"{FIRST_YEAR} to {LAST_YEAR}."
)


class ShownDaySerializer(serializers.Serializer[Any]):
    """A day that is not as its weekday: `kind` "holiday" or "working", its name in the caller’s
    language; `is_corrected`: an administrator entered it."""

    day = serializers.DateField()
    works = serializers.BooleanField()
    kind = serializers.ChoiceField(DayKind.choices)
    name = serializers.CharField(allow_blank=True)
    is_corrected = serializers.BooleanField()


class CorrectionSerializer(serializers.ModelSerializer[CalendarDay]):
    class Meta:
        model = CalendarDay
        fields = ["day", "kind", "name_ru", "name_kk", "name_en", "act"]


class CalendarYearSerializer(serializers.Serializer[Any]):
    """`days`: those that are not as their weekday; all others from Monday to Friday work."""

    year = serializers.IntegerField()
    working_days = serializers.IntegerField()
    days = serializers.SerializerMethodField()
    corrections = CorrectionSerializer(many=True)

    @extend_schema_field(ShownDaySerializer(many=True))
    def get_days(self, year: CalendarYear) -> Any:
        named = [day for month in year.months for day in month.named]
        return ShownDaySerializer(named, many=True).data


class ActSerializer(serializers.Serializer[Any]):
    """The legal act behind a correction."""

    act_title = serializers.CharField(max_length=200)
    act_number = serializers.CharField(max_length=30)
    act_on = serializers.DateField()


class TransferSerializer(ActSerializer):
    day_off = serializers.DateField()
    working_day = serializers.DateField()


class SingleDaySerializer(ActSerializer):
    day = serializers.DateField()
    kind = serializers.ChoiceField(DayKind.choices)
    name_ru = serializers.CharField(max_length=150)
    name_kk = serializers.CharField(max_length=150, required=False, allow_blank=True, default="")
    name_en = serializers.CharField(max_length=150, required=False, allow_blank=True, default="")


class TakeBackSerializer(serializers.Serializer[Any]):
    days = serializers.ListField(child=serializers.DateField(), allow_empty=False, max_length=366)
    reason = serializers.CharField(max_length=500)


class TakenBackSerializer(serializers.Serializer[Any]):
    """How many corrections were removed."""

    removed = serializers.IntegerField()


def _act(sent: dict[str, Any]) -> Act:
    return Act(sent["act_title"], sent["act_number"], sent["act_on"])


class CalendarViewSet(Endpoint, GenericViewSet[CalendarDay]):
    """Read by everybody with a current role, and by who keeps the calendar, who corrects it.

    Who may not act hears that before anything is said of what was sent."""

    queryset = CalendarDay.objects.none()
    permission_classes = [IsAuthenticated, WithinScope]
    pagination_class = None
    filter_backends = ()
    scope = "admin"

    @extend_schema(
        operation_id="calendar_retrieve",
        tags=["calendar"],
        parameters=[YEAR],
        responses=CalendarYearSerializer,
    )
    def retrieve(self, request: Request, year: int) -> Response:
        """The working calendar of a year."""
        check_may_see_calendar(self.person, self.today)
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise Http404
        data = CalendarYearSerializer(calendar_year(year)).data
        return Response(data, headers={"ETag": tag_of(data)})

    @extend_schema(
        operation_id="calendar_transfer",
        tags=["calendar"],
        request=TransferSerializer,
        responses={201: CorrectionSerializer(many=True)},
    )
    def transfer(self, request: Request) -> Response:
        """A day off in exchange for a working day: both or none. 409: "day_corrected",
        "days_far_apart", "day_off_already", "working_day_already"."""
        check_may_correct_calendar(self.person)
        sent = self._sent(TransferSerializer)
        rows = move_working_day(
            day_off=sent["day_off"],
            working_day=sent["working_day"],
            act=_act(sent),
            by=self.person,
            today=self.today,
        )
        shown = CorrectionSerializer(rows, many=True).data
        return Response(shown, status=status.HTTP_201_CREATED)

    @extend_schema(
        operation_id="calendar_correct",
        tags=["calendar"],
        request=SingleDaySerializer,
        responses={201: CorrectionSerializer},
    )
    def correct(self, request: Request) -> Response:
        """One day off, or one working day."""
        check_may_correct_calendar(self.person)
        sent = self._sent(SingleDaySerializer)
        row = correct_day(
            day=sent["day"],
            kind=DayKind(sent["kind"]),
            names=Names(sent["name_ru"], sent["name_kk"], sent["name_en"]),
            act=_act(sent),
            by=self.person,
            today=self.today,
        )
        return Response(CorrectionSerializer(row).data, status=status.HTTP_201_CREATED)

    @extend_schema(
        operation_id="calendar_take_back",
        tags=["calendar"],
        request=TakeBackSerializer,
        responses=TakenBackSerializer,
    )
    def take_back(self, request: Request) -> Response:
        """Removes corrections: the calendar says again what it says without them."""
        check_may_take_back_corrections(self.person)
        sent = self._sent(TakeBackSerializer)
        removed = take_back(
            days=sent["days"], reason=sent["reason"], by=self.person, today=self.today
        )
        return Response(TakenBackSerializer({"removed": removed}).data)

    def _sent(self, serializer: type[serializers.BaseSerializer[Any]]) -> dict[str, Any]:
        form = serializer(data=self.request.data)
        form.is_valid(raise_exception=True)
        return dict(form.validated_data)


paths = [
    path(
        "calendar/<int:year>/",
        CalendarViewSet.as_view({"get": "retrieve"}, detail=True),
        name="calendar-year",
    ),
    path(
        "calendar/transfers/",
        CalendarViewSet.as_view({"post": "transfer"}, detail=False),
        name="calendar-transfers",
    ),
    path(
        "calendar/days/",
        CalendarViewSet.as_view({"post": "correct"}, detail=False),
        name="calendar-days",
    ),
    path(
        "calendar/take-back/",
        CalendarViewSet.as_view({"post": "take_back"}, detail=False),
        name="calendar-take-back",
    ),
]
