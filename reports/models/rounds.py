"""Rounds: the periods that a plan is reported on, and how each was opened, closed and reopened."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, User
from measures.rules.rounds import Window
from planner.models import ActionPlan
from planner.rules.periods import LONGEST_LABEL
from reports.querysets import ReopeningQuerySet


class RoundState(models.TextChoices):
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")


class ReportingRound(models.Model):
    """A reporting period of a plan, e.g. "2009Q2", with the two tiers' dates.

    What is due from `counts_from` to `executors_due_on` belongs to it, and continuous work that is
    named by its `label`: between the rounds of a plan is neither gap nor overlap.
    """

    plan = models.ForeignKey(
        ActionPlan, models.PROTECT, related_name="rounds", verbose_name=_("action plan")
    )
    label = models.CharField(_("period"), max_length=LONGEST_LABEL)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    counts_from = models.DateField(_("counts reports due from"))
    executors_due_on = models.DateField(_("executors report by"))
    coordinator_due_on = models.DateField(_("coordinating body reports by"))
    state = models.CharField(_("state"), max_length=6, choices=RoundState, default=RoundState.OPEN)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("closed by")
    )

    class Meta:
        verbose_name = _("reporting round")
        verbose_name_plural = _("reporting rounds")
        ordering = ["plan", "-starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "label"], name="round_label_once"),
            models.UniqueConstraint(
                fields=["plan", "executors_due_on"], name="round_executors_day_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on"))
                & Q(executors_due_on__gt=F("ends_on"))
                & Q(coordinator_due_on__gte=F("executors_due_on")),
                name="round_dates_in_order",
            ),
            models.CheckConstraint(
                condition=Q(counts_from__lte=F("executors_due_on")), name="round_counts_some_days"
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_on=None, closed_at=None)
                | Q(state="closed", closed_on__isnull=False, closed_at__isnull=False),
                name="round_closed_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan.slug} {self.label}"

    @property
    def window(self) -> Window:
        return Window(self.label, self.counts_from, self.executors_due_on)

    @property
    def is_closed(self) -> bool:
        return self.state == RoundState.CLOSED

    def was_closed(self, day: date) -> bool:
        """At the end of a day, as far as it was not opened again since."""
        return self.closed_on is not None and self.closed_on <= day


class Reopening(models.Model):
    """One agency may hand in again for a closed round: until `last_day` (None: until it is ended).

    Kept for good; `ended_on` is the first day on which it holds no more, `ended_by` None where its
    last day had passed.
    """

    round = models.ForeignKey(
        ReportingRound, models.PROTECT, related_name="reopenings", verbose_name=_("reporting round")
    )
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="reopenings", verbose_name=_("agency")
    )
    reason = models.TextField(_("reason"))
    last_day = models.DateField(_("last day"), null=True, blank=True)
    opened_on = models.DateField(_("reopened on"))
    opened_at = models.DateTimeField(_("reopened at"))
    opened_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("reopened by")
    )
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    ended_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ended by")
    )

    objects = ReopeningQuerySet.as_manager()

    class Meta:
        verbose_name = _("reopened part of a round")
        verbose_name_plural = _("reopened parts of rounds")
        ordering = ["round", "-opened_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "agency"], condition=Q(ended_on=None), name="one_reopening_holds"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="reopened_for_a_reason"),
            models.CheckConstraint(
                condition=Q(last_day=None) | Q(last_day__gte=F("opened_on")),
                name="reopened_for_a_day_at_least",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} · {self.agency.code}"

    def holds(self, day: date) -> bool:
        """Twin of ReopeningQuerySet.holding."""
        began = self.opened_on <= day and (self.ended_on is None or day < self.ended_on)
        return began and (self.last_day is None or day <= self.last_day)


class RoundAct(models.TextChoices):
    CLOSED = "closed", _("closed")
    OPENED_AGAIN = "opened", _("opened again")
    REOPENED = "reopened", _("part reopened")
    ENDED = "ended", _("reopened part ended")


class RoundEvent(models.Model):
    """Append-only: what was done with a round, by whom and why. `happened_on`: the business day."""

    round = models.ForeignKey(
        ReportingRound, models.PROTECT, related_name="events", verbose_name=_("reporting round")
    )
    act = models.CharField(_("what"), max_length=8, choices=RoundAct)
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("agency")
    )
    actor = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    happened_on = models.DateField(_("on"))
    at = models.DateTimeField(_("recorded at"))
    note = models.TextField(_("why"), blank=True)
    data = models.JSONField(_("details"), default=dict, blank=True)

    class Meta:
        verbose_name = _("event of a round")
        verbose_name_plural = _("events of rounds")
        ordering = ["round", "happened_on", "pk"]

    def __str__(self) -> str:
        return f"{self.happened_on} {self.get_act_display()}"
