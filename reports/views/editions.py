"""An edition: what it says, how far it is, and its files."""

import logging
from datetime import date
from functools import partial

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agencies.errors import Refused
from agencies.permissions import Person
from agencies.signals import file_served
from agencies.telling import telling
from measures.permissions.plans import check_may_view, may_manage_plan
from measures.views.asking import visit
from reports import tasks
from reports.draw.outline import outline
from reports.models import FileFormat, Report, ReportFile, ReportState
from reports.queries_parts import making
from reports.services.files import file_name, read_bytes
from reports.services.requests import cancel_report, repeat_parts
from reports.views.attachments import attachment

log = logging.getLogger(__name__)

# A page shows this many rows of a table; the files have them all.
ROWS_SHOWN = 200


def _report(pk: int, *, with_content: bool = True) -> Report:
    rows = Report.objects.select_related("round__plan", "requested_by", "cancelled_by")
    return get_object_or_404(rows if with_content else rows.defer("content"), pk=pk)


@require_safe
def edition(request: HttpRequest, pk: int) -> HttpResponse:
    asked = visit(request)
    check_may_view(asked.person, asked.today)
    report = _report(pk)
    context = {
        **_standing(request, report),
        **(_told(report) if may_read(asked.person, report, asked.today) else {}),
        "rows_shown": ROWS_SHOWN,
    }
    return render(request, "reports/edition.html", context)


def may_read(person: Person, report: Report, today: date) -> bool:
    """A ready edition everybody who may see the page; one with a file missing, who compiles it.

    What is gathered or drawn so far of any other is nobody's to read.
    """
    if report.state == ReportState.READY:
        return True
    return report.incomplete_at is not None and may_manage_plan(person, report.round.plan, today)


def _told(report: Report) -> dict[str, object]:
    content = report.content or {}
    return {
        "outline": outline(content, get_language() or "ru"),
        "problems": content.get("problems", []),
        "files": report.files.order_by("language", "format"),
    }


def _standing(request: HttpRequest, report: Report) -> dict[str, object]:
    asked = visit(request)
    found = making(report)
    return {
        "report": report,
        "round": report.round,
        "making": found,
        "seen_now": f"{report.state}-{found.done}",
        "may_compile": may_manage_plan(asked.person, report.round.plan, asked.today),
    }


@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """What the edition's page asks every two seconds; when it is over, the page loads anew.

    `seen`: what the page shows. A reader of the screen hears of it only when something is new.
    """
    asked = visit(request)
    check_may_view(asked.person, asked.today)
    report = _report(pk, with_content=False)
    if "HX-Request" not in request.headers:
        return redirect("reports:edition", pk=pk)
    context = _standing(request, report)
    context["announce"] = request.GET.get("seen") != context["seen_now"]
    answer = render(request, "reports/_progress.html", context)
    if not report.under_way:
        answer["HX-Refresh"] = "true"
    return answer


@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    asked = visit(request)
    report = _report(pk, with_content=False)
    with telling(request, _("It is cancelled: nothing more is made of it.")):
        cancel_report(report, by=asked.person, today=asked.today)
    return redirect("reports:edition", pk=pk)


@require_POST
def repeat(request: HttpRequest, pk: int) -> HttpResponse:
    """`part`: the one that is to be made again; without it all that failed."""
    asked = visit(request)
    report = _report(pk, with_content=False)
    part = request.POST.get("part", "")
    part_id = int(part) if part.isascii() and part.isdigit() else None
    with telling(request, _("It is tried again.")):
        repeat_parts(report, by=asked.person, today=asked.today, part_id=part_id)
        transaction.on_commit(partial(tasks.ring, pk))
    return redirect("reports:edition", pk=pk)


@require_safe
def download(request: HttpRequest, pk: int) -> HttpResponse:
    asked = visit(request)
    check_may_view(asked.person, asked.today)
    rows = ReportFile.objects.select_related("report__round__plan").defer("report__content")
    row = get_object_or_404(rows, pk=pk)
    if not may_read(asked.person, row.report, asked.today):
        raise Http404
    try:
        data = read_bytes(row)
    except Refused as refused:
        log.error("%s: %s", row.file.name, refused.code)
        messages.error(request, str(refused))
        return redirect("reports:edition", pk=row.report_id)
    name = file_name(row.report, row.format, row.language)
    file_served.send(ReportFile, request=request, what="reports_reportfile", pk=pk, name=name)
    return attachment(data, name, FileFormat(row.format).content_type)
