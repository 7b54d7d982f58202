"""The page of an obligation as it stands now: its facts, the form, what was reported before."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from agencies.errors import Refused
from measures.forms.report import ReportForm, chosen_in, typed_in
from measures.models import ExtensionState, MeasureState, Obligation, ProgressState
from measures.permissions import may_explain_reminders, may_manage_plan, may_report
from measures.queries.consolidation import parts_of, uses_of
from measures.queries.dates import dates_of
from measures.queries.measure import obligation_page
from measures.queries.previous import previous_report
from measures.queries.signing import last_signing
from measures.querysets import NOT_HANDED_IN
from measures.services.doors import shut_door
from measures.services.signing_asked import must_be_signed
from measures.views.asking import Visit
from measures.views.conflicts import Beside, draft_under_way, theirs_beside


def blank(owed: Obligation) -> ReportForm:
    """The draft under way, else what was last returned, else an empty form."""
    if draft := draft_under_way(owed):
        return ReportForm(owed, initial={**typed_in(draft), "version": draft.version})
    last = owed.entries.order_by("-pk").first()
    returned = last if last and last.state == ProgressState.RETURNED else None
    return ReportForm(owed, initial=typed_in(returned) if returned else None)


def conflict(
    request: HttpRequest, owed: Obligation, form: ReportForm, refused: Refused, asked: Visit
) -> HttpResponse:
    """Mine stays in the form; theirs is shown beside it and is what a next save replaces."""
    beside = theirs_beside(owed, form) if refused.code == "changed_meanwhile" else None
    if beside:
        form.rebase(beside.theirs.version)
    form.refuse(refused.code, str(refused))
    return page(request, owed, form, asked, beside=beside, refused=refused)


def page(
    request: HttpRequest,
    owed: Obligation,
    form: ReportForm,
    asked: Visit,
    *,
    kept: bool = False,
    beside: Beside | None = None,
    refused: Refused | None = None,
) -> HttpResponse:
    past = obligation_page(owed, asked.person, asked.today)
    entries, extensions = list(past.entries), list(past.extensions)
    in_review = any(entry.state == ProgressState.SUBMITTED for entry in entries)
    may_write = may_report(asked.person, owed, asked.today)
    writes = may_write and _is_open(owed) and not in_review
    shut = shut_door(owed, today=asked.today) if may_write and _is_open(owed) else None
    context = {
        "owed": owed,
        "measure": owed.measure,
        "form": form if writes else None,
        "draft": draft_under_way(owed) if may_write else None,
        "signing": last_signing(owed) if may_write and owed.agency.head_signs else None,
        "must_sign": may_write and must_be_signed(owed, by=asked.person, today=asked.today),
        "beside": beside,
        "kept": kept,
        "refused": refused,
        "lost": "" if writes or not refused else form.data.get("text", ""),
        "entries": entries,
        "in_review": in_review,
        "may_take_back": may_write and in_review and shut is None,
        "shut": shut,
        "past": {"extensions": extensions, "events": past.events},
        "parts": parts_of(owed, asked.person, asked.today),
        "previous": previous_report(owed, asked.person, asked.today) if writes else None,
        "uses": uses_of(owed, asked.person, asked.today),
        "chosen": chosen_in(request.POST),
        "with_files": "files" in request.POST,
        "largest_file": settings.EVIDENCE_MAX_BYTES,
        "dates": dates_of(owed),
        **_acts(owed, asked, extensions, may_write=may_write),
    }
    return render(request, "measures/obligation.html", context, status=422 if form.errors else 200)


def _is_open(owed: Obligation) -> bool:
    return owed.state in NOT_HANDED_IN and owed.measure.state == MeasureState.ON_CONTROL


def _acts(
    owed: Obligation, asked: Visit, extensions: list[Any], *, may_write: bool
) -> dict[str, bool]:
    """What this person may do here besides reporting."""
    coordinates = may_manage_plan(asked.person, owed.measure.plan, asked.today)
    in_time = owed.due_on is not None and owed.due_on >= asked.today
    dated = owed.due_on is not None and owed.kind != "continuous"
    waits = any(one.state == ExtensionState.REQUESTED for one in extensions)
    may_ask = _is_open(owed) and dated and not waits
    return {
        "may_remind": coordinates and _is_open(owed) and dated,
        "may_explain": may_explain_reminders(asked.person, owed, asked.today),
        "may_ask": may_ask and ((may_write and in_time) or coordinates),
    }
