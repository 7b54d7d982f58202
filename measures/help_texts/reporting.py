"""Words about reports and control."""

from django.utils.translation import gettext_lazy as _

from measures.help_texts.word import Word

REPORTING = (
    Word(
        "piles",
        _("Piles of the desk"),
        _(
            "To do holds all that waits for you, the most urgent first: late, returned, due today, "
            "of past quarters, due within a week or a month, begun. Besides: Later, Without a "
            "date, In review (the coordinating body decides) and Closed. A report lies in one pile."
        ),
    ),
    Word(
        "claim",
        _("What you say with a report"),
        _(
            "In progress: you tell how far it is, and the report stays owed. Done: the "
            "completion document is there. Nothing to report: only for a period."
        ),
    ),
    Word(
        "nil-return",
        _("Nothing to report"),
        _(
            "An answer for a period in which nothing happened. It is handed in with one press, "
            "reviewed like any report, and is not silence. The next period is answered anew."
        ),
    ),
    Word(
        "completion-document",
        _("Completion document"),
        _(
            "The document that the act promises: kind, number, date. “Done” cannot be handed in "
            "without it, and a measure is removed from control against it."
        ),
    ),
    Word(
        "draft",
        _("Draft, and handing in"),
        _(
            "Your own body alone sees a draft, and each of its officers may write on in it. What"
            " is handed in is not edited any more: if it is returned, a new draft begins with "
            "it."
        ),
    ),
    Word(
        "evidence",
        _("Evidence"),
        _(
            "Files that show what was done. Each is checked when it is uploaded: its content must "
            "be what its name says, without macros. Where viruses are looked for, others get it "
            "once none was found. Its checksum is kept, so that a copy can be compared with what "
            "was handed in."
        ),
    ),
    Word(
        "review",
        _("Review of a report"),
        _(
            "The coordinating body accepts a report, or returns it for rework and says why. "
            "Nobody reviews their own report. The day of handing in counts, not the day of the "
            "decision."
        ),
    ),
    Word(
        "returned",
        _("Returned for rework"),
        _("The reason stands above the form. The report is owed again, by the same date."),
    ),
    Word(
        "on-control",
        _("On control"),
        _(
            "A measure stays on control until the coordinating body removes it, against the "
            "promised completion document. An accepted report alone does not remove it."
        ),
    ),
    Word(
        "removed",
        _("Removed from control"),
        _(
            "The coordinating body has closed the measure and named the document. What was still"
            " owed on it is owed no more; everything stays readable."
        ),
    ),
)
