"""Administration of stored files: what the virus scanner said of which bytes, only read.

Neither names nor the files themselves are here: those are of reports, and go out with their rights.
"""

from django.contrib import admin

from measures.admin_reminders import ReadOnlyAdmin
from measures.models import StoredFile


@admin.register(StoredFile)
class StoredFileAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "state", "found", "trouble", "content_type", "size", "created_at"]
    list_filter = ["state", "has_program", "content_type"]
    search_fields = ["sha256", "found"]
    ordering = ["-pk"]
    show_full_result_count = False
    fields = [
        *("sha256", "size", "content_type", "has_program", "created_at"),
        *("state", "found", "scanned_at", "look_at", "claimed_at", "attempts", "trouble"),
    ]
