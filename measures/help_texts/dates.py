"""Words about dates."""

from django.utils.translation import gettext_lazy as _

from measures.help_texts.word import Word

DATES = (
    Word(
        "deadline",
        _("Deadline as the act writes it"),
        _(
            "Dates follow from its words: one date, many for “quarterly”, none until an event "
            "happens. The tracker does not guess: where the words leave a doubt, it waits for a "
            "coordinator."
        ),
    ),
    Word(
        "obligation",
        _("Report owed"),
        _(
            "One report that one body owes by one date. A measure with five executors and four "
            "dates a year makes twenty of them."
        ),
    ),
    Word(
        "recurring",
        _("Recurring deadline"),
        _(
            "“Annually”, “quarterly”: a report for each period. A report for one period does not"
            " replace that for another."
        ),
    ),
    Word(
        "continuous",
        _("Continuous work"),
        _(
            "“Constantly”, “as needed”: there is no last date. It is reported in every quarter "
            "and is never overdue by itself."
        ),
    ),
    Word(
        "waiting",
        _("Waiting for a date"),
        _(
            "The deadline counts from an event (“within ten days after signing”), or its words "
            "are not clear. A coordinator enters the date of the event, or the dates themselves."
        ),
    ),
    Word(
        "day-off",
        _("Date on a day off"),
        _(
            "The plan says what follows: the date stays and is marked, or it moves to the next "
            "or the previous working day. The working calendar knows public holidays and "
            "transferred working days."
        ),
    ),
    Word(
        "extension",
        _("More time"),
        _(
            "Asked for in writing before the date has passed, that day included, with a reason "
            "and a new date. The level that set the deadline decides, by an act. Both dates, the"
            " reason and the act stay on record."
        ),
    ),
    Word(
        "internal-date",
        _("Internal date of a co-executor"),
        _(
            "It comes some days before the lead’s date. Up to that date the lead may move it; "
            "beyond it only the level that set the deadline."
        ),
    ),
)
