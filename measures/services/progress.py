"""An officer writes, hands in; a coordinator accepts or returns."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.errors import Refused
from agencies.models import User
from measures.models import (
    Claim,
    EventKind,
    MeasureState,
    NoticeKind,
    Obligation,
    ObligationState,
    ProgressEntry,
    ProgressState,
    Review,
    Verdict,
)
from measures.permissions.reporting import check_may_report
from measures.permissions.reviewing import check_may_review
from measures.rules.progress import NEXT_ENTRY, document_needed, fulfils, nil_allowed
from measures.services.doors import check_door_open
from measures.services.evidence import carry_over, check_no_virus
from measures.services.news import tell_of_handing_in, tell_of_review
from measures.services.obligations import Trace, generate_obligations, withdraw
from measures.services.owing import UNDER_WAY, check_open, last_entry, locked
from measures.services.signing_asked import must_be_signed, put_forward
from measures.services.silence import check_silence
from measures.services.trace import leave_trace

CHANGED = "changed_meanwhile"
ENDED = (ObligationState.DONE, ObligationState.REMOVED, ObligationState.WITHDRAWN)


@dataclass(frozen=True)
class Draft:
    """What an officer writes; `language` is that of the text."""

    text: str
    claim: Claim = Claim.INTERIM
    language: str = "ru"
    document_kind: str = ""
    document_number: str = ""
    document_on: date | None = None


@transaction.atomic
def save_draft(
    obligation: Obligation, draft: Draft, *, by: User, today: date, version: int | None = None
) -> ProgressEntry:
    """Keeps what was typed. `version` is the one the writer saw; None if there was no draft yet.

    What the draft says already is not written again, whichever version was seen: a page that
    saves by itself, and sends once more what it got no answer to, finds it saved.
    Raises Refused: "changed_meanwhile" if somebody else saved since, "in_review", "not_open",
    "off_control".
    """
    check_may_report(by, obligation, today)
    check_open(obligation)
    last = last_entry(obligation)
    if last and last.state in UNDER_WAY:
        return _overwrite(last, draft, by=by, version=version)
    return _start(obligation, draft, by=by, last=last)


def _start(
    obligation: Obligation, draft: Draft, *, by: User, last: ProgressEntry | None
) -> ProgressEntry:
    """A new draft; rework begins with the files and sources of the report that was returned."""
    version = 1 + (vars(last)["last_version"] if last else 0)
    entry = ProgressEntry.objects.create(
        obligation=obligation, author=by, version=version, **vars(draft)
    )
    if last and last.state == ProgressState.RETURNED:
        carry_over(last, entry)
        entry.sources.set(last.sources.all())
    return entry


def _overwrite(
    entry: ProgressEntry, draft: Draft, *, by: User, version: int | None
) -> ProgressEntry:
    if entry.state == ProgressState.SUBMITTED:
        raise Refused("in_review", _("A report is already waiting for review."))
    if all(getattr(entry, name) == value for name, value in vars(draft).items()):
        return entry
    seen = {"state": ProgressState.DRAFT, "version": version or 0}  # no version is 0
    mine = ProgressEntry.objects.filter(pk=entry.pk, **seen)
    fields = {**vars(draft), "author": by, "updated_at": timezone.now()}
    if not mine.update(version=F("version") + 1, **fields):
        raise changed_meanwhile()
    _keep_author(entry, by)
    entry.refresh_from_db()
    return entry


def _keep_author(entry: ProgressEntry, following: User) -> None:
    """Of `entry` as it was before the change, which another than `following` may have written."""
    if entry.author_id != following.pk:
        entry.writers.add(entry.author_id)


def changed_meanwhile() -> Refused:
    return Refused(
        CHANGED,
        _("Somebody else saved this draft meanwhile. Compare with theirs and save again."),
    )


def _not_a_draft() -> Refused:
    return Refused("not_a_draft", _("This report has been handed in already."))


@transaction.atomic
def submit(
    entry: ProgressEntry,
    *,
    by: User,
    today: date,
    despite_silence: bool = False,
    author: User | None = None,
) -> None:
    """Hands in the draft as `entry` was read, for review; from now on it is not edited.

    Co-executors that are silent are recorded with it when it is handed in `despite_silence`. Where
    the head of the agency signs its reports, what others hand in goes before the head and stays a
    draft (services.signing); `author`: who wrote what the head signs.
    Raises Refused: "text_missing", "nil_not_allowed", "document_missing", "co_executors_silent",
    "file_infected", "not_a_draft", "changed_meanwhile", "not_open", "off_control"; what
    services.doors says ("round_closed").
    """
    obligation = entry.obligation
    check_may_report(by, obligation, today)
    check_door_open(obligation, today=today)
    check_open(obligation)
    _check_complete(entry)
    check_no_virus(entry)
    silent = check_silence(obligation, today=today, despite=despite_silence)
    if must_be_signed(obligation, by=by, today=today):
        put_forward(entry, by=by, today=today, despite_silence=despite_silence)
        return
    _send(entry, author=author or by, silent=silent, today=today)
    done = fulfils(obligation.kind, entry.claim)
    _move(
        obligation,
        to=ObligationState.SUBMITTED if done else ObligationState.OPEN,
        done_on=today if done else None,
        today=today,
    )
    facts: dict[str, Any] = {"silent": silent} if silent else {}
    _trace(EventKind.SUBMITTED, entry, by=by, today=today, **facts)
    tell_of_handing_in(entry, by=by, today=today)


def _send(entry: ProgressEntry, *, author: User, silent: list[str], today: date) -> None:
    """The draft as it was read, and no other, becomes a report that waits for review."""
    drafts = ProgressEntry.objects.filter(pk=entry.pk, state=ProgressState.DRAFT)
    if not drafts.filter(version=entry.version).update(
        state=ProgressState.SUBMITTED,
        submitted_on=today,
        submitted_at=timezone.now(),
        author=author,
        silent=silent,
    ):
        raise changed_meanwhile() if drafts.exists() else _not_a_draft()
    _keep_author(entry, author)


def _check_complete(entry: ProgressEntry) -> None:
    kind = entry.obligation.kind
    if entry.claim == Claim.NIL and not nil_allowed(kind):
        raise Refused("nil_not_allowed", _("“Nothing to report” is for periodic reports only."))
    if entry.claim != Claim.NIL and not entry.text.strip():
        raise Refused("text_missing", _("Say what was done before handing in."))
    if document_needed(kind, entry.claim) and not (
        entry.document_kind and entry.document_number and entry.document_on
    ):
        raise Refused(
            "document_missing",
            _("A measure is done against its completion document: give its kind, number and date."),
        )


def _move(
    obligation: Obligation, *, to: ObligationState, done_on: date | None, today: date
) -> None:
    moved = Obligation.objects.filter(pk=obligation.pk).exclude(state__in=ENDED)
    if not moved.update(state=to, done_on=done_on, changed_on=today):
        raise Refused("not_open", _("This obligation does not wait for a report now."))
    obligation.state, obligation.done_on = to, done_on


def _trace(
    kind: EventKind,
    entry: ProgressEntry,
    *,
    by: User,
    today: date,
    note: str = "",
    **facts: Any,
) -> None:
    obligation = entry.obligation
    leave_trace(
        kind,
        obligation.measure,
        by=by,
        today=today,
        obligation=obligation,
        note=note,
        entry=entry.pk,
        claim=entry.claim,
        **facts,
    )


@transaction.atomic
def accept_progress(entry: ProgressEntry, *, by: User, today: date, note: str = "") -> Review:
    """Raises PermissionDenied, Refused("already_reviewed")."""
    review = _review(entry, Verdict.ACCEPT, by=by, today=today, reason=note)
    if fulfils(entry.obligation.kind, entry.claim):
        _move(entry.obligation, to=ObligationState.DONE, done_on=entry.submitted_on, today=today)
    _trace(EventKind.ACCEPTED, entry, by=by, today=today, note=note)
    tell_of_review(entry, NoticeKind.ACCEPTED, by=by, today=today, why=note)
    return review


@transaction.atomic
def return_progress(entry: ProgressEntry, *, by: User, today: date, reason: str) -> Review:
    """Back for rework: the obligation is owed again, by its date. Needs a reason.

    If the plan was changed while the report lay in review, what it asks for now is owed.
    """
    if not reason.strip():
        raise Refused("reason_missing", _("Say why the report goes back and what to change."))
    review = _review(entry, Verdict.RETURN, by=by, today=today, reason=reason)
    _owed_again(entry.obligation, by=by, today=today)
    _trace(EventKind.RETURNED, entry, by=by, today=today, note=reason)
    tell_of_review(entry, NoticeKind.RETURNED, by=by, today=today, why=reason)
    return review


def _owed_again(obligation: Obligation, *, by: User, today: date) -> None:
    """Unless the plan has ceased to ask for it while the report lay in review; on the terms that
    an act, a person or the calendar has set meanwhile."""
    control, state = locked(obligation)
    if state == ObligationState.WITHDRAWN:
        return
    _move(obligation, to=ObligationState.RETURNED, done_on=None, today=today)
    if control == MeasureState.ON_CONTROL:
        measure = obligation.measure
        generate_obligations(measure.plan, [measure], today=today, by=by)
    else:
        withdraw(Obligation.objects.filter(pk=obligation.pk), Trace(today, by))


def _review(
    entry: ProgressEntry, verdict: Verdict, *, by: User, today: date, reason: str
) -> Review:
    check_may_review(by, entry, today)
    waiting = ProgressEntry.objects.filter(pk=entry.pk, state=ProgressState.SUBMITTED)
    state = NEXT_ENTRY[ProgressState.SUBMITTED.value, verdict.value]
    if not waiting.update(state=state):
        raise Refused("already_reviewed", _("This report has been reviewed already."))
    entry.refresh_from_db()
    return Review.objects.create(
        entry=entry, reviewer=by, verdict=verdict, reason=reason.strip(), reviewed_on=today
    )
