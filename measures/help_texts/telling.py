"""Words about lists, compiled reports and reminders."""

from django.utils.translation import gettext_lazy as _

from measures.help_texts.word import Word

TELLING = (
    Word(
        "as-of",
        _("State as of a day"),
        _(
            "Choose a day in the past: the page tells everything as it was known at the end of "
            "that day, and its links stay in that day. A past day can only be read."
        ),
    ),
    Word(
        "filters",
        _("Filters of a list"),
        _(
            "Narrow a list by agency, direction, days late or words. The address keeps what you "
            "chose: a colleague to whom you send it sees the same, as far as their role lets "
            "them."
        ),
    ),
    Word(
        "round",
        _("Reporting round"),
        _(
            "A period of the plan, a quarter as a rule, with two dates: executors report by the "
            "first, the coordinating body reports to the Government by the second. Once the "
            "coordinator has closed it, periodic reports for it are handed in only by a body whose "
            "part is reopened; a single measure that is late can always be reported."
        ),
    ),
    Word(
        "edition",
        _("Edition of a report"),
        _(
            "Each compiling makes an edition. It does not change any more and carries a "
            "checksum, so that a paper going round can be verified. After a correction the next "
            "edition is compiled."
        ),
    ),
    Word(
        "reminder",
        _("Reminder"),
        _(
            "It comes by mail or on the site, before the date and after it, as the plan’s policy"
            " of reminders says. One mail a day holds everything, and no step is sent twice."
        ),
    ),
    Word(
        "reminder-policy",
        _("Policy of reminders"),
        _(
            "Whom the plan reminds of what, how many days before or after a date, and by which "
            "way. The preview shows what goes out on a day, and why."
        ),
    ),
    Word(
        "acknowledge",
        _("Acknowledge a reminder"),
        _("“I know of it.” It says nothing about the work: the report is still owed."),
    ),
    Word(
        "decline",
        _("Decline reminders"),
        _(
            "Where the plan’s policy lets you, you may decline some of its mails. The others go "
            "on, and you may take this back at any time."
        ),
    ),
)
