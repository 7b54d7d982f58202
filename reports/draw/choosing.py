"""Sections of a report that can be chosen, and an outline that has the chosen ones alone."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.draw import wording
from reports.draw.agenda import agenda
from reports.draw.model import Outline, Table

Document = Mapping[str, Any]
AGENDA: Final = "agenda"
# In the order of the form. The codes are those of tables; what a report has none of is left out.
SECTIONS: Final[Mapping[str, Promise]] = {
    "summary": gettext_lazy("Summary in words"),
    "narrative": gettext_lazy("Texts of the coordinating body"),
    AGENDA: gettext_lazy("To be discussed, with room for decisions"),
    "totals": gettext_lazy("Totals by status"),
    "change": gettext_lazy("Change since the period before and a year ago"),
    "agencies": gettext_lazy("Totals by body"),
    "directions": gettext_lazy("Totals by direction and part of the mechanism"),
    "tasks": gettext_lazy("Totals by task"),
    "regions": gettext_lazy("Totals by region"),
    "discipline": gettext_lazy("Discipline of the bodies"),
    "overdue": gettext_lazy("Overdue"),
    "completed": gettext_lazy("Completed in the period"),
    "ahead": gettext_lazy("Ahead and at risk"),
    "silent": gettext_lazy("Bodies that handed in nothing for the period"),
    "nil": gettext_lazy("Reports that there was nothing to report"),
    "lateness": gettext_lazy("Lateness and extensions"),
    "extensions": gettext_lazy("Deadlines asked to be moved"),
    "removed": gettext_lazy("Measures that left control"),
    "spending": gettext_lazy("Spending, million tenge"),
    "indicators": gettext_lazy("Indicators"),
    "measures": gettext_lazy("Execution of the measures"),
}
# Tables that belong to the section of another code.
WITHIN: Final = {
    "execution": "measures",
    "accepted": "measures",
    "change_round": "change",
    "at_risk": "ahead",
    "sources": "spending",
}
ALWAYS: Final = ("problems",)  # what a report could not tell is never hidden by a choice
MOST_BRIEF: Final = 3  # parts of a cut that are found without a contents
PICTURED: Final = frozenset({"totals", "agencies", "directions"})
USUAL: Final[Mapping[str, tuple[str, ...]]] = {
    "agency": (
        *("summary", "totals", "overdue", "ahead", "completed", "extensions", "nil", "measures"),
    ),
    "direction": (
        *("summary", "totals", "directions", "agencies", "overdue", "completed", "ahead"),
        *("spending", "measures"),
    ),
    "overdue": ("overdue", "lateness", "extensions"),
    "agenda": (AGENDA,),
    "own": (),
}
TITLES: Final[Mapping[str, Promise]] = {
    "agency": gettext_lazy("Report on the execution of the action plan by body"),
    "direction": gettext_lazy("Report on the execution of the action plan by direction"),
    "overdue": gettext_lazy("What is overdue under the action plan"),
    "agenda": gettext_lazy("Agenda of a meeting on the execution of the action plan"),
}


def is_chosen(code: str, sections: Sequence[str]) -> bool:
    """No section chosen means all, but for the agenda, which a whole report does not have."""
    if code in ALWAYS:
        return True
    return WITHIN.get(code, code) in sections if sections else code != AGENDA


def chosen(whole: Outline, document: Document, sections: Sequence[str] | None = None) -> Outline:
    """The outline of a cut, in the language that is active: its own title, what it was cut from,
    and the tables of its sections. A document that is no cut keeps its outline.

    `sections` None: those that the document's cut names.
    """
    cut = document.get("cut")
    if cut is None and sections is None:
        return whole
    wanted = tuple((cut or {}).get("sections", ()) if sections is None else sections)
    extra = (agenda(document),) if AGENDA in wanted else ()
    made = replace(
        whole,
        tables=_kept(whole.tables, wanted),
        wide_tables=(*extra, *_kept(whole.wide_tables, wanted)),
        sheets=(*extra, *_kept(whole.sheets, wanted)),
        pages=(*extra, *_kept(whole.pages, wanted)),
        sections=whole.sections if is_chosen("narrative", wanted) else (),
        narrative=whole.narrative if is_chosen("narrative", wanted) else (),
        pictures=whole.pictures if not wanted or PICTURED & set(wanted) else (),
    )
    made = replace(made, summary=_summary(whole, made, wanted))
    return _brief(_headed(made, document, cut), wanted) if cut else made


def _brief(made: Outline, wanted: Sequence[str]) -> Outline:
    """A list or two, as of an agenda, need no contents, nor all that a report says of itself."""
    parts = len(made.tables) + len(made.wide_tables) + len(made.sections)
    if is_chosen("summary", wanted) or made.pictures or parts > MOST_BRIEF:
        return made
    dropped = (
        *(_("Concept"), _("Approved"), _("Amended")),
        *(_("Executors report by"), _("Coordinating body reports by")),
    )
    facts = tuple(fact for fact in made.facts if fact[0] not in dropped)
    return replace(made, brief=True, summary=(), facts=facts)


def _summary(whole: Outline, made: Outline, wanted: Sequence[str]) -> tuple[str, ...]:
    """The whole's own words, or how long each list of the cut is: no page stands empty."""
    if is_chosen("summary", wanted):
        return whole.summary
    tables = (*made.tables, *made.wide_tables)
    return tuple(f"{one.title}: {wording.number(len(one.rows))}" for one in tables)


def _kept(tables: Sequence[Table], wanted: Sequence[str]) -> tuple[Table, ...]:
    return tuple(table for table in tables if is_chosen(table.code, wanted))


def _headed(made: Outline, document: Document, cut: Document) -> Outline:
    """A cut is approved by nobody: no block for that, and it says what it leaves out."""
    facts = [(_("Cut"), wording.clean(cut["name"]))] if cut["name"] else []
    if cut["agencies"]:
        facts.append((_("Bodies"), "; ".join(_bodies(document, cut))))
    if cut["directions"]:
        facts.append((_("Directions"), "; ".join(_directions(cut))))
    facts.append((_("Cut from the content with SHA-256"), cut["of"]))
    title = TITLES.get(cut["kind"])
    return replace(
        made,
        title=str(title) if title else made.title,
        approval=(),
        facts=(*facts[:-1], *made.facts, facts[-1]),
    )


def _bodies(document: Document, cut: Document) -> list[str]:
    names = cut["names"]
    return [wording.reads(names[code]) if code in names else code for code in cut["agencies"]]


def _directions(cut: Document) -> list[str]:
    told = [
        f"{wording.clean(row['source'])} {wording.reads(row['text'])}".strip()
        for row in cut["headings"]
        if row["text"]
    ]
    return told + [_("Measures under no direction")] * ("" in cut["directions"])
