"""A report saved while it is typed, and its files sent one by one; for the page's own scripts.

Answers are JSON: `state` for the script, `said` for the person, in the reader's language. Without
scripts the same form is sent whole: measures.views.obligation.
"""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from agencies.errors import Refused
from measures.forms.report import ReportForm
from measures.models import Evidence, Obligation, ProgressEntry, ProgressState
from measures.permissions.reporting import check_may_report
from measures.queries.measure import obligations_to_read
from measures.services.evidence import attach_evidence
from measures.services.progress import CHANGED, changed_meanwhile, save_draft
from measures.templatetags.files import being_checked
from measures.views.asking import Visit, visit
from measures.views.conflicts import draft_under_way, is_what_was_seen, theirs_beside

SIGNED_OUT, CONFLICT, WRONG = 401, 409, 422


@login_not_required
@require_POST
def save(request: HttpRequest, pk: int) -> HttpResponse:
    """Keeps what is typed by now; begins no draft of nothing. Leaves no trace but the draft."""
    if closed := closed_door(request):
        return closed
    owed, asked = _owed(request, pk)
    form = ReportForm(owed, request.POST)
    if not form.is_valid():
        return wrong(form)
    begun = draft_under_way(owed)
    if begun is None and not form.begins():
        return JsonResponse({"state": "nothing"})
    try:
        entry = _saved(owed, form, asked)
    except Refused as refused:
        return JsonResponse(_refusal(request, owed, form, refused), status=CONFLICT)
    return JsonResponse(_kept(request, entry, show_files=begun is None))


@login_not_required
@require_POST
def add_file(request: HttpRequest, pk: int) -> HttpResponse:
    """One file, checked before it is kept; the first one may begin the draft, as it is typed.

    A file takes nothing away, so it is kept with a draft that the page has not shown too; then the
    answer shows that draft, and the page must not go on as if it stood on it.
    """
    if closed := closed_door(request):
        return closed
    owed, asked = _owed(request, pk)
    form = ReportForm(owed, request.POST, request.FILES)
    if not form.is_valid():
        return wrong(form)
    if len(form.uploads) != 1:
        return JsonResponse({"state": "wrong", "said": _("Choose a file.")}, status=WRONG)
    begun = draft_under_way(owed)
    try:
        entry = begun or _saved(owed, form, asked)
        attach_evidence(entry, form.uploads[0], by=asked.person, today=asked.today)
    except Refused as refused:
        status = CONFLICT if refused.code == CHANGED else WRONG
        return JsonResponse(_refusal(request, owed, form, refused), status=status)
    if begun and not is_what_was_seen(begun, form):
        told = _refusal(request, owed, form, changed_meanwhile())
        return JsonResponse(told | _files(request, entry), status=CONFLICT)
    return JsonResponse(_kept(request, entry, show_files=True), status=201)


@login_not_required
@require_safe
@never_cache
def kept_files(request: HttpRequest, pk: int) -> HttpResponse:
    """The files of the draft as the virus scanner sees them by now; 204 where `seen` is still so,
    so that nothing is read out twice."""
    if closed := closed_door(request):
        return closed
    owed, _asked = _owed(request, pk)
    files = list(Evidence.objects.filter(entry__obligation=owed, entry__state=ProgressState.DRAFT))
    seen = request.GET.get("seen", "")
    if seen and being_checked(files) == seen:
        return HttpResponse(status=204)
    context = {"files": files, "removable": True, "owed": owed}
    return render(request, "measures/_files.html", context)


def closed_door(request: HttpRequest) -> HttpResponse | None:
    """The answer to who is signed in no more, or as somebody else than the page was opened by."""
    if not request.user.is_authenticated:
        said = _("You are signed out. Sign in again in another tab; your text is still here.")
        return JsonResponse({"state": "signed_out", "said": said}, status=SIGNED_OUT)
    writer = request.POST.get("writer", "")
    if writer and writer != str(request.user.pk):
        said = _("Somebody else is signed in now: %(person)s. Sign in as yourself to save.")
        told = {"state": "signed_out", "said": said % {"person": request.user}}
        return JsonResponse(told, status=SIGNED_OUT)
    return None


def _owed(request: HttpRequest, pk: int) -> tuple[Obligation, Visit]:
    asked = visit(request)
    owed = get_object_or_404(obligations_to_read(asked.today), pk=pk)
    check_may_report(asked.person, owed, asked.today)
    return owed, asked


def _saved(owed: Obligation, form: ReportForm, asked: Visit) -> ProgressEntry:
    version = form.seen_version()
    return save_draft(owed, form.draft(), by=asked.person, today=asked.today, version=version)


def _kept(request: HttpRequest, entry: ProgressEntry, *, show_files: bool) -> dict[str, Any]:
    at = date_format(timezone.localtime(entry.updated_at), "TIME_FORMAT")
    told: dict[str, Any] = {
        "state": "saved",
        "version": entry.version,
        "said": _("Saved at %(time)s") % {"time": at},
    }
    return told | _files(request, entry) if show_files else told


def _files(request: HttpRequest, entry: ProgressEntry) -> dict[str, str]:
    files = Evidence.objects.filter(entry=entry)  # asked anew: one may have come just now
    context = {"files": files, "removable": True, "owed": entry.obligation}
    return {"files": render_to_string("measures/_files.html", context, request)}


def wrong(form: forms.BaseForm) -> JsonResponse:
    named = [f"{form[name].label}: {errors[0]}" for name, errors in form.errors.items()]
    said = _("Not saved yet: %(errors)s") % {"errors": "; ".join(map(str, named))}
    return JsonResponse({"state": "wrong", "said": said}, status=WRONG)


def _refusal(
    request: HttpRequest, owed: Obligation, form: ReportForm, refused: Refused
) -> dict[str, Any]:
    """Mine stays on the page; theirs comes to stand beside it."""
    told: dict[str, Any] = {"state": "refused", "said": str(refused)}
    if refused.code == CHANGED and (found := theirs_beside(owed, form)):
        html = render_to_string("measures/_theirs.html", vars(found), request)
        told |= {"state": "conflict", "theirs": found.theirs.version, "html": html}
    return told
