"""What is done with a webhook from its page; each is a form of one button."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from agencies.errors import Refused
from agencies.telling import telling
from exchange.bell import ring
from exchange.forms import ReplayForm
from exchange.queries.webhooks import log_of, webhooks_kept_by
from exchange.services import replaying, secrets, stopping
from exchange.views.webhook_log import shown
from exchange.views.webhooks import kept
from measures.views.asking import visit


@never_cache
@require_POST
def show_secret(request: HttpRequest, pk: int) -> HttpResponse:
    """The one time that it is seen; a second look says so, and how to get another."""
    asked = visit(request)
    webhook = kept(asked, pk)
    try:
        secret = secrets.show_secret(
            webhook, by=asked.person, today=asked.today, now=timezone.now()
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("exchange:webhook", pk=pk)
    context = {"webhook": webhook, "secret": secret}
    return render(request, "exchange/webhook_secret.html", context)


@require_POST
def renew_secret(request: HttpRequest, pk: int) -> HttpResponse:
    asked = visit(request)
    webhook = kept(asked, pk)
    with telling(request, _("There is a new secret. For two days the old one signs besides.")):
        secrets.renew_secret(webhook, by=asked.person, today=asked.today, now=timezone.now())
    return redirect("exchange:webhook", pk=pk)


@require_POST
def pause(request: HttpRequest, pk: int) -> HttpResponse:
    asked = visit(request)
    webhook = kept(asked, pk)
    with telling(request, _("It is paused: nothing is sent until you let it go on.")):
        stopping.pause(webhook, by=asked.person, today=asked.today, now=timezone.now())
    return redirect("exchange:webhook", pk=pk)


@require_POST
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    asked = visit(request)
    webhook = kept(asked, pk)
    catch_up = "catch_up" in request.POST
    try:
        count = replaying.resume_and_catch_up(
            webhook, by=asked.person, today=asked.today, now=timezone.now(), catch_up=catch_up
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("exchange:webhook", pk=pk)
    ring()
    messages.success(request, f"{_('It goes on.')} {_sent(count) if catch_up else ''}".strip())
    return redirect("exchange:webhook", pk=pk)


@require_POST
def retire(request: HttpRequest, pk: int) -> HttpResponse:
    asked = visit(request)
    webhook = kept(asked, pk)
    with telling(request, _("“%(name)s” is removed.") % {"name": webhook.name}):
        stopping.retire(webhook, by=asked.person, today=asked.today, now=timezone.now())
    return redirect("exchange:webhooks")


@require_POST
def ping(request: HttpRequest, pk: int) -> HttpResponse:
    asked = visit(request)
    webhook = kept(asked, pk)
    said = _("A test message is on its way: what comes of it stands in the log below.")
    with telling(request, said):
        replaying.ping(webhook, by=asked.person, today=asked.today, now=timezone.now())
        ring()
    return redirect("exchange:webhook", pk=pk)


@require_POST
def replay_since(request: HttpRequest, pk: int) -> HttpResponse:
    asked = visit(request)
    webhook, form = kept(asked, pk), ReplayForm(request.POST)
    if not form.is_valid():
        return shown(request, webhook, asked, replay=form)
    try:
        count = replaying.replay_since(
            webhook, form.moment(), by=asked.person, today=asked.today, now=timezone.now()
        )
    except Refused as refused:
        form.add_error("since", str(refused))
        return shown(request, webhook, asked, replay=form)
    ring()
    messages.success(request, _sent(count))
    return redirect("exchange:webhook", pk=pk)


def _sent(count: int) -> str:
    words = ngettext("%(count)d message is sent.", "%(count)d messages are sent.", count)
    return words % {"count": count}


@require_POST
def replay(request: HttpRequest, pk: int) -> HttpResponse:
    asked = visit(request)
    row = get_object_or_404(log_of(webhooks_kept_by(asked.person, asked.today)), pk=pk)
    with telling(request, _("The message is sent again.")):
        replaying.replay(row, by=asked.person, today=asked.today, now=timezone.now())
        ring()
    return redirect("exchange:webhook-message", pk=pk)
