"""A row of the plan table: what is done, by whom, by when, at what cost."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, AgencyGroup
from agencies.translated import Translated
from measures.querysets import MeasureQuerySet
from planner.models import ActionPlan, Amendment, LineOfAction, PlanSection, Task


class MeasureState(models.TextChoices):
    ON_CONTROL = "on_control", _("on control")
    REMOVED = "removed", _("removed from control")
    STRUCK = "struck", _("struck from the plan")
    LAPSED = "lapsed", _("ended with the plan")


class Measure(models.Model):
    """One measure. `position` orders the table and is its key: numbers may restart in sections.

    It stays on control until the coordinating body removes it against its completion document.
    """

    plan = models.ForeignKey(
        ActionPlan, models.PROTECT, related_name="measures", verbose_name=_("action plan")
    )
    section = models.ForeignKey(
        PlanSection,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="measures",
        verbose_name=_("section"),
    )
    position = models.PositiveIntegerField(_("position"))
    number = models.CharField(_("number"), max_length=20)
    title_ru = models.TextField(_("measure in Russian"))
    title_kk = models.TextField(_("measure in Kazakh"), blank=True)
    title_en = models.TextField(_("measure in English"), blank=True)
    completion_form_ru = models.CharField(_("completion form in Russian"), max_length=500)
    completion_form_kk = models.CharField(
        _("completion form in Kazakh"), max_length=500, blank=True
    )
    completion_form_en = models.CharField(
        _("completion form in English"), max_length=500, blank=True
    )
    executors_text = models.TextField(
        _("executors as written"), blank=True, help_text=_("The cell of the act, word for word.")
    )
    funding_source = models.CharField(_("funding source"), max_length=300, blank=True)
    tasks = models.ManyToManyField(
        Task, related_name="measures", blank=True, verbose_name=_("tasks")
    )
    lines = models.ManyToManyField(
        LineOfAction, related_name="measures", blank=True, verbose_name=_("lines of action")
    )
    state = models.CharField(
        _("state"), max_length=12, choices=MeasureState, default=MeasureState.ON_CONTROL
    )
    state_on = models.DateField(_("in this state since"), null=True, blank=True)
    amendment = models.ForeignKey(
        Amendment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="measures",
        verbose_name=_("amendment"),
    )
    carried_from = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="carried_to",
        verbose_name=_("carried over from"),
    )
    title = Translated()
    completion_form = Translated()

    objects = MeasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        ordering = ["plan", "position"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "position"], name="measure_position_once"),
            models.CheckConstraint(
                condition=Q(state=MeasureState.ON_CONTROL) | Q(state_on__isnull=False),
                name="measure_off_control_since_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class ExecutorRole(models.TextChoices):
    LEAD = "lead", _("lead")
    CO = "co", _("co-executor")


class Executor(models.Model):
    """A body or a group in the executors' column; one lead answers for the measure."""

    measure = models.ForeignKey(
        Measure, models.CASCADE, related_name="executors", verbose_name=_("measure")
    )
    agency = models.ForeignKey(
        Agency,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="executions",
        verbose_name=_("agency"),
    )
    group = models.ForeignKey(
        AgencyGroup,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="executions",
        verbose_name=_("group of agencies"),
    )
    role = models.CharField(_("role"), max_length=6, choices=ExecutorRole)
    by_agreement = models.BooleanField(_("by agreement"), default=False)
    consolidates = models.BooleanField(_("consolidates the report"), default=False)
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        verbose_name = _("executor")
        verbose_name_plural = _("executors")
        ordering = ["measure", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure"], condition=Q(role="lead"), name="one_lead_on_a_measure"
            ),
            models.UniqueConstraint(fields=["measure", "agency"], name="executor_agency_once"),
            models.UniqueConstraint(fields=["measure", "group"], name="executor_group_once"),
            models.CheckConstraint(
                condition=Q(agency__isnull=False, group=None) | Q(agency=None, group__isnull=False),
                name="executor_is_an_agency_or_a_group",
            ),
        ]

    def __str__(self) -> str:
        return str(self.agency or self.group)


class DeadlineKind(models.TextChoices):
    """The kinds of measures.rules.deadlines.Kind."""

    ONCE = "once", _("once")
    RECURRING = "recurring", _("recurring")
    CONTINUOUS = "continuous", _("continuous")
    EVENT = "event", _("after an event")
    UNDECIDED = "undecided", _("a person must decide")


class Deadline(models.Model):
    """The deadline as the act writes it, and what it was read as.

    `due`: ISO dates, ascending, empty unless once or recurring. `spec`: the reading's structure.
    `decided_by`: the person who set it where the text alone could not.
    """

    measure = models.OneToOneField(
        Measure, models.CASCADE, related_name="deadline", verbose_name=_("measure")
    )
    text_ru = models.CharField(_("deadline in Russian"), max_length=500, blank=True)
    text_kk = models.CharField(_("deadline in Kazakh"), max_length=500, blank=True)
    text_en = models.CharField(_("deadline in English"), max_length=500, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=DeadlineKind)
    due = models.JSONField(_("due dates"), default=list, blank=True)
    spec = models.JSONField(_("how the deadline was read"), null=True, blank=True)
    warnings = models.JSONField(_("warnings"), default=list, blank=True)
    event_on = models.DateField(_("date of the event"), null=True, blank=True)
    in_force_on = models.DateField(
        _("in this wording since"),
        null=True,
        blank=True,
        help_text=_("Empty: from the plan's beginning. Periods that ended before are not owed."),
    )
    still_owed = models.JSONField(
        _("still owed under earlier wordings"),
        default=list,
        blank=True,
        help_text=_("Occurrences due later for periods that were over before this wording."),
    )
    decided_by = models.ForeignKey(
        "agencies.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    text = Translated()

    class Meta:
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")
        constraints = [
            models.CheckConstraint(
                condition=~Q(text_ru="", text_kk="", text_en=""), name="deadline_has_a_text"
            )
        ]

    def __str__(self) -> str:
        return self.text


class Cost(models.Model):
    """Money of a measure, million tenge; year None is a total not split by years (§5.4)."""

    measure = models.ForeignKey(
        Measure, models.CASCADE, related_name="costs", verbose_name=_("measure")
    )
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    source = models.CharField(_("funding source"), max_length=200, blank=True)
    planned = models.DecimalField(_("planned, million tenge"), max_digits=14, decimal_places=3)
    allotted = models.DecimalField(
        _("allotted, million tenge"), max_digits=14, decimal_places=3, null=True, blank=True
    )
    spent = models.DecimalField(
        _("spent, million tenge"), max_digits=14, decimal_places=3, null=True, blank=True
    )

    class Meta:
        verbose_name = _("cost")
        verbose_name_plural = _("costs")
        ordering = ["measure", "year", "source"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "year", "source"], name="cost_once"),
            models.UniqueConstraint(
                fields=["measure", "source"], condition=Q(year=None), name="cost_total_once"
            ),
            models.CheckConstraint(condition=Q(planned__gte=0), name="cost_is_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.year or '—'}: {self.planned}"
