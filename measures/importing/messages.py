"""Findings in words: what is wrong, where, and what to do about it."""

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from measures.deadline_reasons import because
from measures.rules.plan_table.findings import Finding
from measures.rules.plan_table.wording import Column

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise  # the lazy strings of the type stubs

    Words = str | _StrPromise

FIELDS: Final["dict[str, Words]"] = {
    Column.NUMBER: _("number"),
    Column.MEASURE: _("measure"),
    Column.FORM: _("completion form"),
    Column.EXECUTORS: _("executors"),
    Column.DEADLINE: _("deadline"),
    Column.COSTS: _("costs"),
    Column.SOURCE: _("funding source"),
    Column.TOTAL: _("total of all years"),
    Column.UNSPLIT: _("costs not split by year"),
}

MESSAGES: Final["dict[str, Words]"] = {
    "too_many_cells": _(
        "The table has more rows or columns than any plan. Copy the plan table alone into a new "
        "file and import that."
    ),
    "no_table": _(
        "No table with the headings of a plan was found: measure, executors, deadline. Choose on "
        "the page what each column means, or name the headings in the command, e.g. "
        "--map deadline=Срок."
    ),
    "no_such_table": _(
        "There is no table %(wanted)s in the file; it has %(count)s. Choose one of these."
    ),
    "several_tables": _(
        "Several tables look like plans: %(tables)s. Choose one by its number, and import the "
        "others after it."
    ),
    "missing_column": _(
        "No column for “%(field)s” was recognised. Headings that were not understood: %(unread)s. "
        "Choose the column on the page, or name its heading in the command, e.g. "
        "--map %(key)s=%(example)s."
    ),
    "ambiguous_column": _(
        "Several columns could be “%(field)s”: %(headings)s. Choose the right one on the page, or "
        "name its heading in the command, e.g. --map %(key)s=…"
    ),
    "map_not_found": _(
        "There is no heading “%(heading)s” in the table, so “%(field)s” cannot be read from it. "
        "Copy the heading from the file as it is written there."
    ),
    "unclear_unit": _(
        "The headings count the costs in different units. Write the same one in each: thousand, "
        "million or billion tenge."
    ),
    "no_measures": _("There are no measures below the headings. Check that the table is whole."),
    "stray_row": _("The row belongs to no measure. Give it a number and a text, or delete it."),
    "no_number": _("The measure has no number. Write its number."),
    "bad_number": _("“%(number)s” is not the number of a measure. Write it as 28 or 7.5.1."),
    "no_title": _("The measure has no text. Write what is to be done."),
    "no_executors": _("No executors are named. Name at least the body that answers."),
    "no_deadline": _("There is no deadline. Write it as the act does."),
    "deadline_elsewhere": _(
        "The deadline “%(phrase)s” seems to stand in this column (%(field)s), and its own column "
        "is empty. Move it."
    ),
    "deadline_instead": _(
        "“%(phrase)s” stands where the %(field)s should, and is a deadline. Write here what "
        "belongs here."
    ),
    "deadline_twice": _(
        "“%(phrase)s” stands in this column (%(field)s), and is a deadline. The measure's own, "
        "“%(own)s”, was read; nothing was moved."
    ),
    "swapped_cells": _(
        "“%(phrase)s” stands in place of the deadline, and “%(other)s” in another column "
        "(%(field)s) reads as one. They seem to have changed places. Put them back."
    ),
    "executors_in_deadline": _(
        "“%(phrase)s” stands in place of the deadline, and names bodies. Write the deadline here, "
        "and the bodies among the executors."
    ),
    "duplicate_number": _(
        "Number %(number)s is in this section already, in row %(first)s. Correct one of the two, "
        "or put a section heading between them."
    ),
    "duplicate_number_in_table": _(
        "Number %(number)s is in this section already, in table %(first_table)s, row %(first)s. "
        "Correct one of the two, or put a section heading between them."
    ),
    "already_in_plan": _(
        "Measure %(number)s with this text is in the plan already. Take the row out of the file."
    ),
    "two_leads": _("Two bodies are marked (созыв). Only one convenes: leave one mark."),
    "unclear_executor": _(
        "“%(name)s” may be several bodies. Write the full name, or enter “%(name)s” among the "
        "other names of the right one."
    ),
    "unknown_executor": _(
        "“%(name)s” is not known.%(hint)s Correct the name, enter it among the other names of its "
        "body, or have it added as a new body."
    ),
    "unreadable_cost": _(
        "The costs “%(text)s” can be read in more than one way, or not at all. Write e.g. "
        "“2008 – 12,5; 2009 – 14,0”, “30,2”, or “не требуется”."
    ),
    "too_long": _("The text has %(length)s characters; at most %(longest)s are kept. Shorten it."),
    "undecided_deadline": _(
        "A person must decide the dates of “%(phrase)s”.%(reasons)s Set them on the measure's page."
    ),
    "deadline_doubt": _("“%(phrase)s” was read, with a doubt.%(reasons)s Check the dates."),
    "no_completion_form": _("The table has no column of completion forms; they stay empty."),
    "unknown_column": _("The column “%(heading)s” is not part of a plan and was not read."),
    "repeated_executor": _("“%(name)s” is named twice in the cell and counted once."),
    "agreement_not_marked": _(
        "“%(name)s” does not answer to the Government, yet is not marked (по согласованию)."
    ),
    "total_differs": _(
        "The total says %(said)s, but the years add up to %(counted)s million tenge. The years "
        "were kept."
    ),
    "shared_cost": _("The costs are merged with the measure above and were counted there alone."),
    "cost_outside_plan": _("The costs name %(year)s, a year outside the plan."),
    "row_not_read": _("The row was not read as a measure: “%(text)s”."),
    "tables_left_out": _("Other tables of the file were not read: %(tables)s."),
    "tables_joined": _(
        "Tables %(tables)s go on with each other and were read as one plan. Choose one of them if "
        "that is wrong."
    ),
    "text_between": _(
        "The line “%(text)s” before the table was not read. If it is the title of a section, "
        "write it as a row of the table."
    ),
    "struck_row": _("The row was struck by a later act and is no measure: “%(text)s”."),
    "amendment_note": _("The note of an amendment was left out of the text: “%(text)s”."),
    "abbreviation_differs": _(
        "The note says that “%(name)s” is “%(full)s”, but it is known as another body. The known "
        "one was taken; check it."
    ),
}


