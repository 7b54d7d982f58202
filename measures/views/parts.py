"""The one who consolidates takes over what co-executors reported."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies.errors import Refused
from measures.forms.report import ReportForm, chosen_in, number_in
from measures.models import Obligation, ProgressEntry
from measures.permissions.reporting import check_may_report
from measures.queries.measure import obligations_to_read
from measures.services.consolidation import Choice, leave_out, take_parts
from measures.views.asking import Visit, visit
from measures.views.obligation import attach
from measures.views.obligation_page import conflict, page


@require_http_methods(["GET", "HEAD", "POST"])
def parts(request: HttpRequest, pk: int) -> HttpResponse:
    """Buttons of the report's own form lead here, so that what is typed comes along and is kept."""
    if request.method != "POST":  # the answer to a refusal, loaded again
        return redirect("measures:obligation", pk=pk)
    asked = visit(request)
    owed = get_object_or_404(obligations_to_read(asked.today), pk=pk)
    check_may_report(asked.person, owed, asked.today)
    form = ReportForm(owed, request.POST, request.FILES)
    if not form.is_valid():
        return page(request, owed, form, asked)
    try:
        entry, said = _act(request, owed, form, asked)
    except Refused as refused:
        return conflict(request, owed, form, refused, asked)
    form.rebase(entry.version, text=entry.text)
    attach(form, entry, asked)
    if not form.is_valid():
        return page(request, owed, form, asked, kept=True)
    messages.success(request, said)
    return redirect("measures:obligation", pk=pk)


def _act(
    request: HttpRequest, owed: Obligation, form: ReportForm, asked: Visit
) -> tuple[ProgressEntry, str]:
    """The draft as saved, and what was done to it in words."""
    typed, version = form.draft(), form.seen_version()
    if source := number_in(request.POST.get("leave_out", "")):
        entry = leave_out(owed, typed, source, by=asked.person, today=asked.today, version=version)
        return entry, _(
            "The report is not marked as taken over any more. Your text stays as it is."
        )
    every = request.POST.get("action") == "merge"
    choice = Choice(None if every else chosen_in(request.POST), "files" in request.POST)
    taken = take_parts(owed, typed, choice, by=asked.person, today=asked.today, version=version)
    names = ", ".join(dict.fromkeys(one.obligation.agency.short for one in taken.sources))
    said = _("Taken over into the draft, which is not handed in yet: %(names)s")
    return taken.entry, said % {"names": names}
