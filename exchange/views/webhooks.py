"""Webhooks: the list, and the form that one is entered and changed with."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies.errors import Refused
from exchange.forms import FIELD_OF, WebhookForm, said_by
from exchange.models import Webhook
from exchange.permissions import (
    check_may_add_webhooks,
    check_may_list_webhooks,
    check_may_own_webhook,
    may_add_webhooks,
)
from exchange.queries.webhooks import webhooks_kept_by, with_waiting
from exchange.services import webhooks as services
from measures.views.asking import Visit, page_of, visit

FORM = ["GET", "HEAD", "POST"]


def kept(asked: Visit, pk: int) -> Webhook:
    """One that the person keeps; 404 for any other, so that nobody learns of it."""
    check_may_list_webhooks(asked.person, asked.today)
    return get_object_or_404(webhooks_kept_by(asked.person, asked.today), pk=pk)


@require_safe
def webhooks(request: HttpRequest) -> HttpResponse:
    asked = visit(request)
    check_may_list_webhooks(asked.person, asked.today)
    rows = with_waiting(webhooks_kept_by(asked.person, asked.today)).order_by("name", "pk")
    context = {
        "page": page_of(request, rows),
        "may_add": may_add_webhooks(asked.person, asked.today),
        "feed": request.build_absolute_uri(reverse("changes")),
    }
    return render(request, "exchange/webhooks.html", context)


@require_http_methods(FORM)
def new(request: HttpRequest) -> HttpResponse:
    asked = visit(request)
    check_may_add_webhooks(asked.person, asked.today)
    form = WebhookForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and (made := _added(form, asked)):
        messages.success(request, _("It is entered. Now take its secret along: it is shown once."))
        return redirect("exchange:webhook", pk=made.pk)
    return _form(request, form)


def _added(form: WebhookForm, asked: Visit) -> Webhook | None:
    try:
        return services.add_webhook(
            form.terms(), by=asked.person, today=asked.today, now=timezone.now()
        )
    except Refused as refused:
        form.add_error(FIELD_OF.get(refused.code), str(refused))
        return None


@require_http_methods(FORM)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    asked = visit(request)
    webhook = kept(asked, pk)
    check_may_own_webhook(asked.person, webhook, asked.today)
    form = WebhookForm(request.POST or None, initial=said_by(webhook))
    if request.method == "POST" and form.is_valid() and _changed(request, webhook, form, asked):
        messages.success(request, _("The webhook is changed."))
        return redirect("exchange:webhook", pk=pk)
    return _form(request, form, webhook)


def _changed(request: HttpRequest, webhook: Webhook, form: WebhookForm, asked: Visit) -> bool:
    looked_at = request.POST.get("version", "")
    version = int(looked_at) if looked_at.isdecimal() and len(looked_at) < 10 else -1
    try:
        services.change_webhook(
            webhook, form.terms(), by=asked.person, today=asked.today, version=version
        )
    except Refused as refused:
        form.add_error(FIELD_OF.get(refused.code), str(refused))
        return False
    return True


def _form(request: HttpRequest, form: WebhookForm, webhook: Webhook | None = None) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "webhook": webhook}
    status = 422 if form.errors else 200
    return render(request, "exchange/webhook_form.html", context, status=status)
