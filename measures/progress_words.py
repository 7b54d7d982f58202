"""A table of reports in words: its columns and choices in three languages, and what is wrong."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from measures.models import Claim, DocumentKind
from measures.rules.progress import PERIODIC
from measures.rules.progress_table import Col, Vocabulary, squeezed

HEADINGS: Final[Mapping[Col, Promise]] = {
    Col.KEY: gettext_lazy("Key (do not change)"),
    Col.NUMBER: gettext_lazy("Number"),
    Col.CLAIM: gettext_lazy("What do you report?"),
    Col.TEXT: gettext_lazy("What was done"),
    Col.DOCUMENT_KIND: gettext_lazy("Completion document"),
    Col.DOCUMENT_NUMBER: gettext_lazy("Document number"),
    Col.DOCUMENT_ON: gettext_lazy("Document date"),
}
# Shorter ways in which people write them.
ALSO: Final[Mapping[Col, tuple[Promise, ...]]] = {
    Col.KEY: (gettext_lazy("Key"),),
    Col.NUMBER: (gettext_lazy("Number of the measure"),),
    Col.CLAIM: (gettext_lazy("State of execution"), gettext_lazy("Status")),
    Col.TEXT: (gettext_lazy("Report"),),
    Col.DOCUMENT_NUMBER: (gettext_lazy("Its number"),),
    Col.DOCUMENT_ON: (gettext_lazy("Its date"),),
}
DATED: Final[Mapping[Claim, Promise]] = {
    Claim.INTERIM: gettext_lazy("in progress"),
    Claim.DONE: gettext_lazy("done"),
}
FOR_PERIOD: Final[Mapping[Claim, Promise]] = {
    Claim.DONE: gettext_lazy("report for the period"),
    Claim.NIL: gettext_lazy("nothing to report"),
}


def claims_for(kind: str) -> Mapping[Claim, Promise]:
    """What may be said of an obligation of this kind of deadline."""
    return FOR_PERIOD if kind in PERIODIC else DATED


@cache
def vocabulary() -> Vocabulary:
    """All words of every language at once: a file made in one is read in another."""
    headings: dict[str, Col] = {}
    claims: dict[str, str] = {}
    kinds: dict[str, str] = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            for col, words in HEADINGS.items():
                for one in (words, *ALSO.get(col, ())):
                    headings.setdefault(squeezed(str(one)), col)
            for some in (DATED, FOR_PERIOD):
                claims |= {squeezed(str(words)): claim.value for claim, words in some.items()}
            kinds |= {squeezed(str(kind.label)): kind.value for kind in DocumentKind}
    return Vocabulary(headings, claims, kinds)


FAULTS: Final[Mapping[str, Promise]] = {
    "no_headings": gettext_lazy(
        "No table of reports was found: no row has the headings “Key”, “What do you report?” and "
        "“What was done”. Download the template and fill it in."
    ),
    "column_missing": gettext_lazy("The column “%(column)s” is missing. Put it back."),
    "column_twice": gettext_lazy("The column “%(column)s” stands there twice. Delete one of them."),
    "merged": gettext_lazy(
        "The cell is merged with one of another row. Unmerge it and write into each row its own."
    ),
    "key_missing": gettext_lazy(
        "The key is missing. Copy it from the template: it says which report the row is about."
    ),
    "key_wrong": gettext_lazy("“%(said)s” is no key. Copy it from the template as it stands."),
    "key_twice": gettext_lazy("Row %(row)s has the same key. Keep one of the two."),
    "not_a_choice": gettext_lazy("“%(said)s” is not known here. Write one of these: %(choices)s."),
    "broken_formula": gettext_lazy(
        "The cell shows %(said)s: a formula that cannot be reckoned. Write the text itself."
    ),
    "too_long": gettext_lazy(
        "It has %(length)s signs, and at most %(most)s are taken. Shorten it."
    ),
    "day_is_a_figure": gettext_lazy(
        "“%(said)s” is a figure and no date. Write the day as 06.07.2009."
    ),
    "not_a_day": gettext_lazy("“%(said)s” is not a date. Write the day as 06.07.2009."),
    "claim_missing": gettext_lazy("Say what you report. Write one of these: %(choices)s."),
    "claim_not_here": gettext_lazy(
        "This cannot be said of this measure. Write one of these: %(choices)s."
    ),
    "not_yours": gettext_lazy(
        "Your agency owes no report under this key. Take the row out, or copy the key again."
    ),
    "row_mixed": gettext_lazy(
        "The key is that of measure %(number)s. Rows were mixed up: was a part of the columns "
        "sorted? Fill in a new template."
    ),
    "not_open": gettext_lazy("No report is owed on it any more. Take the row out."),
    "handed_in_meanwhile": gettext_lazy(
        "A report was handed in meanwhile: %(who)s, %(day)s. Take the row out; if yours is the "
        "right one, take that report back on its page first."
    ),
    "changed_meanwhile": gettext_lazy(
        "The draft was changed since the template was made: %(who)s, %(day)s. Download a new "
        "template, or delete this row."
    ),
}


def fault_words(fault: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """In the language that is active; a column as the file calls it. `said` where a service has
    refused, in words of its own."""
    if "said" in fault:
        return str(fault["said"])
    column = str(fault.get("column", ""))
    named = labels.get(column) or (str(HEADINGS[Col(column)]) if column else "")
    facts = {"choices": _choices(column), **fault["facts"]}
    return str(FAULTS[fault["code"]]) % {**facts, "column": named}


def _choices(column: str) -> str:
    """What may stand under a column of choices, in words. A table in CSV has no list in its cells
    to choose from, so they are written out."""
    if column == Col.CLAIM:
        return ", ".join(str(words) for some in (DATED, FOR_PERIOD) for words in some.values())
    return ", ".join(str(kind.label) for kind in DocumentKind)


def column_words(column: str, labels: Mapping[str, str]) -> str:
    if not column:
        return ""
    return labels.get(column) or str(HEADINGS[Col(column)])
