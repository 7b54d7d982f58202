"""Figures by which the policy is judged, whole and by region."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import Region
from agencies.translated import Translated
from planner.models.concept import Concept


class IndicatorManager(models.Manager["Indicator"]):
    def get_by_natural_key(self, concept: str, code: str) -> "Indicator":
        return self.get(concept__slug=concept, code=code)


class Indicator(models.Model):
    concept = models.ForeignKey(
        Concept, models.PROTECT, related_name="indicators", verbose_name=_("concept")
    )
    code = models.SlugField(_("code"))
    name_ru = models.CharField(_("name in Russian"), max_length=250)
    name_kk = models.CharField(_("name in Kazakh"), max_length=250, blank=True)
    name_en = models.CharField(_("name in English"), max_length=250, blank=True)
    unit_ru = models.CharField(_("unit in Russian"), max_length=60)
    unit_kk = models.CharField(_("unit in Kazakh"), max_length=60, blank=True)
    unit_en = models.CharField(_("unit in English"), max_length=60, blank=True)
    source = models.CharField(_("section of the Concept"), max_length=60)
    name = Translated()
    unit = Translated()

    objects = IndicatorManager()

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["concept", "code"]
        constraints = [
            models.UniqueConstraint(fields=["concept", "code"], name="indicator_code_once")
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str, str]:
        return (self.concept.slug, self.code)


class ValueKind(models.TextChoices):
    BASELINE = "baseline", _("baseline")
    TARGET = "target", _("target")
    ACTUAL = "actual", _("actual")


class IndicatorValueManager(models.Manager["IndicatorValue"]):
    def get_by_natural_key(
        self, concept: str, code: str, region: str | None, year: int, kind: str
    ) -> "IndicatorValue":
        return self.get(
            indicator__concept__slug=concept,
            indicator__code=code,
            region__code=region,
            year=year,
            kind=kind,
        )


class IndicatorValue(models.Model):
    """One figure of one year; region None is the whole country."""

    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="values", verbose_name=_("indicator")
    )
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, verbose_name=_("region")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    kind = models.CharField(_("kind"), max_length=10, choices=ValueKind)
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=3)
    source = models.CharField(_("source"), max_length=120)

    objects = IndicatorValueManager()

    class Meta:
        verbose_name = _("indicator value")
        verbose_name_plural = _("indicator values")
        ordering = ["indicator", "year", "region"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "region", "year", "kind"],
                name="indicator_value_once",
            ),
            models.UniqueConstraint(
                fields=["indicator", "year", "kind"],
                condition=models.Q(region=None),
                name="indicator_value_of_the_country_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.year}: {self.value}"

    def natural_key(self) -> tuple[str, str, str | None, int, str]:
        region = self.region.code if self.region else None
        return (*self.indicator.natural_key(), region, self.year, self.kind)
