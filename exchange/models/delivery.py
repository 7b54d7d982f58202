"""The outbox of webhooks, and the log of what came of each attempt."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from exchange.models.change import Change
from exchange.models.webhook import Webhook
from exchange.querysets import DeliveryQuerySet


class DeliveryState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    SENDING = "sending", _("being sent")
    DELIVERED = "delivered", _("delivered")
    FAILED = "failed", _("given up after repeated failures")
    CANCELLED = "cancelled", _("not sent: its owner may not see it any more")


class Delivery(models.Model):
    """One message to one address; `message_id` is the same in every attempt and every replay.

    `change` None: a test. `next_try_at`: not before. `claimed_at` marks the worker that sends it.
    """

    webhook = models.ForeignKey(
        Webhook, models.CASCADE, related_name="deliveries", verbose_name=_("webhook")
    )
    change = models.ForeignKey(
        Change,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="deliveries",
        verbose_name=_("change"),
    )
    message_id = models.CharField(_("identifier of the message"), max_length=40)
    type = models.CharField(_("type"), max_length=40)
    state = models.CharField(
        _("state"), max_length=9, choices=DeliveryState, default=DeliveryState.WAITING
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_try_at = models.DateTimeField(_("not before"))
    claimed_at = models.DateTimeField(_("taken up at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    created_at = models.DateTimeField(_("created at"))
    replayed_at = models.DateTimeField(_("sent again at"), null=True, blank=True)
    replayed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("message of a webhook")
        verbose_name_plural = _("messages of webhooks")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["webhook", "change"], name="change_sent_once"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "sending"], ended_at=None)
                | Q(state__in=["delivered", "failed", "cancelled"], ended_at__isnull=False),
                name="delivery_ended_at_a_moment",
            ),
        ]
        indexes = [
            # What waits is few among all that was ever sent.
            models.Index(
                fields=["next_try_at"],
                condition=Q(state__in=["waiting", "sending"]),
                name="delivery_under_way",
            ),
            models.Index(fields=["webhook", "-id"], name="delivery_log"),
            models.Index(fields=["ended_at"], name="delivery_ended"),
        ]

    def __str__(self) -> str:
        return f"{self.message_id} → {self.webhook}"


class Outcome(models.TextChoices):
    TAKEN = "taken", _("taken")
    REFUSED = "refused", _("answered, but not with a success")
    REDIRECTED = "redirected", _("answered with another address, which is not followed")
    FORBIDDEN = "forbidden", _("the address leads into a network that may not be spoken to")
    NO_NAME = "no_name", _("no machine of that name was found")
    NO_CONNECTION = "no_link", _("no connection")
    TIMED_OUT = "late", _("no answer in time")
    NOT_TRUSTED = "tls", _("the certificate of the address could not be trusted")
    BROKEN = "broken", _("the answer could not be understood")
    NO_KEY = "no_key", _("the secret cannot be read any more: make a new one")
    ABANDONED = "left", _("the worker that sent it is gone; what came of it is not known")


class Attempt(models.Model):
    """What came of one attempt. `excerpt`: how the answer began."""

    delivery = models.ForeignKey(
        Delivery, models.CASCADE, related_name="tries", verbose_name=_("message")
    )
    at = models.DateTimeField(_("at"))
    outcome = models.CharField(_("what came of it"), max_length=10, choices=Outcome)
    status = models.PositiveSmallIntegerField(_("code of the answer"), null=True, blank=True)
    milliseconds = models.PositiveIntegerField(_("milliseconds"), default=0)
    excerpt = models.TextField(_("beginning of the answer"), blank=True)

    class Meta:
        verbose_name = _("attempt of a message")
        verbose_name_plural = _("attempts of messages")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.delivery_id} · {self.get_outcome_display()}"
