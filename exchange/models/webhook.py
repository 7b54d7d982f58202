"""Webhooks: addresses of other programs that are told of changes."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, User
from exchange.querysets import WebhookQuerySet
from planner.models import ActionPlan

LONGEST_NAME = 80


class WebhookState(models.TextChoices):
    ACTIVE = "active", _("active")
    PAUSED = "paused", _("paused")
    DISABLED = "disabled", _("switched off after failures")


class PausedFor(models.TextChoices):
    """Why nothing is sent."""

    BY_PERSON = "person", _("paused by a person")
    FAILING = "failing", _("the address did not answer as it should for days")
    GONE = "gone", _("the address said that it is gone for good (410)")
    NO_ROLE = "no_role", _("its owner has no current role any more")


class Webhook(models.Model):
    """Messages about changes go to `address`, as far as `owner` may see them.

    `types` [] means all; `plan` and `agency` None mean any. The secrets are sealed
    (exchange.sealing); `secret_shown_at`: when its owner read the current one, which is once.
    The old one signs besides until `old_secret_until`. `failures`: attempts in a row that failed,
    since `failing_since`; until `rest_until` the address is left alone. A retired one is kept as
    long as its log is.
    """

    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    address = models.CharField(_("address"), max_length=500)
    owner = models.ForeignKey(
        User, models.PROTECT, related_name="webhooks", verbose_name=_("owner")
    )
    types: "models.JSONField[list[str], list[str]]" = models.JSONField(
        _("types of changes"), default=list, blank=True
    )
    plan = models.ForeignKey(
        ActionPlan,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("action plan"),
    )
    agency = models.ForeignKey(
        Agency, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("agency")
    )
    secret = models.CharField(_("sealed secret"), max_length=300)
    secret_shown_at = models.DateTimeField(_("secret shown at"), null=True, blank=True)
    old_secret = models.CharField(_("sealed former secret"), max_length=300, blank=True)
    old_secret_until = models.DateTimeField(_("former secret signs until"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=8, choices=WebhookState, default=WebhookState.ACTIVE
    )
    reason = models.CharField(_("reason"), max_length=8, choices=PausedFor, blank=True)
    state_at = models.DateTimeField(_("in this state since"))
    state_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    told_upto = models.PositiveBigIntegerField(
        _("number of the last change that it was told of before it stopped"), null=True, blank=True
    )
    failures = models.PositiveIntegerField(_("failures in a row"), default=0)
    failing_since = models.DateTimeField(_("failing since"), null=True, blank=True)
    rest_until = models.DateTimeField(_("left alone until"), null=True, blank=True)
    created_at = models.DateTimeField(_("created at"))
    retired_at = models.DateTimeField(_("retired at"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)

    objects = WebhookQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="active", reason="") | ~Q(state="active") & ~Q(reason=""),
                name="webhook_stopped_for_a_reason",
            ),
            models.CheckConstraint(condition=~Q(secret=""), name="webhook_has_a_secret"),
        ]

    def __str__(self) -> str:
        return self.name
