"""Administration of exchange: all of it is only read, and no secret is shown."""

from django.contrib import admin

from exchange.models import Change, Delivery, Webhook
from measures.admin_reminders import ReadOnlyAdmin


@admin.register(Webhook)
class WebhookAdmin(ReadOnlyAdmin):
    list_display = [
        *("name", "address", "owner", "plan", "agency"),
        *("state", "reason", "failures", "failing_since", "retired_at"),
    ]
    list_filter = ["state", "reason", "plan"]
    list_select_related = ["owner", "plan", "agency"]
    search_fields = ["name", "address", "owner__email", "owner__full_name"]
    exclude = ["secret", "old_secret"]


@admin.register(Delivery)
class DeliveryAdmin(ReadOnlyAdmin):
    list_display = ["message_id", "webhook", "type", "state", "attempts", "next_try_at", "ended_at"]
    list_filter = ["state", "type"]
    list_select_related = ["webhook"]
    search_fields = ["message_id"]
    ordering = ["-pk"]
    show_full_result_count = False


@admin.register(Change)
class ChangeAdmin(ReadOnlyAdmin):
    list_display = ["number", "type", "plan", "agency", "happened_on", "at"]
    list_filter = ["type", "plan"]
    list_select_related = ["plan", "agency"]
    ordering = ["-pk"]
    show_full_result_count = False
