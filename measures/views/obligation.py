"""An officer's report on an obligation: written, kept as a draft, handed in."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from agencies.errors import Refused
from measures.forms.report import ReportForm, number_in
from measures.models import Evidence, Obligation, ProgressEntry
from measures.permissions.reporting import check_may_report, may_open
from measures.queries.measure import obligations_to_read
from measures.rules.files import safe_name
from measures.services.evidence import attach_evidence, drop_evidence
from measures.services.progress import save_draft, submit
from measures.views.asking import Visit, visit
from measures.views.conflicts import was_handed_in
from measures.views.obligation_page import blank, conflict, page
from measures.views.obligation_past import page_of_the_past
from measures.views.report_acts import HAND_IN, draft_to_save, said_of


@never_cache  # going back after handing in asks anew, and does not show the form of before
@require_http_methods(["GET", "HEAD", "POST"])
def obligation(request: HttpRequest, pk: int) -> HttpResponse:
    asked = visit(request)
    owed = get_object_or_404(obligations_to_read(asked.today), pk=pk)
    if not may_open(asked.person, owed, asked.today):
        raise PermissionDenied(_("This report is owed by another agency."))
    if request.method != "POST":
        if asked.as_of:
            return page_of_the_past(request, owed, asked, asked.as_of)
        return page(request, owed, blank(owed), asked)
    check_may_report(asked.person, owed, asked.today)
    if request.POST.get("action") == "theirs":
        messages.success(request, _("The draft stays as the other version says."))
        return redirect("measures:obligation", pk=pk)
    return _write(request, owed, asked)


def _write(request: HttpRequest, owed: Obligation, asked: Visit) -> HttpResponse:
    """Keeps the draft, then the files, then hands in; what fails leaves the rest kept."""
    form = ReportForm(owed, request.POST, request.FILES)
    action = request.POST.get("action", "save")
    if not form.is_valid():
        return page(request, owed, form, asked)
    try:
        draft, seen = draft_to_save(owed, form, action, asked)
        entry = save_draft(owed, draft, by=asked.person, today=asked.today, version=seen)
    except Refused as refused:
        if action in HAND_IN and was_handed_in(owed, form, action):
            return _done(request, owed, action)  # a second click
        return conflict(request, owed, form, refused, asked)
    form.rebase(entry.version, text=entry.text)
    attach(form, entry, asked)
    _drop(request, entry, asked)
    if action in HAND_IN and form.is_valid():
        _hand_in(form, entry, asked)
    if form.is_valid():
        return _done(request, owed, action)
    return page(request, owed, form, asked, kept=True)


def attach(form: ReportForm, entry: ProgressEntry, asked: Visit) -> None:
    for upload in form.uploads:
        name = safe_name(upload.name or "")
        try:
            attach_evidence(entry, upload, by=asked.person, today=asked.today)
        except Refused as refused:
            form.add_error("evidence", f"{name}: {refused}")


def _drop(request: HttpRequest, entry: ProgressEntry, asked: Visit) -> None:
    """A file taken off with a button of the form, so that what is typed is kept with it."""
    pk = number_in(request.POST.get("drop", ""))
    file = Evidence.objects.filter(entry=entry, pk=pk).first() if pk else None
    if file:
        drop_evidence(file, by=asked.person, today=asked.today)
        messages.success(request, _("The file “%(name)s” is removed.") % {"name": file.name})


def _hand_in(form: ReportForm, entry: ProgressEntry, asked: Visit) -> None:
    try:
        submit(entry, by=asked.person, today=asked.today, despite_silence=form.despite)
    except Refused as refused:
        form.refuse(refused.code, str(refused))


def _done(request: HttpRequest, owed: Obligation, action: str) -> HttpResponse:
    if action in HAND_IN:
        if request.POST.get("back") == "desk":
            return redirect(f"{reverse('measures:desk')}?handed_in={owed.pk}")
        return redirect("measures:handed-in", pk=owed.pk)
    if "drop" not in request.POST:
        messages.success(request, said_of(action))
    return redirect("measures:obligation", pk=owed.pk)
