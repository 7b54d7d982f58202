"""Private addresses from which a calendar program or a feed reader fetches, without a session."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, User
from planner.models import ActionPlan

LONGEST_NAME = 80


class LinkKind(models.TextChoices):
    MINE = "mine", _("calendar of my own due dates")
    AGENCY = "agency", _("calendar of an agency")
    NEWS = "news", _("news of a plan for a feed reader")


class CalendarLink(models.Model):
    """`token_hash`: SHA-256 of the token, which is shown once and never kept; `ending`: its last
    signs, by which its person tells two links apart. `last_read_on`: a day and no moment, and not
    from where. `revoked_at`: from then on the address is nobody's.

    What it gives is asked anew each time, as the person's role is that day.
    """

    owner = models.ForeignKey(
        User, models.CASCADE, related_name="calendar_links", verbose_name=_("person")
    )
    kind = models.CharField(_("what"), max_length=6, choices=LinkKind)
    agency = models.ForeignKey(
        Agency, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("agency")
    )
    plan = models.ForeignKey(
        ActionPlan,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("action plan"),
    )
    name = models.CharField(_("name of the link"), max_length=LONGEST_NAME, blank=True)
    language = models.CharField(_("language"), max_length=2)
    token_hash = models.CharField(_("checksum of the token"), max_length=64, unique=True)
    ending = models.CharField(_("last signs of the token"), max_length=4)
    made_at = models.DateTimeField(_("made at"))
    last_read_on: "models.DateField[date | None, date | None]" = models.DateField(
        _("last read on"), null=True, blank=True
    )
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    class Meta:
        verbose_name = _("private link of a calendar or feed")
        verbose_name_plural = _("private links of calendars and feeds")
        ordering = ["owner", "-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="mine", agency=None, plan=None)
                | Q(kind="agency", agency__isnull=False, plan=None)
                | Q(kind="news", agency=None, plan__isnull=False),
                name="calendar_link_is_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.owner} · {self.get_kind_display()} · …{self.ending}"
