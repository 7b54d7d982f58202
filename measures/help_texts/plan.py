"""Words about plans and the Concept."""

from django.utils.translation import gettext_lazy as _

from measures.help_texts.word import Word

PLAN = (
    Word(
        "concept",
        _("Concept"),
        _(
            "The policy document: a goal, tasks and directions for a period of years. Action "
            "plans are approved to carry it out; a measure may name the task and the line of "
            "action that it serves."
        ),
    ),
    Word(
        "action-plan",
        _("Action plan"),
        _(
            "A table approved by a legal act: measures, completion forms, executors, deadlines, "
            "money. It is changed by a later act only, so nobody edits a row by hand."
        ),
    ),
    Word(
        "measure",
        _("Measure"),
        _(
            "A row of the plan: what is to be done, with which result, by whom and by when. "
            "Numbers may begin anew in each section, so look at the section as well."
        ),
    ),
    Word(
        "completion-form",
        _("Completion form"),
        _(
            "The result that the act promises: a law, an order, information to the Government. A"
            " measure is fulfilled when that document is there."
        ),
    ),
    Word(
        "amendment",
        _("Amendment of the plan"),
        _(
            "A later act that puts items in a new wording, adds or strikes them. A draft shows "
            "every changed word; when the act is entered, everything changes in one stroke, on "
            "the day from which it is in force."
        ),
    ),
    Word(
        "import",
        _("Entering a plan from a file"),
        _(
            "The table comes from Word, Excel, HTML or CSV; columns are found by their headings."
            " The preview shows how every row, executor and deadline was read, and nothing is "
            "written until you confirm."
        ),
    ),
)
