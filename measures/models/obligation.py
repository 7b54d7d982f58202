"""Who owes what by when: one row for each measure, agency and occurrence."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from measures.models.measure import DeadlineKind, ExecutorRole, Measure
from measures.querysets import ObligationQuerySet


class ObligationState(models.TextChoices):
    OPEN = "open", _("open")
    SUBMITTED = "submitted", _("waiting for review")
    RETURNED = "returned", _("returned for rework")
    DONE = "done", _("fulfilled")
    REMOVED = "removed", _("removed from control")


class Obligation(models.Model):
    """An agency owes a report on a measure.

    `occurrence` names it for good: the ISO date first due ("2009-07-10"), a reporting quarter of a
    continuous measure ("2009Q2"), "event" or "undecided" while no date is known (due_on None).
    `due_on` is the date in force (extensions move it), `first_due_on` the one first set.
    `done_on` is the day the fulfilling report was handed in; a return clears it.
    """

    measure = models.ForeignKey(
        Measure, models.PROTECT, related_name="obligations", verbose_name=_("measure")
    )
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="obligations", verbose_name=_("agency")
    )
    role = models.CharField(_("role"), max_length=6, choices=ExecutorRole)
    by_agreement = models.BooleanField(_("by agreement"), default=False)
    kind = models.CharField(_("kind of deadline"), max_length=12, choices=DeadlineKind)
    occurrence = models.CharField(_("occurrence"), max_length=20)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    first_due_on = models.DateField(_("first due on"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=ObligationState, default=ObligationState.OPEN
    )
    done_on = models.DateField(_("handed in on"), null=True, blank=True)

    objects = ObligationQuerySet.as_manager()

    class Meta:
        verbose_name = _("obligation")
        verbose_name_plural = _("obligations")
        ordering = ["due_on", "measure", "agency"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "agency", "occurrence"], name="obligation_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["submitted", "done"], done_on__isnull=False)
                | Q(state__in=["open", "returned", "removed"], done_on=None),
                name="obligation_done_on_when_handed_in",
            ),
            models.CheckConstraint(
                condition=Q(due_on=None, first_due_on=None)
                | Q(due_on__isnull=False, first_due_on__isnull=False),
                name="obligation_dates_together",
            ),
            models.CheckConstraint(
                condition=Q(due_on=None) | Q(due_on__gte=F("first_due_on")),
                name="obligation_is_only_put_off",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"],
                condition=Q(state__in=["open", "returned"]),
                name="obligation_open_by_date",
            ),
            models.Index(fields=["agency", "state", "due_on"], name="obligation_of_agency"),
        ]

    def __str__(self) -> str:
        return f"{self.measure.number} · {self.agency} · {self.occurrence}"
