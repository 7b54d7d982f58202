"""What each status of a report owed means."""

from django.utils.translation import gettext_lazy as _

from measures.rules.lateness import Status

STATUSES = {
    Status.NOT_DUE: _("More than 30 days are left until its date."),
    Status.IN_PROGRESS: _("30 days or less are left; on the last day it is not late yet."),
    Status.IN_REVIEW: _("Handed in; the coordinating body has not decided yet."),
    Status.RETURNED: _("Sent back with a reason; the report is owed again."),
    Status.OVERDUE: _("The date has passed, and no report was handed in, or it was returned."),
    Status.DONE: _("Handed in by its date, and accepted."),
    Status.DONE_LATE: _("Accepted, but handed in after its date."),
    Status.REMOVED: _("The measure was closed against its completion document."),
    Status.CONTINUOUS: _("It has no last date; a report is owed for every quarter."),
    Status.WAITING: _("An event or a decision is to give the date."),
    Status.WITHDRAWN: _("The plan, or a succession, has ended it."),
}
