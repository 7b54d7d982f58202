"""Who owes what by when: one row for each measure, agency and occurrence."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from measures.models.measure import DeadlineKind, ExecutorRole, Measure
from measures.querysets import ObligationQuerySet, VersionQuerySet


class ObligationState(models.TextChoices):
    OPEN = "open", _("open")
    SUBMITTED = "submitted", _("waiting for review")
    RETURNED = "returned", _("returned for rework")
    DONE = "done", _("fulfilled")
    REMOVED = "removed", _("removed from control")
    WITHDRAWN = "withdrawn", _("no longer owed")


class Owed(models.Model):
    """The terms and the state of a report owed: now (Obligation) or in a past version of it.

    `occurrence` names it while its terms stand: the ISO date written ("2009-07-10"), a reporting
    quarter of a continuous measure ("2009Q2"), "event" or "undecided" while no date is known
    (due_on None). `written_on` is the date of the act, `due_on` the effective one in force: after
    the plan's rule for days off, the co-executors' earlier day, and extensions; `first_due_on` the
    one first set. `done_on` is the day the fulfilling report was handed in; a return clears it.
    """

    role = models.CharField(_("role"), max_length=6, choices=ExecutorRole)
    by_agreement = models.BooleanField(_("by agreement"), default=False)
    kind = models.CharField(_("kind of deadline"), max_length=12, choices=DeadlineKind)
    occurrence = models.CharField(_("occurrence"), max_length=20)
    written_on = models.DateField(_("date as written"), null=True, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    first_due_on = models.DateField(_("first due on"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=ObligationState, default=ObligationState.OPEN
    )
    done_on = models.DateField(_("handed in on"), null=True, blank=True)

    class Meta:
        abstract = True


class Obligation(Owed):
    """An agency owes a report on a measure, as of now.

    `changed_on` is the business day since which it stands so. Every change that moves it on leaves
    an ObligationVersion behind: measures.triggers.
    """

    measure = models.ForeignKey(
        Measure, models.PROTECT, related_name="obligations", verbose_name=_("measure")
    )
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="obligations", verbose_name=_("agency")
    )
    changed_on = models.DateField(_("stands so since"))
    ladder = models.PositiveSmallIntegerField(_("ladders of reminders begun anew"), default=0)

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
                | Q(state__in=["open", "returned", "removed", "withdrawn"], done_on=None),
                name="obligation_done_on_when_handed_in",
            ),
            models.CheckConstraint(
                condition=Q(due_on=None, first_due_on=None)
                | Q(due_on__isnull=False, first_due_on__isnull=False),
                name="obligation_dates_together",
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

    @property
    def obligation_id(self) -> int:
        """So that pages read an obligation and a version of it alike."""
        return self.pk


class ObligationVersion(Owed):
    """An obligation as it stood from `since` until the day before `until` (None: until now).

    Written by the database itself, never by hand: measures.triggers. A day knows one version, the
    one at its end.
    """

    obligation = models.ForeignKey(
        Obligation, models.CASCADE, related_name="versions", verbose_name=_("obligation")
    )
    measure = models.ForeignKey(
        Measure, models.PROTECT, related_name="+", verbose_name=_("measure")
    )
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("agency"))
    since = models.DateField(_("since"))
    until = models.DateField(_("until (not on that day)"), null=True, blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of an obligation")
        verbose_name_plural = _("versions of obligations")
        ordering = ["obligation", "since"]
        constraints = [
            models.UniqueConstraint(
                fields=["obligation", "since"], name="obligation_version_once_a_day"
            ),
            models.UniqueConstraint(
                fields=["obligation"], condition=Q(until=None), name="obligation_stands_one_way"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")), name="obligation_version_lasts"
            ),
        ]
        indexes = [
            models.Index(fields=["measure", "since"], name="obligation_version_of_measure"),
            # What was late on a day in the past: the versions that it ended with first.
            models.Index(
                fields=["until", "due_on"],
                condition=Q(state__in=["open", "returned"]),
                name="obligation_version_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure.number} · {self.agency} · {self.occurrence} · {self.since}"
