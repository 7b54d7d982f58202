"""The ledger of reminders: a row for each one owed, and the mails they go out in."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from measures.models.extension import Extension
from measures.models.obligation import Obligation
from measures.models.progress import ProgressEntry
from measures.models.reminder_rule import Channel, ReminderRule, Subject
from measures.querysets_reminders import DigestQuerySet, ReminderQuerySet
from planner.models import ActionPlan


class DigestState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("given up after repeated failures")
    BOUNCED = "bounced", _("came back")
    CANCELLED = "cancelled", _("nothing left to remind of")


# Nobody got it: given up, or taken by a server and sent back.
LOST = (DigestState.FAILED, DigestState.BOUNCED)
# Of a mail that was never tried: it takes more.
UNTRIED = (DigestState.WAITING, DigestState.CANCELLED)


class Digest(models.Model):
    """One mail to one person on one business day; `message_id` stays the same in every attempt.

    A coordinator's own reminder (`ordered_by`, with a `note`) is a mail besides, and so is `news`
    that its person wants at once.
    """

    recipient = models.ForeignKey(
        User, models.PROTECT, related_name="digests", verbose_name=_("recipient")
    )
    day = models.DateField(_("business day"))
    state = models.CharField(
        _("state"), max_length=10, choices=DigestState, default=DigestState.WAITING
    )
    message_id = models.CharField(_("identifier of the mail"), max_length=200, unique=True)
    ordered_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ordered by")
    )
    note = models.TextField(_("note of the coordinator"), blank=True)
    news = models.BooleanField(_("news at once"), default=False)
    again_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("another attempt ordered by"),
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_try_at = models.DateTimeField(_("not before"), null=True, blank=True)
    claimed_at = models.DateTimeField(_("taken up at"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    sent_to = models.EmailField(_("sent to"), blank=True)
    bounced_at = models.DateTimeField(_("came back at"), null=True, blank=True)
    acknowledged_at = models.DateTimeField(_("acknowledged at"), null=True, blank=True)
    error = models.TextField(_("last error"), blank=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    objects = DigestQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder mail")
        verbose_name_plural = _("reminder mails")
        ordering = ["-day", "recipient"]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "day"],
                condition=Q(ordered_by=None, news=False),
                name="one_digest_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["sent", "bounced"]) | Q(sent_at__isnull=False),
                name="sent_at_a_moment",
            ),
        ]
        indexes = [
            # The run of every minute asks for these few among all that was ever sent.
            models.Index(
                fields=["state"],
                condition=Q(state__in=["waiting", "sending"]),
                name="digest_under_way",
            ),
            models.Index(fields=["day", "state"], name="digest_of_day"),
        ]

    def __str__(self) -> str:
        return f"{self.recipient} · {self.day}"


class ReminderState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    SENT = "sent", _("sent")
    SHOWN = "shown", _("shown on the site")
    FAILED = "failed", _("given up")
    BOUNCED = "bounced", _("came back")
    SKIPPED = "skipped", _("no longer needed")


class Ended(models.TextChoices):
    """Why a reminder that was owed did not go out after all."""

    HANDED_IN = "handed_in", _("handed in, or no longer owed")
    OFF_CONTROL = "off_control", _("the measure is off control")
    DATE_MOVED = "date_moved", _("the date was moved, or the report returned, meanwhile")
    DECIDED = "decided", _("decided meanwhile")
    NOT_THEIRS = "not_theirs", _("the person does not answer for it any more")
    ACKNOWLEDGED = "acknowledged", _("acknowledged")
    TIME_ASKED = "time_asked", _("a request for more time waits")
    DECLINED = "declined", _("declined")
    SOMEBODY = "somebody", _("somebody can be reminded now")


ROUNDS = (Subject.ROUND_OPENS, Subject.ROUND_CLOSES, Subject.CONSOLIDATED)
ABOUT_OBLIGATIONS = (Subject.REPORT, Subject.NOBODY)


class Reminder(models.Model):
    """Owed to `recipient` for the step `remind_on` of a subject whose day is `due_on`.

    `ladder` is the obligation's when it was planned: a return or another date begins a new one.
    `occurrence` is the label of the round where it is about one. `ended` says why it was SKIPPED,
    or why a notice SHOWN on the site is settled.
    `ordered_by` is the coordinator of a reminder that no rule asked for.
    """

    subject = models.CharField(_("about"), max_length=12, choices=Subject, default=Subject.REPORT)
    plan = models.ForeignKey(
        ActionPlan, models.PROTECT, related_name="reminders", verbose_name=_("action plan")
    )
    obligation = models.ForeignKey(
        Obligation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reminders",
        verbose_name=_("obligation"),
    )
    entry = models.ForeignKey(
        ProgressEntry,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reminders",
        verbose_name=_("progress entry"),
    )
    extension = models.ForeignKey(
        Extension,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reminders",
        verbose_name=_("extension"),
    )
    occurrence = models.CharField(_("round"), max_length=20, blank=True)
    rule = models.ForeignKey(
        ReminderRule,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reminders",
        verbose_name=_("reminder rule"),
    )
    ordered_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ordered by")
    )
    recipient = models.ForeignKey(
        User, models.PROTECT, related_name="reminders", verbose_name=_("recipient")
    )
    channel = models.CharField(_("channel"), max_length=4, choices=Channel, default=Channel.MAIL)
    digest = models.ForeignKey(
        Digest,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reminders",
        verbose_name=_("reminder mail"),
    )
    due_on = models.DateField(_("due on"))
    ladder = models.PositiveSmallIntegerField(_("ladder"), default=0)
    remind_on = models.DateField(_("remind on"))
    state = models.CharField(
        _("state"), max_length=10, choices=ReminderState, default=ReminderState.WAITING
    )
    ended = models.CharField(_("why not"), max_length=12, choices=Ended, blank=True)
    acknowledged_at = models.DateTimeField(_("acknowledged at"), null=True, blank=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["-remind_on", "obligation"]
        constraints = [
            models.UniqueConstraint(
                fields=[
                    *("obligation", "recipient", "subject", "channel"),
                    *("due_on", "ladder", "remind_on"),
                ],
                condition=Q(subject__in=["report", "nobody"], ordered_by=None),
                name="reminder_once",
            ),
            models.UniqueConstraint(
                fields=["obligation", "recipient", "remind_on"],
                condition=Q(ordered_by__isnull=False),
                name="reminder_ordered_once_a_day",
            ),
            models.UniqueConstraint(
                fields=["entry", "recipient", "channel", "remind_on"],
                condition=Q(subject="review"),
                name="reminder_of_review_once",
            ),
            models.UniqueConstraint(
                fields=["extension", "recipient", "channel", "remind_on"],
                condition=Q(subject="extension"),
                name="reminder_of_extension_once",
            ),
            models.UniqueConstraint(
                fields=["plan", "occurrence", "subject", "recipient", "channel", "remind_on"],
                condition=Q(subject__in=["round_opens", "round_closes", "consolidated"]),
                name="reminder_of_round_once",
            ),
            models.CheckConstraint(
                condition=Q(subject__in=["report", "nobody"], obligation__isnull=False)
                | Q(subject="review", obligation__isnull=False, entry__isnull=False)
                | Q(subject="extension", obligation__isnull=False, extension__isnull=False)
                | Q(subject__in=["round_opens", "round_closes", "consolidated"])
                & ~Q(occurrence=""),
                name="reminder_of_its_subject",
            ),
            models.CheckConstraint(
                condition=Q(ended="") | Q(state__in=["skipped", "shown"]),
                name="reminder_ended_for_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state="shown") | Q(channel="site"), name="reminder_shown_on_the_site"
            ),
        ]
        indexes = [
            models.Index(fields=["digest"], condition=Q(state="waiting"), name="reminder_waiting"),
            models.Index(fields=["recipient", "-remind_on"], name="reminder_of_person"),
            models.Index(fields=["-remind_on"], name="reminder_by_day"),
            models.Index(
                fields=["recipient"],
                condition=Q(state="shown", acknowledged_at=None, ended=""),
                name="reminder_new_notice",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.obligation or self.occurrence} · {self.remind_on}"


class ReminderRun(models.Model):
    """What a run did, in reminders; runs without news leave only the clock's mark."""

    day = models.DateField(_("business day"))
    started_at = models.DateTimeField(_("started at"))
    ended_at = models.DateTimeField(_("ended at"))
    worker = models.CharField(_("worker"), max_length=100, blank=True)
    planned = models.PositiveIntegerField(_("planned"), default=0)
    sent = models.PositiveIntegerField(_("sent"), default=0)
    failed = models.PositiveIntegerField(_("failed"), default=0)
    skipped = models.PositiveIntegerField(_("no longer needed"), default=0)
    error = models.TextField(_("what went wrong"), blank=True)

    class Meta:
        verbose_name = _("run of reminders")
        verbose_name_plural = _("runs of reminders")
        ordering = ["-started_at"]
        indexes = [models.Index(fields=["day"], name="reminder_run_of_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.started_at:%H:%M}"


class ReminderClock(models.Model):
    """One row: when a run last came by, and for which day the ledger is planned."""

    ran_at = models.DateTimeField(_("last run at"), null=True)
    planned_for = models.DateField(_("planned for"), null=True)
    planned_at = models.DateTimeField(_("planned at"), null=True)

    class Meta:
        verbose_name = _("clock of reminders")
        verbose_name_plural = _("clock of reminders")

    def __str__(self) -> str:
        return f"{self.planned_for}"
