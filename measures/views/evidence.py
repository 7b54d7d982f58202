"""Files behind reports: never shown by the browser itself, only downloaded."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agencies.errors import Refused
from agencies.signals import file_served
from measures.models import Evidence
from measures.services.evidence import drop_evidence
from measures.services.files.serving import only_saved, open_file
from measures.views.asking import visit


def _evidence(pk: int) -> Evidence:
    return get_object_or_404(Evidence.objects.select_related("entry__obligation"), pk=pk)


@require_safe
def download(request: HttpRequest, pk: int) -> FileResponse | HttpResponse:
    asked = visit(request)
    evidence = _evidence(pk)
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
    evidence = _evidence(pk)
    try:
        drop_evidence(evidence, by=asked.person, today=asked.today)
        messages.success(request, _("The file “%(name)s” is removed.") % {"name": evidence.name})
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("measures:obligation", pk=evidence.entry.obligation_id)
