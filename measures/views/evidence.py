"""Files behind reports: never shown by the browser itself, only downloaded."""

import logging

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agencies.errors import Refused
from agencies.signals import file_served
from measures.models import Evidence
from measures.permissions import may_see_entry
from measures.services.evidence import drop_evidence
from measures.views.asking import visit

log = logging.getLogger(__name__)


def _evidence(pk: int) -> Evidence:
    return get_object_or_404(Evidence.objects.select_related("entry__obligation"), pk=pk)


@require_safe
def download(request: HttpRequest, pk: int) -> FileResponse | HttpResponse:
    asked = visit(request)
    evidence = _evidence(pk)
    if not may_see_entry(asked.person, evidence.entry, asked.today):
        raise PermissionDenied(_("This file belongs to a report that is not yours to read."))
    try:
        content = evidence.file.open("rb")
    except FileNotFoundError:
        log.error("%s: the file of evidence %s is missing", evidence.file.name, pk)
        text = _("The file “%(name)s” is missing. Tell the administrator.")
        messages.error(request, text % {"name": evidence.name})
        return redirect("measures:measure", pk=evidence.entry.obligation.measure_id)
    file_served.send(Evidence, request=request, what="measures_evidence", pk=pk, name=evidence.name)
    answer = FileResponse(
        content,
        as_attachment=True,
        filename=evidence.name,
        content_type=evidence.content_type,
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    asked = visit(request)
    evidence = _evidence(pk)
    try:
        drop_evidence(evidence, by=asked.person, today=asked.today)
        messages.success(request, _("The file “%(name)s” is removed.") % {"name": evidence.name})
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("measures:obligation", pk=evidence.entry.obligation_id)
