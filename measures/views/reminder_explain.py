"""Why each person did or did not get the reminders of a report."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agencies.clock import business_today, is_demonstration
from agencies.permissions import signed_in
from measures.permissions.reminders import may_explain_reminders, may_see_reminders_of_all
from measures.queries.measure import obligations_to_read
from measures.queries.reminders.explaining import explain, own_people


@require_safe
def explained(request: HttpRequest, pk: int) -> HttpResponse:
    today, person = business_today(), signed_in(request.user)
    owed = get_object_or_404(obligations_to_read(today), pk=pk)
    if not may_explain_reminders(person, owed, today):
        raise PermissionDenied(_("This report is owed by another agency."))
    people = explain(owed, today, days_known=not is_demonstration())
    everybody = may_see_reminders_of_all(person, owed, today)
    context = {
        "owed": owed,
        "measure": owed.measure,
        "people": people if everybody else own_people(people, owed.agency_id),
        "everybody": everybody,
        "today": today,
    }
    return render(request, "measures/reminder_explain.html", context)
