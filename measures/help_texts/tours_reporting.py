"""The first steps of those who report."""

from django.utils.translation import gettext_lazy as _

from measures.help_texts.step import Step, Tour

REMINDERS = Step(
    "reminders",
    _("Look at what you are reminded of, and when"),
    _(
        "Choose in your settings the hour from which mails come, and what comes by mail. A new "
        "reminder on the site waits under the bell until you acknowledge it."
    ),
    "measures:my-settings",
    anchor="general",
    done="chose_reminders",
)

OFFICER = Tour(
    "officer",
    _("First steps of an officer"),
    (
        Step(
            "draft",
            _("Open a report that is owed and save a draft"),
            _(
                "The desk lists what your body owes, the most urgent first. Open an item, write "
                "what was done, and save: a draft stays inside your body."
            ),
            "measures:desk",
            done="drafted",
        ),
        Step(
            "evidence",
            _("Add a file that shows what was done"),
            _(
                "Under the text of a report, choose one file or several. A file can be taken "
                "away again as long as the report is a draft."
            ),
            "measures:desk",
            done="evidence",
        ),
        Step(
            "hand-in",
            _("Hand a report in"),
            _(
                "A report handed in goes to the coordinating body. If nothing happened in a "
                "period, “Nothing to report” is the answer, and one press is enough."
            ),
            "measures:desk",
            done="handed_in",
        ),
        Step(
            "more-time",
            _("Read how more time is asked for"),
            _(
                "Ask before the date has passed: on the page of the report, with a reason and a "
                "new date. Afterwards it is late, whatever the reason."
            ),
            "measures:help",
            anchor="extension",
            done="asked_time",
        ),
        REMINDERS,
    ),
)

HEAD = Tour(
    "head",
    _("First steps of a head of agency"),
    (
        Step(
            "owed",
            _("See what your body owes"),
            _(
                "The first pile of the desk, To do, holds all that waits for your body, the most "
                "urgent first."
            ),
            "measures:desk",
        ),
        Step(
            "plan",
            _("Open the plan and choose your body in it"),
            _(
                "The plan stands there as its official table, each measure with where it is. The"
                " filter shows the measures of one body, or those that are overdue."
            ),
            "measures:plans",
        ),
        Step(
            "way",
            _("Read which way a report goes"),
            _(
                "Your officers write and hand in; the coordinating body accepts or returns. You "
                "may do all that an officer of your body may do."
            ),
            "measures:help",
            anchor="review",
        ),
        REMINDERS,
    ),
)
