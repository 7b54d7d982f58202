"""A person dates a deadline that the text alone could not date."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from agencies.errors import Refused
from measures.forms.decisions import DeadlineDatesForm
from measures.models import Deadline
from measures.permissions import check_may_manage_plan
from measures.services.deadlines import WAITING, set_dates
from measures.views.asking import Visit, visit


@require_http_methods(["GET", "HEAD", "POST"])
def dates(request: HttpRequest, pk: int) -> HttpResponse:
    asked = visit(request)
    rows = Deadline.objects.select_related("measure__plan", "decided_by")
    deadline = get_object_or_404(rows, pk=pk)
    check_may_manage_plan(asked.person, deadline.measure.plan, asked.today)
    form = DeadlineDatesForm(deadline, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, _set(deadline, form, asked))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("measures:measure", pk=deadline.measure_id)
    context = {
        "deadline": deadline,
        "measure": deadline.measure,
        "form": form,
        "open": deadline.kind in WAITING,
    }
    status = 422 if form.errors else 200
    return render(request, "measures/deadline.html", context, status=status)


def _set(deadline: Deadline, form: DeadlineDatesForm, asked: Visit) -> str:
    typed = form.cleaned_data
    added = set_dates(
        deadline,
        typed["dates"],
        by=asked.person,
        today=asked.today,
        event_on=typed.get("event_on"),
        note=typed["note"],
    )
    said = ngettext(
        "The deadline is set: %(count)d report is owed.",
        "The deadline is set: %(count)d reports are owed.",
        added,
    )
    return said % {"count": added}
