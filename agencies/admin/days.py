"""The working calendar: an administrator enters each year's transfers as acts decide them."""

from django.contrib import admin

from agencies.models import CalendarDay
from agencies.typed_admin import ModelAdmin


@admin.register(CalendarDay)
class CalendarDayAdmin(ModelAdmin[CalendarDay]):
    list_display = ["day", "kind", "name_ru", "name_kk", "name_en", "act"]
    list_filter = ["kind"]
    date_hierarchy = "day"
    search_fields = ["name_ru", "name_kk", "name_en", "act"]
