"""The policy of reminders: a plan's ladder of steps, and who declined what it lets be declined."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agencies.models import User
from measures.querysets_reminders import ReminderRuleQuerySet
from planner.models import ActionPlan


class Subject(models.TextChoices):
    """What a reminder is about; each has a day of its own from which the steps are counted."""

    REPORT = "report", _("a report owed")
    REVIEW = "review", _("a report to be reviewed")
    EXTENSION = "extension", _("a request for more time")
    ROUND_OPENS = "round_opens", _("a reporting round opens")
    ROUND_CLOSES = "round_closes", _("the executors’ day of a round")
    CONSOLIDATED = "consolidated", _("the consolidated report of a round")
    NOBODY = "nobody", _("a report that nobody can be reminded of")


class Audience(models.TextChoices):
    OFFICER = "officer", _("officers of the agency")
    DEPUTY = "deputy", _("deputy head of the agency")
    HEAD = "head", _("head of the agency")
    CO_EXECUTOR = "co_executor", _("officers of co-executors that owe their parts")
    LEAD = "lead", _("officers of the lead executor")
    COORDINATOR = "coordinator", _("coordinators")
    CONTROLLER = "controller", _("controlling body")


class DayKind(models.TextChoices):
    CALENDAR = "calendar", pgettext_lazy("counted in", "calendar days")
    WORKING = "working", _("working days")


class Channel(models.TextChoices):
    MAIL = "mail", _("mail")
    SITE = "site", _("a notice on the site")


class Weekday(models.IntegerChoices):
    """As date.weekday() counts."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")


class ReminderRule(models.Model):
    """A step of the ladder: `offset` days after the subject's day (negative: before).

    It is repeated every `repeat_every` days, or gathered on a `weekday` from then on, at most
    `repeat_at_most` times more, while there is something to remind of. Handing in, acceptance,
    removal and striking always stop it; the three conditions stop it for one person besides.
    A rule is never changed or deleted: it is retired and another added, so that what was sent can
    always be explained.
    """

    plan = models.ForeignKey(
        ActionPlan, models.CASCADE, related_name="reminder_rules", verbose_name=_("action plan")
    )
    subject = models.CharField(_("about"), max_length=12, choices=Subject, default=Subject.REPORT)
    audience = models.CharField(
        _("audience"), max_length=12, choices=Audience, default=Audience.OFFICER
    )
    channel = models.CharField(_("channel"), max_length=4, choices=Channel, default=Channel.MAIL)
    offset = models.SmallIntegerField(_("days after the day (negative: before)"))
    days = models.CharField(
        _("counted in"), max_length=8, choices=DayKind, default=DayKind.CALENDAR
    )
    repeat_every = models.PositiveSmallIntegerField(_("repeat every, days"), null=True, blank=True)
    weekday = models.PositiveSmallIntegerField(
        _("gathered each week on"), choices=Weekday, null=True, blank=True
    )
    repeat_at_most = models.PositiveSmallIntegerField(
        _("repeat at most, times"), null=True, blank=True
    )
    unless_acknowledged = models.BooleanField(
        _("not to those who have acknowledged"), default=False
    )
    unless_time_asked = models.BooleanField(
        _("not while a request for more time waits"), default=False
    )
    may_decline = models.BooleanField(_("may be declined"), default=False)
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)
    added_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("added by")
    )
    retired_at = models.DateTimeField(_("retired at"), null=True, blank=True)
    retired_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("retired by")
    )

    objects = ReminderRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder rule")
        verbose_name_plural = _("reminder rules")
        ordering = ["plan", "subject", "audience", "offset"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "subject", "audience", "channel", "offset", "days"],
                condition=Q(retired_at=None),
                name="reminder_rule_once",
            ),
            models.CheckConstraint(
                condition=Q(repeat_every=None)
                | Q(repeat_every__gte=1, offset__gte=0, weekday=None),
                name="reminder_repeats_only_when_late",
            ),
            models.CheckConstraint(
                condition=Q(weekday=None) | Q(weekday__lte=4), name="reminder_on_a_working_weekday"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offset:+d} {self.get_audience_display()}"


class Declined(models.Model):
    """A person does not want the reminders of a plan that may be declined; no row: they come."""

    person = models.ForeignKey(
        User, models.CASCADE, related_name="declined", verbose_name=_("person")
    )
    plan = models.ForeignKey(
        ActionPlan, models.CASCADE, related_name="declined", verbose_name=_("action plan")
    )
    declined_at = models.DateTimeField(_("declined at"), auto_now_add=True)

    class Meta:
        verbose_name = _("declined reminders")
        verbose_name_plural = _("declined reminders")
        ordering = ["person", "plan"]
        constraints = [
            models.UniqueConstraint(fields=["person", "plan"], name="declined_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.plan}"