def message(finding: Finding) -> str:
    """One sentence or more, with the place first. Raises KeyError for a code without words."""
    facts = {**finding.facts, "key": finding.facts.get("field", "")}
    facts["field"] = str(FIELDS.get(facts["key"], facts["key"]))
    facts["reasons"] = because(finding.facts.get("reasons", ""))
    facts["hint"] = _hint(finding.facts.get("similar", ""), finding.facts.get("full", ""))
    in_table = bool(facts.get("first_table")) and finding.code == "duplicate_number"
    code = "duplicate_number_in_table" if in_table else finding.code
    return _place(finding) + str(MESSAGES[code]) % facts


def _hint(similar: str, full: str) -> str:
    if full:
        return " " + gettext("The note explains it as “%(name)s”.") % {"name": full}
    return " " + gettext("Is it “%(name)s”?") % {"name": similar} if similar else ""


def _place(finding: Finding) -> str:
    where = {"table": finding.table, "row": finding.row, "column": finding.column}
    if finding.table and finding.row and finding.column:
        return gettext("Table %(table)d, row %(row)d, column %(column)d:") % where + " "
    if finding.table:
        return gettext("Table %(table)d:") % where + " "
    if finding.row and finding.column:
        return gettext("Row %(row)d, column %(column)d:") % where + " "
    return gettext("Row %(row)d:") % where + " " if finding.row else ""
