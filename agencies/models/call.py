"""What is kept of calls of the API: answers that may be asked for again, and how many came."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models.user import User


class KeptAnswer(models.Model):
    """What a call with an Idempotency-Key answered, for as long as it may be repeated.

    Written in the transaction of what the call did: there is no answer without the act and no act
    without the answer. `claim` tells the call that wrote the row from one that found it.
    """

    person = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("person"))
    key = models.CharField(_("key of repeating"), max_length=255)
    route = models.CharField(_("method and path"), max_length=500)
    sent = models.CharField(_("checksum of what was sent"), max_length=64)  # SHA-256 in hex
    claim = models.UUIDField(_("mark of the call that wrote it"))
    status = models.PositiveSmallIntegerField(_("code of the answer"), null=True)
    headers = models.JSONField(_("headers of the answer"), default=dict)
    body = models.TextField(_("text of the answer"), blank=True)  # JSON
    created_at = models.DateTimeField(_("created at"), db_index=True)

    class Meta:
        verbose_name = _("kept answer")
        verbose_name_plural = _("kept answers")
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="kept_answer_once"),
            models.CheckConstraint(
                condition=Q(status=None) | Q(status__range=(200, 299)),
                name="kept_answer_of_what_was_done",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.route} · {self.key}"


class CallCount(models.Model):
    """How many calls one caller made in one window; where there is no Redis to count them."""

    key = models.CharField(_("caller and window"), max_length=200, primary_key=True)
    made = models.PositiveIntegerField(_("calls made"))
    until = models.DateTimeField(_("end of the window"), db_index=True)

    class Meta:
        verbose_name = _("count of calls")
        verbose_name_plural = _("counts of calls")

    def __str__(self) -> str:
        return f"{self.key}: {self.made}"
