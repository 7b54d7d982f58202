"""Two people, or two windows, wrote one draft: theirs beside mine, and what may be made of both."""

from dataclasses import dataclass

from measures.forms.report import ReportForm
from measures.models import Claim, Obligation, ProgressEntry, ProgressState
from measures.rules.two_texts import compared
from measures.rules.wording import Piece
from measures.services.progress import Draft


@dataclass(frozen=True)
class Beside:
    """`pieces` tell both texts as one, [] where they are too long to be compared."""

    theirs: ProgressEntry
    pieces: list[Piece]


def draft_under_way(owed: Obligation) -> ProgressEntry | None:
    drafts = owed.entries.filter(state=ProgressState.DRAFT).select_related("author", "obligation")
    return drafts.prefetch_related("evidence").first()


def theirs_beside(owed: Obligation, form: ReportForm) -> Beside | None:
    """What was saved meanwhile, compared with what the form was sent with."""
    theirs = draft_under_way(owed)
    if theirs is None:
        return None
    return Beside(theirs, compared(theirs.text, form.cleaned_data.get("text", "")))


def is_what_was_seen(draft: ProgressEntry, form: ReportForm) -> bool:
    """Did the page that sent the form show this draft, or does it say the same anyway?"""
    return form.seen_version() == draft.version or _says(draft, form.draft())


def was_handed_in(owed: Obligation, form: ReportForm, action: str) -> bool:
    """Has the very report that is sent just been handed in, by a first click?"""
    claim = Claim.NIL if action == "nil" else None
    waiting = owed.entries.filter(state=ProgressState.SUBMITTED).first()
    return waiting is not None and _says(waiting, form.draft(claim))


def _says(entry: ProgressEntry, draft: Draft) -> bool:
    return all(getattr(entry, name) == value for name, value in vars(draft).items())
