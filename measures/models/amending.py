"""What a later act does to the plan, one item at a time."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from measures.models.measure import Measure
from planner.models import Amendment, PlanSection


class ChangeKind(models.TextChoices):
    REWORD = "reword", _("in a new wording")
    ADD = "add", _("added")
    STRIKE = "strike", _("struck")


class Change(models.Model):
    """«Пункт 7 изложить в новой редакции», «дополнить пунктом 7-1», «пункт 9 исключить».

    `wording` is the whole new row as measures.rules.wording holds it, empty for a strike; `before`
    the row that was looked at when the change was drafted: if the measure says something else by
    now, the change is looked at again before it is applied. An added measure comes `after` another
    one (None: at the end of its section) and is `measure` once applied.
    """

    amendment = models.ForeignKey(
        Amendment, models.CASCADE, related_name="changes", verbose_name=_("amendment")
    )
    position = models.PositiveSmallIntegerField(_("position"))
    kind = models.CharField(_("what it does"), max_length=8, choices=ChangeKind)
    measure = models.ForeignKey(
        Measure,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="changes",
        verbose_name=_("measure"),
    )
    section = models.ForeignKey(
        PlanSection,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("section"),
    )
    after = models.ForeignKey(
        Measure, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("after")
    )
    before: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(
        _("wording that it changes"), default=dict, blank=True
    )
    wording: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(
        _("new wording"), default=dict, blank=True
    )

    class Meta:
        verbose_name = _("change of the plan")
        verbose_name_plural = _("changes of the plan")
        ordering = ["amendment", "position"]
        constraints = [
            models.UniqueConstraint(fields=["amendment", "position"], name="change_position_once"),
            models.UniqueConstraint(
                fields=["amendment", "measure"], name="one_change_of_a_measure_in_an_act"
            ),
            models.CheckConstraint(
                condition=Q(kind="add") | Q(measure__isnull=False), name="change_of_a_measure"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amendment}: {self.get_kind_display()} {self.measure or ''}".strip()
