"""The first steps of who keeps the installation."""

from django.utils.translation import gettext_lazy as _

from measures.help_texts.step import Step, Tour

ADMINISTRATOR = Tour(
    "administrator",
    _("First steps of an administrator"),
    (
        Step(
            "concept",
            _("Enter the Concept: goal, tasks, directions"),
            _(
                "Every plan carries out a Concept and lies inside its period. The operator of "
                "the server can load the Concept of Migration Policy, the bodies and the regions"
                " with one command."
            ),
            "admin:planner_concept_changelist",
            done="concept",
        ),
        Step(
            "bodies",
            _("Enter the bodies that report"),
            _(
                "Give each its full and short name in three languages, as acts write them: the "
                "plan’s executors are recognised by these names."
            ),
            "admin:agencies_agency_changelist",
            done="bodies",
        ),
        Step(
            "plan",
            _("Add the action plan and name its coordinating body"),
            _(
                "Its period, the act that approved it, the rule for dates on days off, and the "
                "days by which bodies report."
            ),
            "admin:planner_actionplan_changelist",
            done="plan",
        ),
        Step(
            "people",
            _("Enter people, and give each a role in a body"),
            _(
                "At least one coordinator in the coordinating body, and an officer in every body"
                " that reports. Being an administrator gives no say over measures."
            ),
            "admin:agencies_user_changelist",
            done="people",
        ),
        Step(
            "table",
            _("Let the coordinator enter the plan’s table"),
            _(
                "The coordinator opens the plan, chooses “Enter measures from a file”, and reads"
                " the preview before confirming."
            ),
            "measures:begin",
            anchor="table",
            done="table",
        ),
        Step(
            "reminders",
            _("See that reminders run"),
            _("The page tells when the worker last came by, and whom no mail reaches."),
            "measures:reminders",
            done="reminders",
        ),
    ),
)
