"""One webhook: how it stands, what was sent, and what came of it."""

import json
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from exchange.forms import LogForm, ReplayForm
from exchange.models import Delivery, Webhook
from exchange.payloads import body_of
from exchange.permissions import may_own_webhook
from exchange.queries.changes import changes_told_to
from exchange.queries.webhooks import log_of, webhooks_kept_by, with_attempts
from exchange.views.webhooks import kept
from measures.views.asking import Visit, page_of, visit

SOON = timedelta(seconds=30)


@require_safe
def webhook(request: HttpRequest, pk: int) -> HttpResponse:
    asked = visit(request)
    return shown(request, kept(asked, pk), asked)


def shown(
    request: HttpRequest, found: Webhook, asked: Visit, *, replay: ReplayForm | None = None
) -> HttpResponse:
    """`replay`: the form as it was sent and refused."""
    log = LogForm(request.GET)
    rows = with_attempts(log_of(Webhook.objects.filter(pk=found.pk)))
    if state := log.chosen():
        rows = rows.filter(state=state)
    page = page_of(request, rows)
    context = {
        "webhook": found,
        "page": page,
        "log": log,
        "replay": replay or ReplayForm(),
        "may_own": may_own_webhook(asked.person, found, asked.today),
        "renewed": found.old_secret_until and found.old_secret_until > timezone.now(),
        "moves": found.state == "active" and any(map(_moves, page)),
    }
    status = 422 if replay and replay.errors else 200
    return render(request, "exchange/webhook.html", context, status=status)


def _moves(row: Delivery) -> bool:
    """Something comes of it so soon that whoever waits is shown it without asking."""
    return row.ended_at is None and row.next_try_at < timezone.now() + SOON


@require_safe
def message(request: HttpRequest, pk: int) -> HttpResponse:
    asked = visit(request)
    rows = with_attempts(log_of(webhooks_kept_by(asked.person, asked.today)))
    found = get_object_or_404(rows, pk=pk)
    webhook = kept(asked, found.webhook_id)
    context: dict[str, Any] = {
        "webhook": webhook,
        "message": found,
        "body": _body(found, asked),
    }
    return render(request, "exchange/webhook_message.html", context)


def _body(found: Delivery, asked: Visit) -> str:
    """What is sent, for people's eyes; "" for whoever may not see what it tells of."""
    if found.change:
        seen = changes_told_to(asked.person, asked.today).filter(pk=found.change.pk)
        if not seen.exists():
            return ""
    return json.dumps(json.loads(body_of(found)), ensure_ascii=False, indent=2)
