"""The signed-in person's own page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from agencies.queries import standing_of
from measures.queries.preferences import preference_of, start_pages
from measures.views.asking import visit


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """A coordinator's board, an officer's desk, an observer's board, else an explanation; or
    the page that the person chose."""
    asked = visit(request)
    standing = standing_of(asked.person, asked.today)
    chosen = preference_of(asked.person).start_page
    if chosen in start_pages(standing):
        return redirect(f"measures:{chosen}")
    if standing.coordinating_for:
        return redirect("measures:board")
    if standing.may_report:
        return redirect("measures:desk")
    if standing.may_oversee:
        return redirect("measures:board")
    return render(request, "measures/no_role.html")
