"""A report owed as it stood at the end of a day in the past: read, never written."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from measures.models import Obligation
from measures.queries.measure import every_owed, obligation_page
from measures.queries.then import entries_known, extensions_known, with_wording
from measures.views.asking import Visit


def page_of_the_past(
    request: HttpRequest, owed: Obligation, asked: Visit, day: date
) -> HttpResponse:
    """Http404 for a day on which it was not owed yet."""
    rows = every_owed(day, past=True).with_status(day).filter(obligation=owed.pk)
    then = rows.select_related("agency", "measure__plan").first()
    if then is None:
        raise Http404(_("This report was not owed yet on that day."))
    with_wording([then], day, past=True)
    past = obligation_page(owed, asked.person, asked.today, as_of=day)
    context = {
        "owed": then,
        "measure": then.measure,
        "entries": entries_known(past.entries, day),
        "past": {"extensions": extensions_known(past.extensions, day), "events": past.events},
        **asked.shown(),
    }
    return render(request, "measures/obligation.html", context)
