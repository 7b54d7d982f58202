"""What a row of the plan said on a day in the past."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.translated import Translated
from measures.models.measure import Measure, MeasureState
from measures.querysets import MeasureVersionQuerySet
from planner.models import ActionPlan, Amendment, PlanSection

# The columns of a measure that a later act may change, in the order of the table.
WORDING = (
    "number",
    *(f"{field}_{code}" for field in ("title", "completion_form") for code in ("ru", "kk", "en")),
    "executors_text",
    "funding_source",
)


class MeasureVersion(models.Model):
    """A measure with executors, deadline and costs as it stood from `since` until before `until`.

    The last version (until None) says what the measure says now. Kept by
    measures.services.versions; `executors`, `deadline` and `costs` are lists and dicts of the
    columns of their models, bodies by id, days and amounts as text.
    """

    measure = models.ForeignKey(
        Measure, models.CASCADE, related_name="versions", verbose_name=_("measure")
    )
    plan = models.ForeignKey(
        ActionPlan, models.PROTECT, related_name="+", verbose_name=_("action plan")
    )
    section = models.ForeignKey(
        PlanSection,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("section"),
    )
    since = models.DateField(_("since"))
    until = models.DateField(_("until (not on that day)"), null=True, blank=True)
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
    executors_text = models.TextField(_("executors as written"), blank=True)
    funding_source = models.CharField(_("funding source"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=MeasureState)
    state_on = models.DateField(_("in this state since"), null=True, blank=True)
    amendment = models.ForeignKey(
        Amendment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("amendment"),
    )
    executors: "models.JSONField[list[dict[str, Any]], list[dict[str, Any]]]" = models.JSONField(
        _("executors"), default=list
    )
    deadline: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(
        _("deadline"), default=dict
    )
    costs: "models.JSONField[list[dict[str, Any]], list[dict[str, Any]]]" = models.JSONField(
        _("costs"), default=list
    )
    title = Translated()
    completion_form = Translated()

    objects = MeasureVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a measure")
        verbose_name_plural = _("versions of measures")
        ordering = ["measure", "since"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "since"], name="measure_version_once_a_day"),
            models.UniqueConstraint(
                fields=["measure"], condition=Q(until=None), name="measure_says_one_thing"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")), name="measure_version_lasts"
            ),
        ]
        indexes = [models.Index(fields=["plan", "since"], name="measure_version_of_plan")]

    def __str__(self) -> str:
        return f"{self.number}. {self.title} ({self.since})"
