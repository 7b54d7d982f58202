"""The ledger of reminders: a row for each one owed, and the mails they go out in."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from measures.models.obligation import Obligation
from measures.querysets import DigestQuerySet, ReminderQuerySet
from planner.models import ActionPlan


class Audience(models.TextChoices):
    OFFICER = "officer", _("officers of the agency")
    HEAD = "head", _("head of the agency")
    COORDINATOR = "coordinator", _("coordinators")


class ReminderRule(models.Model):
    """A step of the ladder: `offset` days after the due date (negative: before).

    `repeat_every` days, if given, repeats the step for as long as the obligation stays late.
    """

    plan = models.ForeignKey(
        ActionPlan, models.CASCADE, related_name="reminder_rules", verbose_name=_("action plan")
    )
    offset = models.SmallIntegerField(_("days after the due date"))
    repeat_every = models.PositiveSmallIntegerField(_("repeat every, days"), null=True, blank=True)
    audience = models.CharField(
        _("audience"), max_length=12, choices=Audience, default=Audience.OFFICER
    )

    class Meta:
        verbose_name = _("reminder rule")
        verbose_name_plural = _("reminder rules")
        ordering = ["plan", "audience", "offset"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "audience", "offset"], name="reminder_rule_once"
            ),
            models.CheckConstraint(
                condition=Q(repeat_every=None) | Q(repeat_every__gte=1, offset__gte=0),
                name="reminder_repeats_only_when_late",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offset:+d} {self.get_audience_display()}"


class DigestState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("given up after repeated failures")
    CANCELLED = "cancelled", _("nothing left to remind of")


class Digest(models.Model):
    """One mail to one person on one business day; `message_id` stays the same in every attempt."""

    recipient = models.ForeignKey(
        User, models.PROTECT, related_name="digests", verbose_name=_("recipient")
    )
    day = models.DateField(_("business day"))
    state = models.CharField(
        _("state"), max_length=10, choices=DigestState, default=DigestState.WAITING
    )
    message_id = models.CharField(_("identifier of the mail"), max_length=200, unique=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_try_at = models.DateTimeField(_("next attempt"), null=True, blank=True)
    claimed_at = models.DateTimeField(_("taken up at"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    error = models.TextField(_("last error"), blank=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    objects = DigestQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder mail")
        verbose_name_plural = _("reminder mails")
        ordering = ["-day", "recipient"]
        constraints = [
            models.UniqueConstraint(fields=["recipient", "day"], name="one_digest_a_day"),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False), name="sent_at_a_moment"
            ),
        ]
        indexes = [
            # The run of every minute asks for these few among all that was ever sent.
            models.Index(
                fields=["state"],
                condition=Q(state__in=["waiting", "sending"]),
                name="digest_under_way",
            )
        ]

    def __str__(self) -> str:
        return f"{self.recipient} · {self.day}"


class ReminderState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    SENT = "sent", _("sent")
    FAILED = "failed", _("failed")
    SKIPPED = "skipped", _("no longer needed")


class Reminder(models.Model):
    """Owed to `recipient` for the step `remind_on` of an obligation due on `due_on`."""

    obligation = models.ForeignKey(
        Obligation, models.CASCADE, related_name="reminders", verbose_name=_("obligation")
    )
    rule = models.ForeignKey(
        ReminderRule,
        models.SET_NULL,
        null=True,
        related_name="reminders",
        verbose_name=_("reminder rule"),
    )
    recipient = models.ForeignKey(
        User, models.PROTECT, related_name="reminders", verbose_name=_("recipient")
    )
    digest = models.ForeignKey(
        Digest,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reminders",
        verbose_name=_("reminder mail"),
    )
    due_on = models.DateField(_("due on"))
    remind_on = models.DateField(_("remind on"))
    state = models.CharField(
        _("state"), max_length=10, choices=ReminderState, default=ReminderState.WAITING
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["-remind_on", "obligation"]
        constraints = [
            models.UniqueConstraint(
                fields=["obligation", "recipient", "due_on", "remind_on"], name="reminder_once"
            )
        ]
        indexes = [
            models.Index(fields=["digest"], condition=Q(state="waiting"), name="reminder_waiting")
        ]

    def __str__(self) -> str:
        return f"{self.obligation} · {self.remind_on}"
