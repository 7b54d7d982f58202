"""The administration: Django's own named permission for each kind of row and each act on it."""

from collections.abc import Mapping
from typing import Any

from django.contrib import admin

# Kinds of rows that are looked at there and nowhere written, whatever permission somebody has: they
# come about by services, which check more than the administration could.
READ_ONLY = {
    *("agencies.succession", "agencies.delegation", "agencies.invitation", "agencies.apitoken"),
    *(
        "measures.reminderrule",
        "measures.declined",
        "measures.reminderrun",
        "measures.digest",
        "measures.reminder",
    ),
    *("measures.obligation", "measures.progressentry", "measures.review", "measures.extension"),
    *("measures.event", "measures.storedfile"),
    *("reports.reportinground", "reports.reopening", "reports.report", "reports.reportfile"),
    *("reports.reportpart", "reports.issue", "reports.issuedfile", "reports.issueact"),
    *("reports.signingrule", "reports.recipient", "reports.dispatch"),
    *("exchange.webhook", "exchange.delivery", "exchange.change"),
}
# Acts that are never open on a kind of row, beside those.
NEVER: Mapping[str, set[str]] = {
    "measures.measure": {"add"},
}
# Pages that belong to no kind of row: open to whoever may open the administration.
FRONT = {
    *("admin:index", "admin:jsi18n", "admin:password_change", "admin:password_change_done"),
    *("admin:app_list",),
}
# Asked for their own sake in tests of their own: the door, and what needs a kind of row named.
ELSEWHERE = {
    *("admin:login", "admin:logout", "admin:autocomplete", "admin:view_on_site"),
    "admin:catch_all",
}


def kinds() -> dict[str, Any]:
    """ "app.model" → its administration."""
    return {model._meta.label_lower: known for model, known in admin.site._registry.items()}
