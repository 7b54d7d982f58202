"""An edition: what it says, how far it is, and its files."""

import logging

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agencies.errors import Refused
from measures.permissions import check_may_view, may_manage_plan
from measures.views.asking import visit
from reports.draw.outline import outline
from reports.models import FileFormat, Report, ReportFile, ReportState
from reports.services.compiling import ABANDONED, ATTEMPTS
from reports.services.files import file_name, read_bytes

log = logging.getLogger(__name__)

# A page shows this many rows of a table; the files have them all.
ROWS_SHOWN = 200


def _report(pk: int, *, with_content: bool = True) -> Report:
    rows = Report.objects.select_related("round__plan", "requested_by")
    return get_object_or_404(rows if with_content else rows.defer("content"), pk=pk)


@require_safe
def edition(request: HttpRequest, pk: int) -> HttpResponse:
    asked = visit(request)
    check_may_view(asked.person, asked.today)
    report = _report(pk)
    context = {
        **_standing(report),
        "outline": outline(report.content, get_language() or "ru") if report.content else None,
        "rows_shown": ROWS_SHOWN,
        "files": report.files.order_by("language", "format"),
        "may_compile": may_manage_plan(asked.person, report.round.plan, asked.today),
    }
    return render(request, "reports/edition.html", context)


def _standing(report: Report) -> dict[str, object]:
    failed = report.state == ReportState.FAILED
    return {
        "report": report,
        "round": report.round,
        "under_way": report.state in (ReportState.QUEUED, ReportState.COMPILING),
        "step": STEPS[report.step]() if report.step in STEPS else "",
        "tries_again": failed and report.attempts < ATTEMPTS,
        "reason": _("The worker stopped before it finished.")
        if report.error == ABANDONED
        else report.error,
    }


STEPS = {
    "gathering": lambda: _("gathering the facts"),
    "drawing": lambda: _("drawing the files"),
    "saving": lambda: _("keeping the edition"),
}


@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """What the edition's page asks every two seconds; when it is over, the page loads anew."""
    asked = visit(request)
    check_may_view(asked.person, asked.today)
    report = _report(pk, with_content=False)
    if "HX-Request" not in request.headers:
        return redirect("reports:edition", pk=pk)
    answer = render(request, "reports/_progress.html", _standing(report))
    if report.state in (ReportState.READY, ReportState.FAILED):
        answer["HX-Refresh"] = "true"
    return answer


@require_safe
def download(request: HttpRequest, pk: int) -> HttpResponse:
    asked = visit(request)
    check_may_view(asked.person, asked.today)
    rows = ReportFile.objects.select_related("report__round__plan").defer("report__content")
    row = get_object_or_404(rows, pk=pk)
    try:
        data = read_bytes(row)
    except Refused as refused:
        log.error("%s: %s", row.file.name, refused.code)
        messages.error(request, str(refused))
        return redirect("reports:edition", pk=row.report_id)
    name = file_name(row.report, row.format, row.language)
    answer = HttpResponse(data, content_type=FileFormat(row.format).content_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-store"
    return answer
