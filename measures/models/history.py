"""The trace that every service leaves: who did what, when and why."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from measures.models.measure import Measure
from measures.models.obligation import Obligation


class EventKind(models.TextChoices):
    IMPORTED = "imported", _("entered from the plan")
    DEADLINE_SET = "deadline_set", _("deadline set")
    EVENT_DATED = "event_dated", _("date of the event entered")
    SUBMITTED = "submitted", _("report handed in")
    TAKEN_BACK = "taken_back", _("report taken back before review")
    ACCEPTED = "accepted", _("report accepted")
    RETURNED = "returned", _("report returned for rework")
    ASSIGNED = "assigned", _("given to a reviewer")
    EXTENSION_REQUESTED = "extension_requested", _("more time asked for")
    EXTENSION_GRANTED = "extension_granted", _("deadline moved")
    EXTENSION_REFUSED = "extension_refused", _("more time refused")
    REMINDED = "reminded", _("reminded by the coordinator")
    REMOVED = "removed", _("removed from control")
    CHANGED = "changed", _("changed")
    ADDED = "added", _("added by an amendment")
    REWORDED = "reworded", _("put in a new wording")
    STRUCK = "struck", _("struck from the plan")
    MOVED = "moved", _("date changed with the plan")
    WITHDRAWN = "withdrawn", _("no longer owed")
    PASSED_ON = "passed_on", _("passed to a successor")
    LAPSED = "lapsed", _("ended with the plan")
    CARRIED_OVER = "carried_over", _("taken over into the next plan")


class Event(models.Model):
    """Append-only. `happened_on` is the business day, `at` the real moment. `data`: plain facts."""

    measure = models.ForeignKey(
        Measure, models.PROTECT, related_name="events", verbose_name=_("measure")
    )
    obligation = models.ForeignKey(
        Obligation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("obligation"),
    )
    kind = models.CharField(_("what"), max_length=20, choices=EventKind)
    actor = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    for_whom = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("in the place of"),
        help_text=_("Whose role the person acted with, where it was delegated."),
    )
    happened_on = models.DateField(_("on"))
    at = models.DateTimeField(_("recorded at"), auto_now_add=True)
    note = models.TextField(_("why"), blank=True)
    data = models.JSONField(_("details"), default=dict, blank=True)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["happened_on", "id"]

    def __str__(self) -> str:
        return f"{self.happened_on} {self.get_kind_display()}"
