"""The review queue, and the review of one report."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies.errors import Refused
from measures.forms.decisions import ReviewForm
from measures.models import ProgressEntry
from measures.permissions import check_may_oversee, may_review, may_see_entry
from measures.queries.board import review_queue
from measures.queries.measure import obligation_page
from measures.services.progress import accept_progress, return_progress
from measures.views.asking import Visit, page_of, visit


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    asked = visit(request)
    check_may_oversee(asked.person, asked.today)
    page = page_of(request, review_queue(asked.as_of))
    return render(request, "measures/review_queue.html", {"page": page, **asked.shown()})


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, pk: int) -> HttpResponse:
    asked = visit(request)
    check_may_oversee(asked.person, asked.today)
    entry = _entry(pk)
    if not may_see_entry(asked.person, entry, asked.today):
        raise PermissionDenied(_("This report has not been handed in."))
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            said = _decide(request, entry, form.cleaned_data["reason"], asked)
        except Refused as refused:
            if request.headers.get("HX-Request"):  # the button of a row of the queue
                messages.error(request, str(refused))
                return redirect("measures:review-queue")
            form.add_error("reason" if refused.code == "reason_missing" else None, str(refused))
        else:
            messages.success(request, said)
            return redirect("measures:review-queue")
    return _page(request, entry, form, asked)


def _entry(pk: int) -> ProgressEntry:
    entries = ProgressEntry.objects.select_related(
        "author",
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


def _page(
    request: HttpRequest, entry: ProgressEntry, form: ReviewForm, asked: Visit
) -> HttpResponse:
    context = {
        "entry": entry,
        "owed": entry.obligation,
        "form": form,
        "may_review": entry.state == "submitted" and may_review(asked.person, entry, asked.today),
        "past": obligation_page(entry.obligation, asked.person, asked.today),
    }
    return render(request, "measures/review.html", context, status=422 if form.errors else 200)
