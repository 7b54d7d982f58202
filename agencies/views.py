"""The language of a person, the date of a demonstration."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from agencies.forms import BusinessDateForm
from agencies.going_back import page_before
from agencies.models import User
from agencies.permissions import signed_in
from agencies.services import choose_language, move_business_date
from agencies.telling import telling


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Django sets the cookie and returns to the page; a signed-in choice is kept as well."""
    chosen = request.POST.get("language", "")
    if isinstance(request.user, User) and chosen in dict(settings.LANGUAGES):
        choose_language(request.user, chosen)
    return set_language(request)


@require_POST
def business_date(request: HttpRequest) -> HttpResponseRedirect:
    form = BusinessDateForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write the date as year-month-day, for example 2009-07-06."))
        return HttpResponseRedirect(page_before(request))
    day = form.cleaned_data["to"]
    text = _("The business date is now %(day)s.") % {"day": date_format(day)}
    with telling(request, text):
        move_business_date(day, by=signed_in(request.user))
    return HttpResponseRedirect(page_before(request))
