"""To whom issued editions of a plan go, and each mail that takes one there."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from planner.models import ActionPlan
from reports.models.issuing import Issue
from reports.querysets import DispatchQuerySet, RecipientQuerySet


class Recipient(models.Model):
    """An office that gets what is issued. Retired, never deleted: mails were sent to it.

    `formats`: of reports.models.FileFormat, e.g. ["docx", "pdf"].
    """

    plan = models.ForeignKey(
        ActionPlan, models.PROTECT, related_name="recipients", verbose_name=_("action plan")
    )
    office = models.CharField(_("office"), max_length=200)
    email = models.EmailField(_("e-mail"))
    language = models.CharField(_("language"), max_length=2)
    formats: "models.JSONField[list[str], list[str]]" = models.JSONField(_("formats"))
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("added by"))
    added_at = models.DateTimeField(_("added at"))
    changed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("changed by")
    )
    changed_at = models.DateTimeField(_("changed at"), null=True, blank=True)
    retired_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("retired by")
    )
    retired_at = models.DateTimeField(_("retired at"), null=True, blank=True)

    objects = RecipientQuerySet.as_manager()

    class Meta:
        verbose_name = _("recipient of reports")
        verbose_name_plural = _("recipients of reports")
        ordering = ["plan", "office", "pk"]
        constraints = [
            models.UniqueConstraint(
                "plan",
                Lower("email"),
                "language",
                condition=Q(retired_at=None),
                name="recipient_once_in_a_language",
            )
        ]

    def __str__(self) -> str:
        return f"{self.office} <{self.email}>"


class DispatchKind(models.TextChoices):
    EDITION = "edition", _("the edition")
    WITHDRAWAL = "withdrawal", _("notice of the withdrawal")


class DispatchState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("given up")
    BOUNCED = "bounced", _("came back")
    CANCELLED = "cancelled", _("not sent: the edition was withdrawn")


class Dispatch(models.Model):
    """One mail to one recipient. Office, address, language and formats as they were when it was
    last ordered; `message_id` stays the same in every attempt until the server has taken it."""

    issue = models.ForeignKey(
        Issue, models.PROTECT, related_name="dispatches", verbose_name=_("issued edition")
    )
    recipient = models.ForeignKey(
        Recipient, models.PROTECT, related_name="dispatches", verbose_name=_("recipient")
    )
    kind = models.CharField(
        _("kind"), max_length=10, choices=DispatchKind, default=DispatchKind.EDITION
    )
    state = models.CharField(
        _("state"), max_length=10, choices=DispatchState, default=DispatchState.WAITING
    )
    office = models.CharField(_("office"), max_length=200)
    email = models.EmailField(_("e-mail"))
    language = models.CharField(_("language"), max_length=2)
    formats: "models.JSONField[list[str], list[str]]" = models.JSONField(_("formats"))
    message_id = models.CharField(_("identifier of the mail"), max_length=200, unique=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_try_at = models.DateTimeField(_("not before"), null=True, blank=True)
    claimed_at = models.DateTimeField(_("taken up at"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    bounced_at = models.DateTimeField(_("came back at"), null=True, blank=True)
    error = models.TextField(_("last error"), blank=True)
    created_at = models.DateTimeField(_("created at"))

    objects = DispatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail with an issued edition")
        verbose_name_plural = _("mails with issued editions")
        ordering = ["issue", "kind", "office", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "recipient", "kind"], name="dispatch_once_to_a_recipient"
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False),
                name="dispatch_sent_at_a_moment",
            ),
        ]
        indexes = [
            # The run of every minute asks for these few among all that was ever sent.
            models.Index(
                fields=["state"],
                condition=Q(state__in=["waiting", "sending"]),
                name="dispatch_under_way",
            )
        ]

    def __str__(self) -> str:
        return f"{self.issue} → {self.email}"

    @property
    def may_go_again(self) -> bool:
        """Its way is over, and what it tells still stands."""
        over = self.state in (DispatchState.SENT, DispatchState.FAILED, DispatchState.BOUNCED)
        return over and (self.kind == DispatchKind.WITHDRAWAL or self.issue.state == "issued")
