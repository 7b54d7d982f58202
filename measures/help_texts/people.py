"""Words about bodies and people."""

from django.utils.translation import gettext_lazy as _

from measures.help_texts.word import Word

PEOPLE = (
    Word(
        "lead",
        _("Lead body"),
        _(
            "The body named first, or marked «созыв»: it convenes the others and answers for the"
            " measure as a whole."
        ),
    ),
    Word(
        "co-executor",
        _("Co-executor of a measure"),
        _(
            "A body named after the lead. It owes a report of its own, usually some days before "
            "the lead, so that there is time to put the reports together."
        ),
    ),
    Word(
        "consolidation",
        _("Consolidation"),
        _(
            "The body marked «свод», or else the lead, puts the accepted reports of the "
            "co-executors together into its own. Its page shows who has handed in, who has "
            "nothing to report and who is silent."
        ),
    ),
    Word(
        "silent",
        _("Silent co-executor"),
        _(
            "A co-executor that handed in nothing at all; “nothing to report” is an answer. A "
            "report can be handed in without the silent ones, and then names them."
        ),
    ),
    Word(
        "by-agreement",
        _("Taking part by agreement"),
        _(
            "Marks a body that does not answer to the Government, such as the Supreme Court, the"
            " Prosecutor General’s Office or the National Bank."
        ),
    ),
    Word(
        "role",
        _("Role"),
        _(
            "What a person may do, in which body and during which time: officer, deputy head or "
            "head of an agency, coordinator, observer. An administrator enters it; without one "
            "there is nothing to see."
        ),
    ),
    Word(
        "succession",
        _("Succession of a body"),
        _(
            "A body is renamed, merged or split. What it still owes passes to the successor; "
            "what was done stays under the old name."
        ),
    ),
)
