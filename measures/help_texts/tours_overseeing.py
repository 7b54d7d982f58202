"""The first steps of those who oversee."""

from django.utils.translation import gettext_lazy as _

from measures.help_texts.step import Step, Tour

COORDINATOR = Tour(
    "coordinator",
    _("First steps of a coordinator"),
    (
        Step(
            "review",
            _("Decide on a report that waits for review"),
            _("Accept it, or return it and say what is missing. Who waits longest stands first."),
            "measures:review-queue",
            done="reviewed",
        ),
        Step(
            "extension",
            _("Decide on a request for more time"),
            _(
                "Name the act of the level that set the deadline. The reader of any day sees "
                "which date was in force then."
            ),
            "measures:board",
            anchor="extensions",
            done="decided_time",
        ),
        Step(
            "remind",
            _("Look at what is overdue, and remind of it"),
            _(
                "Tick the reports on the board and add a line of your own. Reminders by the "
                "plan’s policy go out without you."
            ),
            "measures:board",
            anchor="overdue",
            done="reminded",
        ),
        Step(
            "preview",
            _("Look at the reminders of a coming day"),
            _("The preview tells who will be reminded of what and why, and whom nothing reaches."),
            "measures:reminders-preview",
        ),
        Step(
            "compile",
            _("Compile the report of a quarter"),
            _(
                "Choose the quarter, compile, and download it in three languages. What comes "
                "later goes into the next edition."
            ),
            "reports:rounds",
            done="compiled",
        ),
        Step(
            "control",
            _("Read how a measure is removed from control"),
            _(
                "On the page of the measure, with the completion document: kind, number and "
                "date. Nothing is removed by itself."
            ),
            "measures:help",
            anchor="removed",
            done="removed",
        ),
    ),
)

OBSERVER = Tour(
    "observer",
    _("First steps of an observer"),
    (
        Step(
            "board",
            _("See what is overdue, and where"),
            _("The board counts it by days, direction and agency; each figure opens its list."),
            "measures:board",
        ),
        Step(
            "plan",
            _("Open the plan, and a measure in it"),
            _(
                "A measure shows who owes what by when, the reports handed in and the whole "
                "history."
            ),
            "measures:plans",
        ),
        Step(
            "as-of",
            _("Read how to see a day in the past"),
            _(
                "On the plan, the board and a measure, “State as of” shows what was known at the"
                " end of a day."
            ),
            "measures:help",
            anchor="as-of",
        ),
        Step(
            "reports",
            _("Download the report of a quarter"),
            _(
                "Each edition is there as DOCX, PDF and XLSX, in three languages, with its "
                "checksum."
            ),
            "reports:rounds",
        ),
    ),
)
