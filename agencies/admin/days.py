"""The working calendar: an administrator enters each year's transfers as acts decide them.

The page of the year does the same with both halves of a transfer at once; here stands every row.
"""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.contrib import admin
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from agencies.calendar_log import Message, message, record
from agencies.clock import business_today
from agencies.models import CalendarDay
from agencies.permissions import signed_in
from agencies.rules.public_holidays import FIRST_YEAR, LAST_YEAR
from agencies.services_days import tell
from agencies.typed_admin import ModelAdmin, ModelForm


class CalendarDayForm(ModelForm[CalendarDay]):
    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            told = {"first": FIRST_YEAR, "last": LAST_YEAR}
            raise ValidationError(_("Choose days of the years %(first)d–%(last)d.") % told)
        return day


@admin.register(CalendarDay)
class CalendarDayAdmin(ModelAdmin[CalendarDay]):
    form = CalendarDayForm
    list_display = ["day", "kind", "name_ru", "name_kk", "name_en", "act"]
    list_filter = ["kind"]
    date_hierarchy = "day"
    search_fields = ["name_ru", "name_kk", "name_en", "act"]

    def get_readonly_fields(
        self, request: HttpRequest, obj: CalendarDay | None = None
    ) -> list[str]:
        """Another day is another correction: the log knows a row by its day."""
        return ["day"] if obj else []

    def save_model(
        self,
        request: HttpRequest,
        obj: CalendarDay,
        form: ModelForm[CalendarDay],
        change: bool,
    ) -> None:
        super().save_model(request, obj, form, change)
        _tell(request, [obj.day])

    @transaction.atomic
    def delete_model(self, request: HttpRequest, obj: CalendarDay) -> None:
        super().delete_model(request, obj)
        _tell(request, [obj.day])

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[CalendarDay]) -> None:
        days = list(queryset.values_list("day", flat=True))
        super().delete_queryset(request, queryset)
        _tell(request, days)

    @transaction.atomic
    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Rows chosen for deletion go together with what the log says of them."""
        return super().changelist_view(request, extra_context)

    def construct_change_message(
        self,
        request: HttpRequest,
        form: Any,
        formsets: Iterable[Any],
        add: bool = False,
    ) -> Message:
        row: CalendarDay = form.instance
        was = {field: str(form.initial.get(field) or "") for field in form.changed_data}
        return message(row, ADDITION if add else CHANGE, row.act, was)

    def log_deletions(
        self, request: HttpRequest, queryset: Iterable[CalendarDay]
    ) -> list[LogEntry]:
        return record(queryset, DELETION, "", by=signed_in(request.user))


def _tell(request: HttpRequest, days: Collection[date]) -> None:
    if days:
        tell(days, by=signed_in(request.user), today=business_today())
