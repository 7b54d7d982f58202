"""The chain over the record, and where it stood."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Link(models.Model):
    """Seals one entry at its place in the chain; only added.

    `hash` is taken over the hash before, the entry and `promised` (the hash of its personal part):
    audit.rules.chain. `key` names the key it was made with, "" for none. Every entry of
    a transaction numbered below `floor` is sealed up to here.
    """

    position = models.BigIntegerField(_("position"), primary_key=True)
    entry = models.BigIntegerField(_("record"), unique=True)
    promised = models.CharField(_("hash of the personal part"), max_length=64, blank=True)
    hash = models.CharField(_("hash"), max_length=64)
    key = models.CharField(_("name of the key"), max_length=8, blank=True)
    floor = models.BigIntegerField(_("sealed up to the transaction"), default=0)

    class Meta:
        verbose_name = _("link of the chain")
        verbose_name_plural = _("links of the chain")
        ordering = ["position"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.position}: {self.hash[:12]}"


class Anchor(models.Model):
    """Where the head of the chain stood; told to the outside as well, only added here."""

    at = models.DateTimeField(_("at"))
    position = models.BigIntegerField(_("position"))
    hash = models.CharField(_("hash"), max_length=64)

    class Meta:
        verbose_name = _("anchor of the chain")
        verbose_name_plural = _("anchors of the chain")
        ordering = ["id"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.position}:{self.hash}"
