"""News about somebody's own work, shown on the site and, where the person wants it, mailed."""

from typing import Final

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Delegation, User
from measures.models.extension import Extension
from measures.models.job import Job
from measures.models.measure import Measure
from measures.models.obligation import Obligation
from measures.models.progress import ProgressEntry
from measures.models.reminder import Digest
from measures.querysets_reminders import NoticeQuerySet
from planner.models import ActionPlan


class NoticeKind(models.TextChoices):
    ACCEPTED = "accepted", _("report accepted")
    RETURNED = "returned", _("report returned for rework")
    CLOSED = "closed", _("report closed without review")
    TIME_GRANTED = "time_granted", _("more time granted")
    TIME_REFUSED = "time_refused", _("more time refused")
    AMENDED = "amended", _("measure amended")
    STRUCK = "struck", _("measure struck from the plan")
    MOVED = "moved", _("date changed")
    REMOVED = "removed", _("measure removed from control")
    REVIEWER = "reviewer", _("review assigned")
    PART_HANDED_IN = "part_in", _("parts of co-executors handed in")
    PART_ACCEPTED = "part_ok", _("parts of co-executors accepted")
    TO_SIGN = "to_sign", _("report to be signed")
    GIVEN_BACK = "given_back", _("report given back by the head")
    ROUND_OPENED = "round_opened", _("reporting round opened")
    ROUND_REOPENED = "round_again", _("part of a reporting round reopened")
    JOB_DONE = "job_done", _("long work finished")
    JOB_FAILED = "job_failed", _("long work failed")
    EDITION_READY = "edition_ready", _("edition of a report ready")
    EDITION_FAILED = "edition_failed", _("edition of a report failed")
    EDITION_INCOMPLETE = "edition_part", _("edition of a report incomplete")
    EDITION_ISSUED = "edition_issued", _("report signed, issued or withdrawn")
    TOKEN_MADE = "token_made", _("access token made")
    WEBHOOK_OFF = "webhook_off", _("webhook switched off")
    ROLE_LENT = "role_lent", _("delegation of a role")
    FILE_INFECTED = "file_infected", _("virus found in a file")
    FILE_UNSCANNABLE = "file_unscanned", _("file could not be checked for viruses")


# By which choice of a Preference a mail tells of it; what stands here not is told on the site only.
CHOICE_OF: Final = {
    NoticeKind.RETURNED: "returned",
    NoticeKind.CLOSED: "returned",
    NoticeKind.ROUND_REOPENED: "returned",
    NoticeKind.FILE_INFECTED: "returned",
    NoticeKind.FILE_UNSCANNABLE: "returned",
    NoticeKind.ACCEPTED: "accepted",
    NoticeKind.TIME_GRANTED: "extension",
    NoticeKind.TIME_REFUSED: "extension",
    NoticeKind.AMENDED: "plan",
    NoticeKind.STRUCK: "plan",
    NoticeKind.MOVED: "plan",
    NoticeKind.REMOVED: "plan",
    NoticeKind.REVIEWER: "work",
    NoticeKind.TO_SIGN: "work",
    NoticeKind.GIVEN_BACK: "returned",
    NoticeKind.PART_HANDED_IN: "work",
    NoticeKind.PART_ACCEPTED: "work",
    NoticeKind.JOB_DONE: "jobs",
    NoticeKind.JOB_FAILED: "jobs",
    NoticeKind.EDITION_READY: "jobs",
    NoticeKind.EDITION_FAILED: "jobs",
    NoticeKind.EDITION_INCOMPLETE: "jobs",
    NoticeKind.WEBHOOK_OFF: "jobs",
    NoticeKind.ROLE_LENT: "loans",
}
# What concerns the safety of an account is mailed at once, whatever the person chose.
ALWAYS_MAILED: Final = frozenset({NoticeKind.TOKEN_MADE})


class Mailed(models.TextChoices):
    NOT = "", _("not by mail")
    WAITING = "waiting", _("waiting")
    SENT = "sent", _("sent")
    SKIPPED = "skipped", _("seen before, or no longer the person's own")
    FAILED = "failed", _("given up")


class Notice(models.Model):
    """Told to `recipient`, as a member of `agency` where one is named, on the business day
    `told_on`. `about` names the very thing: of each kind it is told once.

    `params` are plain values; the words are made when it is shown, in the reader's language.
    `path` is a page of the site where none of the rows says where to go.
    """

    recipient = models.ForeignKey(
        User, models.CASCADE, related_name="notices", verbose_name=_("recipient")
    )
    kind = models.CharField(_("kind"), max_length=16, choices=NoticeKind)
    about = models.CharField(_("about"), max_length=120)
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
    measure = models.ForeignKey(
        Measure, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("measure")
    )
    obligation = models.ForeignKey(
        Obligation,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("obligation"),
    )
    entry = models.ForeignKey(
        ProgressEntry,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("progress entry"),
    )
    extension = models.ForeignKey(
        Extension,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("extension"),
    )
    job = models.ForeignKey(
        Job, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("long work")
    )
    delegation = models.ForeignKey(
        Delegation,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("delegation"),
    )
    path = models.CharField(_("page"), max_length=200, blank=True)
    params = models.JSONField(_("details"), default=dict, blank=True)
    told_on = models.DateField(_("business day"))
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    seen_at = models.DateTimeField(_("seen at"), null=True, blank=True)
    mail = models.CharField(_("mail"), max_length=7, choices=Mailed, blank=True)
    digest = models.ForeignKey(
        Digest,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="notices",
        verbose_name=_("reminder mail"),
    )

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "about", "recipient"], name="notice_once"),
            models.CheckConstraint(
                condition=~Q(mail__in=["sent", "failed"]) | Q(digest__isnull=False),
                name="notice_mailed_in_a_mail",
            ),
        ]
        indexes = [
            models.Index(fields=["recipient"], condition=Q(seen_at=None), name="notice_new"),
            models.Index(fields=["recipient", "-created_at"], name="notice_of_person"),
            models.Index(
                fields=["recipient"], condition=Q(mail="waiting"), name="notice_to_be_mailed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recipient}: {self.get_kind_display()}"
