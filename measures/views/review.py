"""The review of one report."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agencies.errors import Refused
from agencies.telling import telling
from measures.forms.decisions import ReviewForm
from measures.forms.queues import ReviewerForm
from measures.models import ProgressEntry
from measures.permissions.overseeing import check_may_oversee
from measures.permissions.plans import may_manage_plan
from measures.permissions.reporting import may_see_entry
from measures.permissions.reviewing import may_review
from measures.queries.assigned import reviewers_of, with_reviewers
from measures.queries.entries import reports_before
from measures.queries.measure import obligation_page
from measures.queries.queues import clocks, next_to_review
from measures.services.progress import accept_progress, return_progress
from measures.services.reviewers import assign_reviewer, take_review
from measures.views.asking import Visit, visit
from measures.views.queues import queue_address


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """`next` sent with a decision: the next report of the person's queue is opened after it."""
    asked = visit(request)
    entry = _seen(pk, asked)
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            said = _decide(request, entry, form.cleaned_data["reason"], asked)
        except Refused as refused:
            if "queue" in request.POST:  # the button of a row of the queue
                messages.error(request, str(refused))
                return redirect(queue_address(request.POST))
            form.add_error("reason" if refused.code == "reason_missing" else None, str(refused))
        else:
            messages.success(request, said)
            return _onward(request, entry, asked)
    return _page(request, entry, form, asked)


def _seen(pk: int, asked: Visit) -> ProgressEntry:
    """PermissionDenied for who oversees nothing, and for what was not handed in."""
    check_may_oversee(asked.person, asked.today)
    entry = _entry(pk)
    if not may_see_entry(asked.person, entry, asked.today):
        raise PermissionDenied(_("This report has not been handed in."))
    return entry


def _entry(pk: int) -> ProgressEntry:
    entries = ProgressEntry.objects.select_related(
        "author",
        "assigned_to",
        "obligation__agency",
        "obligation__measure__plan",
        "obligation__measure__deadline",
        "review__reviewer",
    ).prefetch_related("evidence")
    return get_object_or_404(entries, pk=pk)


def _decide(request: HttpRequest, entry: ProgressEntry, reason: str, asked: Visit) -> str:
    """What was done, in words."""
    if request.POST.get("action") == "accept":
        accept_progress(entry, by=asked.person, today=asked.today, note=reason)
        return _("The report is accepted.")
    return_progress(entry, by=asked.person, today=asked.today, reason=reason)
    return _("The report goes back for rework.")


def _onward(request: HttpRequest, entry: ProgressEntry, asked: Visit) -> HttpResponse:
    if request.POST.get("next"):
        if follows := next_to_review(asked.person, asked.today, after=entry.pk):
            return redirect("measures:review", follows)
        messages.info(request, _("Nothing more waits for your review."))
    return redirect(queue_address(request.POST))


def _page(
    request: HttpRequest, entry: ProgressEntry, form: ReviewForm, asked: Visit
) -> HttpResponse:
    plan = entry.obligation.measure.plan
    waits = entry.state == "submitted"
    manages = waits and may_manage_plan(asked.person, plan, asked.today)
    with_reviewers([entry], asked.today)
    if waits:
        clocks(asked.today).reviews.told([entry], lambda one: one.submitted_on)
    context = {
        "entry": entry,
        "owed": entry.obligation,
        "form": form,
        "may_review": waits and may_review(asked.person, entry, asked.today),
        "may_assign": manages,
        "people": reviewers_of(entry, asked.today) if manages else [],
        "past": obligation_page(entry.obligation, asked.person, asked.today),
        "before": reports_before(entry),
    }
    return render(request, "measures/review.html", context, status=422 if form.errors else 200)


@require_POST
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    """`action` "take": for oneself; else `reviewer`: an id, or "nobody"."""
    asked = visit(request)
    entry = _seen(pk, asked)
    with telling(request):
        _assign(request, entry, asked)
    return redirect("measures:review", pk)


def _assign(request: HttpRequest, entry: ProgressEntry, asked: Visit) -> None:
    if request.POST.get("action") == "take":
        take_review(entry, by=asked.person, today=asked.today)
        messages.success(request, _("The report is yours to review."))
        return
    form = ReviewerForm(reviewers_of(entry, asked.today), request.POST)
    if not form.is_valid():
        raise Refused("no_reviewer", _("Choose who is to review it."))
    assign_reviewer(entry, to=form.chosen, by=asked.person, today=asked.today)
    name = form.chosen or _("nobody")
    messages.success(request, _("The reviewer is now: %(name)s.") % {"name": name})
