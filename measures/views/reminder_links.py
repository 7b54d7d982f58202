"""Pages that a mail leads to, opened without signing in: the link is the authority.

Opening one changes nothing, for mail scanners follow every link; a button does. No cookie is
looked at, so there is nothing that another site's form could borrow: these pages take forms
without a CSRF token, as a mail program's own button must be able to send one (RFC 8058), and as
browsers that are told to keep the address to themselves name no origin to compare.
"""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from agencies.clock import business_today
from agencies.errors import Refused
from agencies.models import User
from measures.queries.reminders.declining import choices_in
from measures.queries.reminders.told import mail_told
from measures.services.reminders import acknowledging, declining
from measures.services.reminders.links import mail_to_acknowledge, plans_to_decline

STATUS = {"link_wrong": 404, "link_expired": 410}
# The address is a key: it goes to no other site, into no cache and no search engine.
DISCREET = {
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
}
Page = Callable[[HttpRequest, str], HttpResponse]


def _opened_from_a_mail(page: Page) -> Page:
    @wraps(page)
    def discreet(request: HttpRequest, token: str) -> HttpResponse:
        try:
            answer = page(request, token)
        except Refused as refused:
            context, status = {"refused": refused}, STATUS[refused.code]
            answer = render(request, "measures/link_refused.html", context, status=status)
        for name, value in DISCREET.items():
            answer[name] = value
        return answer

    methods = require_http_methods(["GET", "HEAD", "POST"])
    return login_not_required(csrf_exempt(methods(discreet)))


@_opened_from_a_mail
def acknowledge(request: HttpRequest, token: str) -> HttpResponse:
    digest = mail_to_acknowledge(token)
    if request.method == "POST":
        acknowledging.acknowledge(digest, now=timezone.now())
        return redirect(request.path)
    _speak(request, digest.recipient)
    context = {"digest": digest, "told": mail_told(digest)}
    return render(request, "measures/link_acknowledge.html", context)


@_opened_from_a_mail
def decline(request: HttpRequest, token: str) -> HttpResponse:
    """A mail program that sends the form wants an answer, not another address."""
    person, plans = plans_to_decline(token)
    if request.method == "POST":
        for plan in plans:
            declining.decline(plan, by=person)
    _speak(request, person)
    choices = choices_in(plans, person, business_today())
    context = {"choices": choices, "done": all(one.declined_at for one in choices)}
    return render(request, "measures/link_decline.html", context)


def _speak(request: HttpRequest, person: User) -> None:
    """The reader's own language, whatever the browser's; middleware.PersonLanguage for a link."""
    if person.language:
        translation.activate(person.language)
        request.LANGUAGE_CODE = person.language
