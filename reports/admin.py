"""Administration only reads rounds and editions; they are made on the pages and by workers."""

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from reports.models import (
    Dispatch,
    Issue,
    IssueAct,
    IssuedFile,
    Recipient,
    Reopening,
    Report,
    ReportFile,
    ReportingRound,
    ReportPart,
    SigningRule,
)


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


@admin.register(Issue)
class IssueAdmin(ReadOnly):
    list_display = ["number", "dated_on", "plan", "state", "signed_by", "confirmed_by", "issued_on"]
    list_filter = ["state", "plan"]
    list_select_related = ["plan", "signed_by", "confirmed_by"]


@admin.register(IssuedFile)
class IssuedFileAdmin(ReadOnly):
    list_display = ["issue", "format", "language", "size", "sha256"]
    list_select_related = ["issue"]
    exclude = ["file"]


@admin.register(IssueAct)
class IssueActAdmin(ReadOnly):
    list_display = ["issue", "kind", "by", "on", "at", "detail"]
    list_filter = ["kind"]
    list_select_related = ["issue", "by"]


@admin.register(SigningRule)
class SigningRuleAdmin(ReadOnly):
    list_display = ["plan", "second_person", "set_by", "set_at"]
    list_select_related = ["plan", "set_by"]


@admin.register(Recipient)
class RecipientAdmin(ReadOnly):
    list_display = ["office", "email", "language", "formats", "plan", "retired_at"]
    list_filter = ["plan"]
    list_select_related = ["plan"]


@admin.register(Dispatch)
class DispatchAdmin(ReadOnly):
    list_display = ["issue", "kind", "office", "email", "state", "attempts", "sent_at", "error"]
    list_filter = ["state", "kind"]
    list_select_related = ["issue"]
