"""Administration only reads rounds and editions; they are made on the pages and by workers."""

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from reports.models import Reopening, Report, ReportFile, ReportingRound, ReportPart


class ReadOnly(admin.ModelAdmin):  # type: ignore[type-arg]  # Django's class is not generic
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(ReportingRound)
class RoundAdmin(ReadOnly):
    list_display = ["label", "plan", "starts_on", "executors_due_on", "coordinator_due_on", "state"]
    list_filter = ["plan", "state"]
    list_select_related = ["plan"]


@admin.register(Reopening)
class ReopeningAdmin(ReadOnly):
    list_display = ["round", "agency", "opened_on", "last_day", "ended_on", "opened_by"]
    list_filter = ["round__plan"]
    list_select_related = ["round__plan", "agency", "opened_by"]


@admin.register(Report)
class ReportAdmin(ReadOnly):
    list_display = ["round", "edition", "as_of", "state", "progress", "compiled_at", "sha256"]
    list_filter = ["state", "round__plan"]
    list_select_related = ["round__plan"]
    exclude = ["content"]


@admin.register(ReportFile)
class ReportFileAdmin(ReadOnly):
    list_display = ["report", "format", "language", "size", "sha256", "drawn_at"]
    list_filter = ["format", "language"]
    list_select_related = ["report__round__plan"]
    exclude = ["file"]


@admin.register(ReportPart)
class ReportPartAdmin(ReadOnly):
    list_display = [
        "report",
        "format",
        "language",
        "state",
        "attempts",
        "claimed_by",
        "claimed_at",
        "seconds",
        "error_code",
    ]
    list_filter = ["state", "format", "language"]
    list_select_related = ["report__round__plan"]
