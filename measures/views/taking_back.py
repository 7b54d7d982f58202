"""An agency takes back what it has handed in, while nobody has reviewed it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agencies.errors import Refused
from agencies.telling import telling
from measures.models import ProgressEntry
from measures.permissions.reporting import check_may_report
from measures.queries.measure import obligations_to_read
from measures.services.taking_back import take_back as taken_back
from measures.views.asking import visit


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """`back`: "desk" leads there again, else to the report, where it can be changed."""
    asked = visit(request)
    owed = get_object_or_404(obligations_to_read(asked.today), pk=pk)
    check_may_report(asked.person, owed, asked.today)
    entry = _waiting(pk)
    with telling(request, _("The report is taken back: it is a draft again.")):
        if entry is None:
            raise Refused("already_reviewed", _("This report is not waiting for review any more."))
        taken_back(entry, by=asked.person, today=asked.today)
    if request.POST.get("back") == "desk":
        return redirect("measures:desk")
    return redirect("measures:obligation", pk=pk)


def _waiting(owed: int) -> ProgressEntry | None:
    waiting = ProgressEntry.objects.waiting_for_review().filter(obligation=owed)
    return waiting.select_related("obligation__measure__plan").first()
