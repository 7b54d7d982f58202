"""Pages about the pages: the choice of light or dark, and the elements that pages are made of."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from agencies.clock import business_today
from agencies.going_back import page_before
from agencies.permissions import check_may_see_components
from config.components import everything
from config.context_processors import THEME_COOKIE, THEMES

A_YEAR = 365 * 24 * 60 * 60


@login_not_required
@require_POST
def theme(request: HttpRequest) -> HttpResponseRedirect:
    """Keeps "light" or "dark" in a cookie; anything else is as the system asks, and forgotten."""
    answer = HttpResponseRedirect(page_before(request))
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        answer.set_cookie(
            THEME_COOKIE, chosen, max_age=A_YEAR, samesite="Lax", secure=request.is_secure()
        )
    else:
        answer.delete_cookie(THEME_COOKIE, samesite="Lax")
    return answer


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Every element of the pages in every state, for anyone with a role and for administrators."""
    today = business_today()
    check_may_see_components(request.user, today)
    return render(request, "components.html", everything(today))
