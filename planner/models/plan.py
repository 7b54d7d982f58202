"""The plan of action: a legal act with a period, sections and later amendments."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, User
from agencies.translated import Translated
from planner.models.concept import Concept
from planner.rules.periods import Cadence, Period, Stretch, periods

DAY_OF_MONTH = [MinValueValidator(1), MaxValueValidator(28)]


class DayOffRule(models.TextChoices):
    """What happens to a date on a day off; no rule was found in law, so the plan says."""

    FLAG = "flag", _("flag, do not move")
    NEXT = "next", _("next working day")
    PREVIOUS = "previous", _("previous working day")


class CadenceKind(models.TextChoices):
    """How often a plan is reported on; the values are those of rules.periods.Cadence."""

    MONTHLY = Cadence.MONTH.value, _("every month")
    QUARTERLY = Cadence.QUARTER.value, _("every quarter")
    HALF_YEARLY = Cadence.HALF.value, _("every half-year")
    YEARLY = Cadence.YEAR.value, _("every year")
    OWN = Cadence.OWN.value, _("on own dates")


class PlanManager(models.Manager["ActionPlan"]):
    def get_by_natural_key(self, slug: str) -> "ActionPlan":
        return self.get(slug=slug)


class ActionPlan(models.Model):
    """A stage of carrying out the Concept ("for 2008–2010 and further in stages").

    Its period lies inside the Concept's: held by a trigger, planner.triggers.
    Report days: executors by day N, the coordinating body by day M of the month after the period.
    `cadence`: its stretches as rules.periods.Stretch writes them; none: by quarters all along.
    """

    slug = models.SlugField(_("slug"), unique=True)
    concept = models.ForeignKey(
        Concept, models.PROTECT, related_name="plans", verbose_name=_("concept")
    )
    previous = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="next_stages",
        verbose_name=_("previous stage"),
    )
    coordinator = models.ForeignKey(
        Agency,
        models.PROTECT,
        related_name="coordinated_plans",
        verbose_name=_("coordinating body"),
    )
    controller = models.ForeignKey(
        Agency,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="controlled_plans",
        verbose_name=_("controlling body"),
        help_text=_("The body that keeps the plan on control, e.g. the Prime Minister’s Office."),
    )
    title_ru = models.CharField(_("title in Russian"), max_length=300)
    title_kk = models.CharField(_("title in Kazakh"), max_length=300, blank=True)
    title_en = models.CharField(_("title in English"), max_length=300, blank=True)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    approved_by = models.CharField(_("approving act"), max_length=250, blank=True)
    is_illustrative = models.BooleanField(
        _("illustrative"), default=False, help_text=_("A demonstration, not the official act.")
    )
    day_off_rule = models.CharField(
        _("date on a day off"), max_length=10, choices=DayOffRule, default=DayOffRule.FLAG
    )
    co_executor_lead_days = models.PositiveSmallIntegerField(
        _("co-executors report earlier by, working days"), default=5
    )
    executors_report_day = models.PositiveSmallIntegerField(
        _("executors report by day"), default=5, validators=DAY_OF_MONTH
    )
    coordinator_report_day = models.PositiveSmallIntegerField(
        _("coordinating body reports by day"), default=20, validators=DAY_OF_MONTH
    )
    cadence = models.JSONField(_("reporting cadence"), default=list, blank=True)
    review_days = models.PositiveSmallIntegerField(
        _("reports are reviewed within, working days"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )
    decision_days = models.PositiveSmallIntegerField(
        _("requests for more time are decided within, working days"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )
    repealed_on = models.DateField(_("lost force on"), null=True, blank=True)
    repealed_by = models.CharField(_("act by which it lost force"), max_length=250, blank=True)
    title = Translated()

    objects = PlanManager()

    class Meta:
        verbose_name = _("action plan")
        verbose_name_plural = _("action plans")
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="plan_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(executors_report_day__range=(1, 28))
                & Q(coordinator_report_day__range=(1, 28)),
                name="plan_report_days_exist_in_every_month",
            ),
            models.CheckConstraint(
                condition=Q(repealed_on=None) | ~Q(repealed_by=""), name="plan_repealed_by_an_act"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """How it is reported on, from its beginning; one stretch at least."""
        days = (self.executors_report_day, self.coordinator_report_day)
        usual = Stretch(self.starts_on, Cadence.QUARTER, *days)
        return tuple(map(Stretch.read, self.cadence)) or (usual,)

    def periods(self) -> list[Period]:
        """The periods that it is reported on, in order; no statement."""
        return list(periods(self.stretches, self.starts_on, self.ends_on))


class PlanSection(models.Model):
    """A sub-heading of the plan table; numbers of measures may restart in each."""

    plan = models.ForeignKey(
        ActionPlan, models.CASCADE, related_name="sections", verbose_name=_("action plan")
    )
    position = models.PositiveSmallIntegerField(_("position"))
    title_ru = models.CharField(_("title in Russian"), max_length=500)
    title_kk = models.CharField(_("title in Kazakh"), max_length=500, blank=True)
    title_en = models.CharField(_("title in English"), max_length=500, blank=True)
    title = Translated()

    class Meta:
        verbose_name = _("section of the plan")
        verbose_name_plural = _("sections of the plan")
        ordering = ["plan", "position"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "position"], name="section_position_once")
        ]

    def __str__(self) -> str:
        return self.title


class AmendmentState(models.TextChoices):
    DRAFT = "draft", _("draft")
    ADOPTED = "adopted", _("adopted, not in force yet")
    APPLIED = "applied", _("in force")
    DROPPED = "dropped", _("not adopted")


class Amendment(models.Model):
    """A later act that changes the plan; what it changes stands in `measures.Change`.

    `adopted_on` is the act's date, `in_force_on` the day from which it counts, `applied_on` the
    business day on which this system learnt of it: a plan "as of" a day shows what was in force
    and known then. A draft has no act yet.
    """

    plan = models.ForeignKey(
        ActionPlan, models.PROTECT, related_name="amendments", verbose_name=_("action plan")
    )
    act = models.CharField(_("legal act"), max_length=250, blank=True)
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    in_force_on = models.DateField(_("in force from"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=AmendmentState, default=AmendmentState.DRAFT
    )
    applied_on = models.DateField(_("entered on"), null=True, blank=True)
    drafted_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("drafted by")
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    note_ru = models.TextField(_("what it changes, in Russian"), blank=True)
    note_kk = models.TextField(_("what it changes, in Kazakh"), blank=True)
    note_en = models.TextField(_("what it changes, in English"), blank=True)
    note = Translated()

    class Meta:
        verbose_name = _("amendment")
        verbose_name_plural = _("amendments")
        ordering = ["plan", "adopted_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "act"], condition=~Q(act=""), name="amendment_act_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "dropped"])
                | ~Q(act="") & Q(adopted_on__isnull=False, in_force_on__isnull=False),
                name="amendment_in_force_by_an_act",
            ),
            models.CheckConstraint(
                condition=~Q(state="applied") | Q(applied_on__gte=F("in_force_on")),
                name="amendment_applied_when_in_force",
            ),
        ]

    def __str__(self) -> str:
        return self.act or str(_("draft of an amendment"))
