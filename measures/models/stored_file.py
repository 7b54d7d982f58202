"""The bytes behind evidence: kept once, whoever brings them, and looked at by a virus scanner."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from measures.querysets_work import StoredFileQuerySet


class ScanState(models.TextChoices):
    WAITING = "waiting", _("not checked for viruses yet")
    CLEAN = "clean", _("no viruses found")
    INFECTED = "infected", _("virus found")
    UNSCANNABLE = "unscannable", _("could not be checked for viruses")


class StoredFile(models.Model):
    """`sha256` of its bytes is what it is known by; `file` is where they lie, at a place that no
    other row ever has. Without Evidence that names it, it is removed at night.

    `look_at` is when the scanner is to look at it (again), None when it need not; `claimed_at` is
    whose turn it is, by the moment of the claim; `trouble` says why the last try came to nothing,
    `found` what was found.
    """

    sha256 = models.CharField(_("checksum (SHA-256)"), max_length=64, unique=True)
    size = models.PositiveBigIntegerField(_("size, bytes"))
    content_type = models.CharField(_("type of the file"), max_length=120)
    file = models.FileField(_("file"), upload_to="files/", max_length=250)
    has_program = models.BooleanField(_("carries macros or scripts"), default=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    state = models.CharField(
        _("check for viruses"), max_length=11, choices=ScanState, default=ScanState.WAITING
    )
    look_at = models.DateTimeField(
        _("to be checked at"), null=True, blank=True, default=timezone.now
    )
    claimed_at = models.DateTimeField(_("taken up at"), null=True, blank=True)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    scanned_at = models.DateTimeField(_("checked at"), null=True, blank=True)
    found = models.CharField(_("what was found"), max_length=200, blank=True)
    trouble = models.CharField(_("why the last attempt failed"), max_length=200, blank=True)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="waiting") | Q(scanned_at__isnull=False),
                name="file_judged_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state="infected") | ~Q(found=""), name="infected_by_something"
            ),
        ]
        indexes = [
            models.Index(
                fields=["look_at"], condition=Q(look_at__isnull=False), name="file_to_be_checked"
            ),
            models.Index(fields=["scanned_at"], condition=Q(state="clean"), name="file_checked_at"),
        ]

    def __str__(self) -> str:
        return self.sha256[:12]


class UploadTally(models.Model):
    """How much a person brought on a day, kept though it was taken away again meanwhile."""

    person = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("person"))
    day = models.DateField(_("day"))
    files = models.PositiveIntegerField(_("files"), default=0)
    size = models.PositiveBigIntegerField(_("size, bytes"), default=0)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        verbose_name = _("files of a day")
        verbose_name_plural = _("files of a day")
        ordering = ["-day", "person"]
        constraints = [models.UniqueConstraint(fields=["person", "day"], name="tally_once_a_day")]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.day}: {self.files}"
