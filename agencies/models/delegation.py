"""A role lent for a time: a deputy acts while somebody is on leave."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models.user import Membership, User


class Delegation(models.Model):
    """From `starts_on` to `ends_on`, both included, `to` has the role of `membership` besides its
    holder, who keeps it. The loan itself is a membership of `to` that names its delegation
    (Membership.delegation), so that whatever asks for roles finds it. It ends by itself with the
    last day, with the role that was lent, or when somebody ends it before (`ended_at`).
    """

    membership = models.ForeignKey(
        Membership, models.PROTECT, related_name="delegations", verbose_name=_("role")
    )
    to = models.ForeignKey(
        User, models.PROTECT, related_name="delegations", verbose_name=_("given to")
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    reason = models.CharField(_("reason"), max_length=300)
    made_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("entered by")
    )
    made_at = models.DateTimeField(_("entered at"), auto_now_add=True)
    ended_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ended by")
    )
    ended_at = models.DateTimeField(_("ended before its last day at"), null=True, blank=True)

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="delegation_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="delegation_says_why"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="delegation_ended_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.membership} → {self.to} · {self.starts_on} – {self.ends_on}"
