"""What was made of a cut, and its files: for whoever may read the cut now."""

import logging

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agencies.errors import Refused
from agencies.signals import file_served
from measures.views.asking import Visit, visit
from reports.draw.outline import outline
from reports.models import CutEdition, CutFile, CutState, FileFormat
from reports.permissions import may_cut, may_read_cut
from reports.services.cuts import ATTEMPTS
from reports.services.cuts_making import ABANDONED, NO_ROWS, file_name
from reports.services.files import read_bytes
from reports.views.attachments import attachment
from reports.views.cuts import ROWS_SHOWN

log = logging.getLogger(__name__)


def checked(edition: CutEdition, asked: Visit) -> CutEdition:
    """By the bodies that it was made of: the cut may have been changed since."""
    if not may_read_cut(asked.person, edition.cut, asked.today):
        raise Http404
    if not may_cut(asked.person, edition.cut.plan, edition.choice["agencies"], asked.today):
        raise Http404
    return edition


@require_safe
def edition(request: HttpRequest, pk: int) -> HttpResponse:
    asked = visit(request)
    rows = CutEdition.objects.select_related("cut__plan", "cut__owner", "report__round")
    found = checked(get_object_or_404(rows, pk=pk), asked)
    failed = found.state == CutState.FAILED
    context = {
        "edition": found,
        "cut": found.cut,
        "under_way": found.state in (CutState.QUEUED, CutState.COMPILING),
        "tries_again": failed and found.attempts < ATTEMPTS,
        "reason": _reason(found.error),
        "files": found.files.order_by("language", "format"),
        "outline": outline(found.content, get_language() or "ru") if found.content else None,
        "rows_shown": ROWS_SHOWN,
    }
    return render(request, "reports/cut_edition.html", context)


def _reason(code: str) -> str:
    return {
        ABANDONED: _("The worker stopped before it finished."),
        NO_ROWS: _(
            "This edition of the report does not tell the rows behind its figures, so it cannot be "
            "divided. Compile a new edition."
        ),
    }.get(code, code)


@require_safe
def download(request: HttpRequest, pk: int) -> HttpResponse:
    asked = visit(request)
    rows = CutFile.objects.select_related("edition__cut__plan").defer("edition__content")
    row = get_object_or_404(rows, pk=pk)
    checked(row.edition, asked)
    try:
        data = read_bytes(row)
    except Refused as refused:
        log.error("%s: %s", row.file.name, refused.code)
        messages.error(request, str(refused))
        return redirect("reports:cut-edition", pk=row.edition_id)
    name = file_name(row.edition, row.format, row.language)
    file_served.send(CutFile, request=request, what="reports_cutfile", pk=pk, name=name)
    return attachment(data, name, FileFormat(row.format).content_type)
