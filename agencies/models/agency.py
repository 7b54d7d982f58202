"""Bodies that carry out measures, their groups, names and succession."""

from datetime import date
from typing import TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.translated import Translated

Row = TypeVar("Row", bound=models.Model)


class ByCode(models.Manager[Row]):
    """Natural keys: fixtures and imports name rows by their code."""

    def get_by_natural_key(self, code: str) -> Row:
        return self.get(code=code)


class RegionKind(models.TextChoices):
    OBLAST = "oblast", _("oblast")
    CITY = "city", _("city of republican status")


class Region(models.Model):
    """One of the 14 oblasts and 2 cities (administrative division of 2007)."""

    code = models.SlugField(_("code"), unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=RegionKind)
    name_ru = models.CharField(_("name in Russian"), max_length=100)
    name_kk = models.CharField(_("name in Kazakh"), max_length=100, blank=True)
    name_en = models.CharField(_("name in English"), max_length=100, blank=True)
    name = Translated()

    objects = ByCode["Region"]()

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.code,)


class AgencyKind(models.TextChoices):
    MINISTRY = "ministry", _("ministry")
    AGENCY = "agency", _("central body that is not a ministry")
    AKIMAT = "akimat", _("akimat")
    STATE = "state", _("state body outside the Government")
    ORGANISATION = "organisation", _("organisation")


class Agency(models.Model):
    """A body that owes reports. `by_agreement`: it does not answer to the Government."""

    code = models.SlugField(_("code"), unique=True, help_text=_("Latin short name, e.g. mtszn"))
    kind = models.CharField(_("kind"), max_length=12, choices=AgencyKind)
    by_agreement = models.BooleanField(
        _("takes part by agreement"),
        default=False,
        help_text=_("The body does not answer to the Government and takes part by agreement."),
    )
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, verbose_name=_("region")
    )
    name_ru = models.CharField(_("name in Russian"), max_length=250)
    name_kk = models.CharField(_("name in Kazakh"), max_length=250, blank=True)
    name_en = models.CharField(_("name in English"), max_length=250, blank=True)
    short_ru = models.CharField(_("abbreviation in Russian"), max_length=60)
    short_kk = models.CharField(_("abbreviation in Kazakh"), max_length=60, blank=True)
    short_en = models.CharField(_("abbreviation in English"), max_length=60, blank=True)
    head_signs = models.BooleanField(
        _("the head signs reports before they are sent"),
        default=False,
        help_text=_("What an officer hands in waits for the head or a deputy."),
    )
    founded_on = models.DateField(_("founded on"), null=True, blank=True)
    abolished_on = models.DateField(_("abolished on"), null=True, blank=True)
    name = Translated()
    short = Translated()

    objects = ByCode["Agency"]()

    class Meta:
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(abolished_on=None)
                | Q(founded_on=None)
                | Q(abolished_on__gt=F("founded_on")),
                name="agency_abolished_after_founded",
            ),
            models.CheckConstraint(
                condition=~Q(kind=AgencyKind.AKIMAT) | Q(region__isnull=False),
                name="akimat_has_a_region",
            ),
        ]

    def __str__(self) -> str:
        return self.short

    def natural_key(self) -> tuple[str]:
        return (self.code,)

    natural_key.dependencies = ["agencies.region"]  # type: ignore[attr-defined]


class AgencyGroup(models.Model):
    """«акимы областей, городов Астаны и Алматы»: a name in the plan that stands for many bodies."""

    code = models.SlugField(_("code"), unique=True)
    name_ru = models.CharField(_("name in Russian"), max_length=250)
    name_kk = models.CharField(_("name in Kazakh"), max_length=250, blank=True)
    name_en = models.CharField(_("name in English"), max_length=250, blank=True)
    members = models.ManyToManyField(Agency, related_name="groups", verbose_name=_("members"))
    name = Translated()

    objects = ByCode["AgencyGroup"]()

    class Meta:
        verbose_name = _("group of agencies")
        verbose_name_plural = _("groups of agencies")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.code,)


class AliasManager(models.Manager["AgencyAlias"]):
    def get_by_natural_key(self, text: str) -> "AgencyAlias":
        return self.get(text=text)


class AgencyAlias(models.Model):
    """Another way in which acts write a body or a group: abbreviation, old name, other case.

    `text` is held as agencies.rules.names.normalise_name gives it.
    """

    text = models.CharField(_("normalised text"), max_length=300, unique=True)
    agency = models.ForeignKey(
        Agency,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="aliases",
        verbose_name=_("agency"),
    )
    group = models.ForeignKey(
        AgencyGroup,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="aliases",
        verbose_name=_("group of agencies"),
    )

    objects = AliasManager()

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        ordering = ["text"]
        constraints = [
            models.CheckConstraint(
                condition=Q(agency__isnull=False, group=None) | Q(agency=None, group__isnull=False),
                name="alias_of_an_agency_or_a_group",
            )
        ]

    def __str__(self) -> str:
        return self.text

    def natural_key(self) -> tuple[str]:
        return (self.text,)


class SuccessionKind(models.TextChoices):
    RENAME = "rename", _("renamed")
    MERGE = "merge", _("merged")
    SPLIT = "split", _("split")


class SuccessionManager(models.Manager["Succession"]):
    def get_by_natural_key(self, old: str, new: str, effective_on: date) -> "Succession":
        return self.get(predecessor__code=old, successor__code=new, effective_on=effective_on)


class Succession(models.Model):
    """Obligations of the predecessor pass to the successor from `effective_on`."""

    predecessor = models.ForeignKey(
        Agency, models.PROTECT, related_name="successions", verbose_name=_("predecessor")
    )
    successor = models.ForeignKey(
        Agency, models.PROTECT, related_name="inheritances", verbose_name=_("successor")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=SuccessionKind)
    effective_on = models.DateField(_("effective on"))
    act = models.CharField(_("legal act"), max_length=250)

    objects = SuccessionManager()

    class Meta:
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        ordering = ["effective_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor", "effective_on"], name="succession_once"
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")), name="succession_to_another_body"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"

    def natural_key(self) -> tuple[str, str, date]:
        return (self.predecessor.code, self.successor.code, self.effective_on)
