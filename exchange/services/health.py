"""Whether an address answers: left alone for a while when it does not, switched off after days."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import F
from django.db.models.functions import Coalesce
from django.urls import reverse

from exchange.models import PausedFor, Webhook, WebhookState
from exchange.rules.waits import rest_after
from exchange.services.post import Answer
from exchange.services.stopping import stopped
from measures.models import NoticeKind
from measures.services.notices import News, tell

GONE = 410


def note_success(hook: Webhook) -> None:
    """One statement, and none that changes a row where all was well."""
    Webhook.objects.filter(pk=hook.pk, failures__gt=0).update(
        failures=0, failing_since=None, rest_until=None
    )


def note_failure(hook: Webhook, answer: Answer, *, today: date, now: datetime) -> None:
    rest = rest_after(hook.failures + 1, scale=settings.WEBHOOK_WAIT_SCALE)
    Webhook.objects.filter(pk=hook.pk).update(
        failures=F("failures") + 1,
        failing_since=Coalesce("failing_since", now),
        rest_until=now + rest,
    )
    longest = timedelta(days=settings.WEBHOOK_FAILING_DAYS)
    if answer.status == GONE:
        _switch_off(hook, PausedFor.GONE, today=today, now=now)
    elif hook.failing_since and now - hook.failing_since >= longest:
        _switch_off(hook, PausedFor.FAILING, today=today, now=now)


def _switch_off(hook: Webhook, reason: PausedFor, *, today: date, now: datetime) -> None:
    """Its owner is told, once each time. What waits for it goes on waiting."""
    active = Webhook.objects.active().filter(pk=hook.pk)
    if active.update(state=WebhookState.DISABLED, **stopped(reason, now)):
        news = News(
            NoticeKind.WEBHOOK_OFF,
            f"webhook:{hook.pk}:{now.isoformat()}",
            person=hook.owner_id,
            path=reverse("exchange:webhook", args=[hook.pk]),
            params={"webhook": hook.name, "reason": reason.value},
        )
        tell(news, by=None, today=today)
