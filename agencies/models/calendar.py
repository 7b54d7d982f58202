"""The official working calendar and the date that a demonstration plays on."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.translated import Translated


class DayKind(models.TextChoices):
    HOLIDAY = "holiday", _("day off")
    WORKING = "working", _("working day (moved)")


class DayManager(models.Manager["CalendarDay"]):
    def get_by_natural_key(self, day: date) -> "CalendarDay":
        return self.get(day=day)


class CalendarDay(models.Model):
    """A day that differs from its weekday: a holiday, a day off in lieu, a moved working day."""

    day = models.DateField(_("day"), unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=DayKind)
    name_ru = models.CharField(_("name in Russian"), max_length=150)
    name_kk = models.CharField(_("name in Kazakh"), max_length=150, blank=True)
    name_en = models.CharField(_("name in English"), max_length=150, blank=True)
    act = models.CharField(_("legal act"), max_length=250, blank=True)
    name = Translated()

    objects = DayManager()

    class Meta:
        verbose_name = _("calendar day")
        verbose_name_plural = _("calendar days")
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"

    def natural_key(self) -> tuple[date]:
        return (self.day,)


class BusinessClock(models.Model):
    """One row: the plan's "today" that an administrator sets in a demonstration."""

    today = models.DateField(_("business date"))

    class Meta:
        verbose_name = _("business date of the demonstration")
        verbose_name_plural = _("business date of the demonstration")
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="only_one_business_clock")]

    def __str__(self) -> str:
        return self.today.isoformat()
