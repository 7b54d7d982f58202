"""The words for a round's stage, a body's standing in it, and cadences."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from reports.models import RoundAct
from reports.rules.standing import Stage, Standing

STANDINGS: Final[dict[Standing, str | Promise]] = {
    Standing.SILENT: _("silent"),
    Standing.INTERIM: _("only interim information"),
    Standing.NOTHING: _("nothing handed in yet"),
    Standing.SOME: _("some handed in"),
    Standing.ALL: _("all handed in"),
}
# The look of a status of measures that says the same by shape and colour.
STANDING_LOOKS: Final = {
    Standing.SILENT: "overdue",
    Standing.INTERIM: "in_progress",
    Standing.NOTHING: "not_due",
    Standing.SOME: "in_progress",
    Standing.ALL: "done",
}
STAGES: Final[dict[Stage, str | Promise]] = {
    Stage.RUNNING: _("the period is running"),
    Stage.COLLECTING: _("executors report"),
    Stage.COMPILING: _("the coordinating body compiles"),
    Stage.OVERDUE: _("past its dates, not closed"),
    Stage.CLOSED: pgettext_lazy("a round", "closed"),
}
STAGE_LOOKS: Final = {
    Stage.RUNNING: "not_due",
    Stage.COLLECTING: "in_progress",
    Stage.COMPILING: "in_review",
    Stage.OVERDUE: "waiting",
    Stage.CLOSED: "done",
}
ACTS: Final[dict[str, str | Promise]] = {
    RoundAct.CLOSED: _("The round was closed"),
    RoundAct.OPENED_AGAIN: _("The whole round was opened again"),
    RoundAct.REOPENED: _("A part was reopened"),
    RoundAct.ENDED: _("A reopened part was closed again"),
}
FAULTS: Final[dict[str, str | Promise]] = {
    "label_missing": _("Give the period a name."),
    "label_long": _("At most 20 signs."),
    "label_of_calendar": _("This is how a period of the calendar is named. Give another name."),
    "label_twice": _("Another period has this name already."),
    "too_short": _("The period ends at least a day after its first one, %(first)s."),
    "executors_early": _("Executors report after the period has ended."),
    "executors_order": _("Later than for the period before."),
    "coordinator_early": _("Not earlier than the executors."),
}
