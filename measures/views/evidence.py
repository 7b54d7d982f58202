"""Files behind reports: never shown by the browser itself, only downloaded."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agencies.errors import Refused
from agencies.signals import file_served
from agencies.telling import telling
from measures.models import Evidence
from measures.services.evidence import drop_evidence
from measures.services.files.serving import only_saved, open_file, readable
from measures.views.asking import Visit, visit


def _evidence(asked: Visit, pk: int) -> Evidence:
    try:
        return readable(pk, by=asked.person, today=asked.today)
    except Evidence.DoesNotExist as unknown:
        raise Http404 from unknown


@require_safe
def download(request: HttpRequest, pk: int) -> FileResponse | HttpResponse:
    asked = visit(request)
    evidence = _evidence(asked, pk)
    try:
        content = open_file(evidence, by=asked.person, today=asked.today)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("measures:measure", pk=evidence.entry.obligation.measure_id)
    file_served.send(Evidence, request=request, what="measures_evidence", pk=pk, name=evidence.name)
    answer = FileResponse(content)
    only_saved(answer, evidence)
    return answer


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    asked = visit(request)
    evidence = _evidence(asked, pk)
    with telling(request, _("The file “%(name)s” is removed.") % {"name": evidence.name}):
        drop_evidence(evidence, by=asked.person, today=asked.today)
    return redirect("measures:obligation", pk=evidence.entry.obligation_id)
