"""What of the tables is recorded: every table of every model, but for what is named here.

A column that appears tomorrow is recorded by itself; so is a table.
"""

from typing import Final

# Not recorded at all, and why.
EXCLUDED: Final[dict[str, str]] = {
    "audit_entry": "is the record",
    "audit_link": "is the chain over the record, and holds itself",
    "audit_anchor": "tells where the chain stood, and is only added to",
    "django_session": "holds secrets and changes with every visit; sign-ins are told as such",
    "usersessions_usersession": "changes with every visit; sign-ins are told as such",
    "agencies_keptanswer": "answers kept for hours for repeated calls; may hold what is shown once",
    "agencies_callcount": "counts calls for the limits of the API",
    "exchange_feed": "a counter of the change feed",
    "axes_accessattempt": "addresses of strangers, kept for hours; lock-outs are told as such",
    "axes_accessfailurelog": "addresses of strangers; failed sign-ins are told as such",
    "axes_accesslog": "sign-ins are told as such",
    "measures_uploadtally": "counts for a day what each file's own row tells",
}
# Written by machines, hundreds of thousands of rows by one statement: such a statement of more
# than MANY rows leaves one record with their number (PostgreSQL; SQLite knows rows only).
LEDGERS: Final[dict[str, str]] = {
    "measures_reminder": "planned by rule, and its row tells what became of it",
    "measures_digest": "made by the run of the reminders",
    "measures_notice": "news for one person, cleared after some months",
    "measures_measureversion": "how a measure stood, kept by services for questions of the past",
    "reports_narrativesource": "copied together with a section",
    "exchange_change": "derived from what was written in the same transaction",
    "exchange_delivery": "messages to webhooks, and their rows tell what became of them",
    "exchange_attempt": "attempts of such messages",
    "reports_dispatch": "mails of an issued edition, one a recipient",
}
MANY: Final = 20
# Written by triggers from tables that are recorded: only what anybody else writes is.
DERIVED: Final[dict[str, str]] = {
    "measures_obligationversion": "kept by the database itself from measures_obligation",
}
# Signs of life that change all the time; a change of nothing else is none.
QUIET: Final[dict[str, tuple[str, ...]]] = {
    "agencies_user": ("last_login",),
    "agencies_apitoken": ("last_used_at",),
    "exchange_calendarlink": ("last_read_on",),
    "exchange_webhook": ("told_upto",),
    "measures_job": ("claimed_at", "done"),
    "measures_reminderclock": ("ran_at",),  # each minute
    "measures_storedfile": ("claimed_at", "look_at", "attempts", "trouble"),
    "reports_reportpart": ("claimed_at",),
}
# Name people though their own names do not say so.
PERSONAL: Final[dict[str, tuple[str, ...]]] = {
    "agencies_user": ("position",),
    "agencies_delegation": ("reason",),  # an illness is nobody's business for ever
    "agencies_invitation": ("position",),
    "agencies_letter": ("address",),
    "django_admin_log": ("object_repr", "change_message"),
    "measures_notice": ("params",),
}
# What a reader knows a row by, the first that the table has.
LABELS: Final = (
    *("number", "code", "slug", "codename", "name_ru", "title_ru", "file_name", "name", "title"),
)
LABEL_LENGTH: Final = 80
# Longer texts, documents and bytes are told by their SHA-256 and length.
LONG: Final = 500
