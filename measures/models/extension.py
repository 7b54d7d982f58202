"""«Перенос срока»: asked in writing before the date runs out, decided by an act."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from measures.models.obligation import Obligation


class ExtensionState(models.TextChoices):
    REQUESTED = "requested", _("waiting for a decision")
    GRANTED = "granted", _("granted")
    REFUSED = "refused", _("refused")


class ExtensionLevel(models.TextChoices):
    """Who set the date moves it: the plan's own date by the act's level, an internal one inside."""

    ACT = "act", _("the body that approved the plan")
    INTERNAL = "internal", _("the lead or the coordinating body (internal date)")


class Extension(models.Model):
    """The old date, the proposed and the granted one, the reason and the act stay on record."""

    obligation = models.ForeignKey(
        Obligation, models.PROTECT, related_name="extensions", verbose_name=_("obligation")
    )
    requested_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("requested by")
    )
    requested_on = models.DateField(_("asked on"))
    old_due_on = models.DateField(_("date in force when asked"))
    proposed_on = models.DateField(_("proposed date"))
    reason = models.TextField(_("reason"))
    state = models.CharField(
        _("state"), max_length=10, choices=ExtensionState, default=ExtensionState.REQUESTED
    )
    granted_on = models.DateField(_("new date"), null=True, blank=True)
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    act = models.CharField(_("act of the decision"), max_length=250, blank=True)
    act_on = models.DateField(_("date of the act"), null=True, blank=True)
    level = models.CharField(
        _("decided at the level of"), max_length=10, choices=ExtensionLevel, blank=True
    )
    note = models.TextField(_("note of the decision"), blank=True)

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        ordering = ["obligation", "requested_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["obligation"],
                condition=Q(state="requested"),
                name="one_extension_under_way",
            ),
            models.CheckConstraint(
                condition=Q(proposed_on__gt=F("old_due_on")), name="extension_proposes_a_later_date"
            ),
            models.CheckConstraint(
                condition=Q(state="requested", decided_by=None, decided_on=None, granted_on=None)
                | Q(
                    state="granted",
                    decided_by__isnull=False,
                    decided_on__isnull=False,
                    granted_on__gt=F("old_due_on"),
                )
                & ~Q(act="")
                | Q(
                    state="refused",
                    decided_by__isnull=False,
                    decided_on__isnull=False,
                    granted_on=None,
                ),
                name="extension_decided_by_someone_with_an_act",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.obligation}: {self.old_due_on} → {self.granted_on or self.proposed_on}"
