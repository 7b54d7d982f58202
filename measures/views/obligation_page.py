"""The page of an obligation as it stands now: its facts, the form, what was reported before."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from agencies.errors import Refused
from measures.forms.report import ReportForm, chosen_in, typed_in
from measures.models import Obligation, ProgressEntry, ProgressState
from measures.queries.acts import Acts, acts_of
from measures.queries.consolidation import parts_of, uses_of
from measures.queries.dates import dates_of
from measures.queries.measure import obligation_page
from measures.queries.previous import previous_report
from measures.queries.signing import last_signing
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
    acts = acts_of(owed, extensions, asked.person, asked.today)
    context = {
        "owed": owed,
        "measure": owed.measure,
        "beside": beside,
        "kept": kept,
        "refused": refused,
        "entries": entries,
        "past": {"extensions": extensions, "events": past.events},
        "parts": parts_of(owed, asked.person, asked.today),
        "uses": uses_of(owed, asked.person, asked.today),
        "chosen": chosen_in(request.POST),
        "with_files": "files" in request.POST,
        "largest_file": settings.EVIDENCE_MAX_BYTES,
        "dates": dates_of(owed),
        "may_remind": acts.may_remind,
        "may_explain": acts.may_explain,
        "may_ask": acts.may_ask,
        **_writing(owed, form, asked, acts, entries),
    }
    context["lost"] = form.data.get("text", "") if refused and context["form"] is None else ""
    return render(request, "measures/obligation.html", context, status=422 if form.errors else 200)


def _writing(
    owed: Obligation, form: ReportForm, asked: Visit, acts: Acts, entries: Sequence[ProgressEntry]
) -> dict[str, Any]:
    """`form` is None for whoever does not write here, or not now."""
    in_review = any(entry.state == ProgressState.SUBMITTED for entry in entries)
    may_write = acts.may_write
    writes = may_write and acts.is_open and not in_review
    shut = shut_door(owed, today=asked.today) if may_write and acts.is_open else None
    return {
        "form": form if writes else None,
        "draft": draft_under_way(owed) if may_write else None,
        "signing": last_signing(owed) if may_write and owed.agency.head_signs else None,
        "must_sign": may_write and must_be_signed(owed, by=asked.person, today=asked.today),
        "in_review": in_review,
        "may_take_back": may_write and in_review and shut is None,
        "shut": shut,
        "previous": previous_report(owed, asked.person, asked.today) if writes else None,
    }
