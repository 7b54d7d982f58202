"""What each button of the report's form does to the text before it is saved."""

from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.errors import Refused
from measures.forms.report import ReportForm
from measures.models import Claim, Obligation
from measures.queries.previous import previous_report
from measures.rules.consolidation import LONGEST_TEXT
from measures.rules.two_texts import joined
from measures.services.progress import Draft
from measures.views.asking import Visit
from measures.views.conflicts import draft_under_way

HAND_IN = ("submit", "nil")
SAID = {
    "both": gettext_lazy("Both versions stand in the draft, one below the other."),
    "previous": gettext_lazy("The text of last time stands below what you typed."),
}


def said_of(action: str) -> str:
    return str(SAID.get(action) or _("The draft is saved. It is not handed in yet."))


def draft_to_save(
    owed: Obligation, form: ReportForm, action: str, asked: Visit
) -> tuple[Draft, int]:
    """With the version of the draft that it replaces. Raises Refused "text_too_long"."""
    draft = form.draft(Claim.NIL if action == "nil" else None)
    seen = form.seen_version()
    if action == "both" and (theirs := draft_under_way(owed)):
        return _longer(draft, theirs.text), theirs.version
    if action == "previous" and (before := previous_report(owed, asked.person, asked.today)):
        return _longer(draft, before.text), seen
    return draft, seen


def _longer(draft: Draft, more: str) -> Draft:
    text = joined(draft.text, more)
    if len(text) > LONGEST_TEXT:
        message = _("The report would be longer than %(count)d signs. Copy fewer texts.")
        raise Refused("text_too_long", message % {"count": LONGEST_TEXT})
    return replace(draft, text=text)
