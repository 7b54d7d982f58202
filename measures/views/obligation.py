"""An officer's report on an obligation: written, kept as a draft, handed in."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies.errors import Refused
from measures.forms.report import ReportForm, chosen_in, typed_in
from measures.models import Claim, MeasureState, Obligation, ProgressEntry, ProgressState
from measures.permissions import (
    check_may_report,
    may_explain_reminders,
    may_manage_plan,
    may_open,
    may_report,
)
from measures.queries.consolidation import parts_of, uses_of
from measures.queries.dates import dates_of
from measures.queries.measure import obligation_page, obligations_to_read
from measures.querysets import NOT_HANDED_IN
from measures.services.evidence import attach_evidence
from measures.services.progress import save_draft, submit
from measures.views.asking import Visit, visit
from measures.views.obligation_past import page_of_the_past

HAND_IN = ("submit", "nil")


@require_http_methods(["GET", "HEAD", "POST"])
def obligation(request: HttpRequest, pk: int) -> HttpResponse:
    asked = visit(request)
    owed = get_object_or_404(obligations_to_read(asked.today), pk=pk)
    if not may_open(asked.person, owed, asked.today):
        raise PermissionDenied(_("This report is owed by another agency."))
    if request.method != "POST":
        if asked.as_of:
            return page_of_the_past(request, owed, asked, asked.as_of)
        return page(request, owed, _blank(owed), asked)
    check_may_report(asked.person, owed, asked.today)
    return _write(request, owed, asked)


def _write(request: HttpRequest, owed: Obligation, asked: Visit) -> HttpResponse:
    """Keeps the draft, then the files, then hands in; what fails leaves the rest kept."""
    form = ReportForm(owed, request.POST, request.FILES)
    action = request.POST.get("action", "save")
    if not form.is_valid():
        return page(request, owed, form, asked)
    try:
        claim = Claim.NIL if action == "nil" else None
        seen = form.seen_version()
        entry = save_draft(
            owed, form.draft(claim), by=asked.person, today=asked.today, version=seen
        )
    except Refused as refused:
        return conflict(request, owed, form, refused, asked)
    form.rebase(entry.version)
    attach(form, entry, asked)
    if action in HAND_IN and form.is_valid():
        _hand_in(form, entry, asked)
    if form.is_valid():
        return _done(request, owed, handed_in=action in HAND_IN)
    return page(request, owed, form, asked, kept=True)


def attach(form: ReportForm, entry: ProgressEntry, asked: Visit) -> None:
    for upload in form.uploads:
        name = upload.name
        try:
            attach_evidence(entry, upload, by=asked.person, today=asked.today)
        except Refused as refused:
            form.add_error("evidence", f"{name}: {refused}")


def _hand_in(form: ReportForm, entry: ProgressEntry, asked: Visit) -> None:
    try:
        submit(entry, by=asked.person, today=asked.today, despite_silence=form.despite)
    except Refused as refused:
        form.refuse(refused.code, str(refused))


def _done(request: HttpRequest, owed: Obligation, *, handed_in: bool) -> HttpResponse:
    if handed_in:
        messages.success(request, _("The report is handed in and waits for review."))
        return redirect("measures:desk")
    messages.success(request, _("The draft is saved. It is not handed in yet."))
    return redirect("measures:obligation", pk=owed.pk)


def conflict(
    request: HttpRequest, owed: Obligation, form: ReportForm, refused: Refused, asked: Visit
) -> HttpResponse:
    """Mine stays in the form; theirs is shown beside it and is what a next save replaces."""
    theirs = None
    if refused.code == "changed_meanwhile":
        theirs = owed.entries.select_related("author").get(state=ProgressState.DRAFT)
        form.rebase(theirs.version)
    form.refuse(refused.code, str(refused))
    return page(request, owed, form, asked, theirs=theirs)


def _draft(owed: Obligation) -> ProgressEntry | None:
    drafts = owed.entries.filter(state=ProgressState.DRAFT).select_related("author")
    return drafts.prefetch_related("evidence").first()


def _blank(owed: Obligation) -> ReportForm:
    """The draft under way, else what was last returned, else an empty form."""
    if draft := _draft(owed):
        return ReportForm(owed, initial={**typed_in(draft), "version": draft.version})
    last = owed.entries.order_by("-pk").first()
    returned = last if last and last.state == ProgressState.RETURNED else None
    return ReportForm(owed, initial=typed_in(returned) if returned else None)


def page(
    request: HttpRequest,
    owed: Obligation,
    form: ReportForm,
    asked: Visit,
    *,
    kept: bool = False,
    theirs: ProgressEntry | None = None,
) -> HttpResponse:
    may_write = may_report(asked.person, owed, asked.today)
    coordinates = may_manage_plan(asked.person, owed.measure.plan, asked.today)
    in_time = owed.due_on is not None and owed.due_on >= asked.today
    open_ = owed.state in NOT_HANDED_IN and owed.measure.state == MeasureState.ON_CONTROL
    dated = owed.due_on is not None and owed.kind != "continuous"
    past = obligation_page(owed, asked.person, asked.today)
    entries = list(past.entries)
    in_review = any(entry.state == ProgressState.SUBMITTED for entry in entries)
    context = {
        "owed": owed,
        "measure": owed.measure,
        "form": form if may_write and open_ and not in_review else None,
        "draft": _draft(owed) if may_write else None,
        "theirs": theirs,
        "kept": kept,
        "entries": entries,
        "in_review": in_review,
        "past": past,
        "parts": parts_of(owed, asked.person, asked.today),
        "uses": uses_of(owed, asked.person, asked.today),
        "chosen": chosen_in(request.POST),
        "with_files": "files" in request.POST,
        "dates": dates_of(owed),
        "may_remind": coordinates and open_ and dated,
        "may_explain": may_explain_reminders(asked.person, owed, asked.today),
        "may_ask": open_ and dated and ((may_write and in_time) or coordinates),
    }
    return render(request, "measures/obligation.html", context, status=422 if form.errors else 200)
