"""After handing in: who reviews by which day, how to take it back, what is owed next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from measures.desk_words import summary
from measures.permissions.reporting import check_may_report
from measures.queries.handed_in import handed_in as found_for
from measures.queries.measure import obligations_to_read
from measures.views.asking import visit


@never_cache
@require_safe
def handed_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Leads to the report itself once it is reviewed or taken back."""
    asked = visit(request)
    rows = obligations_to_read(asked.today).select_related("measure__plan__coordinator")
    owed = get_object_or_404(rows, pk=pk)
    check_may_report(asked.person, owed, asked.today)
    found = found_for(owed, asked.person, asked.today)
    if found is None:
        return redirect("measures:obligation", pk=pk)
    context = {
        "owed": owed,
        "measure": owed.measure,
        "entry": found.entry,
        "review_by": found.review_by,
        "next": found.next_row,
        "summary": summary(found.desk, asked.today),
    }
    return render(request, "measures/handed_in.html", context)
