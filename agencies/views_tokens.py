"""A person's own access tokens: made and shown once, recognised, revoked."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from agencies.clock import today_of
from agencies.errors import Refused
from agencies.forms_tokens import TokenForm
from agencies.models import TokenState, User
from agencies.permissions import signed_in
from agencies.permissions_accounts import check_may_hold_tokens
from agencies.queries_tokens import tokens_of, tokens_shown
from agencies.services_tokens import Made, make_token, revoke_token
from agencies.signing_in import again


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """The list with a form. What was just made stands above it, in this one answer alone."""
    person, now = signed_in(request.user), timezone.now()
    check_may_hold_tokens(person, today_of(request))
    if request.method != "POST":
        form = TokenForm(person, now)
        form.initial.update(again.typed_before(request))
        return _page(request, person, form, now)
    form = TokenForm(person, now, request.POST)
    made = _made(request, person, form, now)
    if made is None:
        return _page(request, person, form, now, status=422)
    return _page(request, person, TokenForm(person, now), now, made=made)


def _made(request: HttpRequest, person: User, form: TokenForm, now: datetime) -> Made | None:
    if not form.is_valid():
        return None
    again.ask_again(request)
    try:
        return make_token(**form.cleaned_data, by=person, today=today_of(request), now=now)
    except Refused as refused:
        form.refuse(refused.code, str(refused))
        return None


def _page(
    request: HttpRequest,
    person: User,
    form: TokenForm,
    now: datetime,
    *,
    made: Made | None = None,
    status: int = 200,
) -> HttpResponse:
    shown = tokens_shown(person, now)
    context = {
        "form": form,
        "made": made,
        "asks_again": not again.is_sure(request),
        "living": [one for one in shown if one.state == TokenState.LIVING],
        "over": [one for one in shown if one.state != TokenState.LIVING],
    }
    return render(request, "agencies/tokens.html", context, status=status)


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Another's token is not there at all. Whoever has lost their role may still revoke."""
    person = signed_in(request.user)
    token = get_object_or_404(tokens_of(person), pk=pk)
    try:
        revoke_token(token, by=person, now=timezone.now())
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        told = {"name": token.name}
        messages.success(request, _("“%(name)s” is revoked: it opens nothing any more.") % told)
    return redirect("tokens:tokens")
