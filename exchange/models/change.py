"""The change feed: what happened, in an order that every reader sees alike."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from measures.models import Measure, Obligation
from planner.models import ActionPlan


class Change(models.Model):
    """Something happened to the thing `about_id` of the kind `about`. Written by the database
    itself beside the row that a service left (exchange.triggers), never by hand.

    `number` is given by exchange.services.numbering after the transaction is over, without gaps:
    whoever has read up to a number misses nothing before it. `is_open`: everybody with a role is
    told; else the body `agency` itself and those who oversee. `happened_on`: the business day, of
    an act its own day; `at`: the moment recorded. What it tells of may be gone meanwhile.
    """

    number = models.PositiveBigIntegerField(_("number"), null=True, unique=True)
    uid = models.UUIDField(_("identifier"), default=uuid.uuid4, unique=True)
    type = models.CharField(_("type"), max_length=40)
    is_open = models.BooleanField(_("told to everybody with a role"))
    about = models.CharField(_("about"), max_length=12)
    about_id = models.PositiveBigIntegerField(_("identifier of the thing"))
    plan = models.ForeignKey(
        ActionPlan,
        models.DO_NOTHING,
        null=True,
        db_constraint=False,
        related_name="+",
        verbose_name=_("action plan"),
    )
    measure = models.ForeignKey(
        Measure,
        models.DO_NOTHING,
        null=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
        verbose_name=_("measure"),
    )
    obligation = models.ForeignKey(
        Obligation,
        models.DO_NOTHING,
        null=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
        verbose_name=_("obligation"),
    )
    agency = models.ForeignKey(
        Agency,
        models.DO_NOTHING,
        null=True,
        db_constraint=False,
        related_name="+",
        verbose_name=_("agency"),
    )
    happened_on = models.DateField(_("on"))
    at = models.DateTimeField(_("recorded at"))

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ["number"]
        indexes = [
            models.Index(fields=["id"], condition=Q(number=None), name="change_without_a_number"),
            models.Index(fields=["at"], name="change_at"),
        ]

    def __str__(self) -> str:
        return f"{self.type} · {self.happened_on.isoformat()}"

    @property
    def message_id(self) -> str:
        """By which a program knows a repeat, in the feed and in a webhook alike."""
        return f"chg_{self.uid.hex}"


class Feed(models.Model):
    """One row: the last number given, and the last whose messages are written (Delivery).

    Whoever moves either on locks the row first.
    """

    numbered = models.PositiveBigIntegerField(_("last number given"), default=0)
    spread = models.PositiveBigIntegerField(_("last number with its messages"), default=0)

    class Meta:
        verbose_name = _("state of the feed")
        verbose_name_plural = _("state of the feed")

    def __str__(self) -> str:
        return f"{self.spread}/{self.numbered}"
