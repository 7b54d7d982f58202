"""Rounds: the periods that a plan is reported on."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from planner.models import ActionPlan


class RoundState(models.TextChoices):
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")


class ReportingRound(models.Model):
    """A reporting period of a plan, e.g. "2009Q2", with the two tiers' dates."""

    plan = models.ForeignKey(
        ActionPlan, models.PROTECT, related_name="rounds", verbose_name=_("action plan")
    )
    label = models.CharField(_("period"), max_length=10)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    executors_due_on = models.DateField(_("executors report by"))
    coordinator_due_on = models.DateField(_("coordinating body reports by"))
    state = models.CharField(_("state"), max_length=6, choices=RoundState, default=RoundState.OPEN)

    class Meta:
        verbose_name = _("reporting round")
        verbose_name_plural = _("reporting rounds")
        ordering = ["plan", "-starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "label"], name="round_label_once"),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on"))
                & Q(executors_due_on__gt=F("ends_on"))
                & Q(coordinator_due_on__gte=F("executors_due_on")),
                name="round_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan.slug} {self.label}"
