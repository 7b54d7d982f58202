"""Long work that somebody asked for: a worker does it, a page shows how far it is."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from measures.querysets_work import JobQuerySet
from planner.models import ActionPlan


class JobKind(models.TextChoices):
    IMPORT = "import", _("measures are entered from a file")
    EXPORT = "export", _("the table of the plan is drawn")
    BULK = "bulk", _("one act on many reports")
    UPLOAD = "upload", _("reports are entered from a file")


class JobState(models.TextChoices):
    QUEUED = "queued", _("waits for a worker")
    RUNNING = "running", _("under way")
    DONE = "done", _("finished")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("cancelled")


UNDER_WAY = (JobState.QUEUED, JobState.RUNNING)


class Job(models.Model):
    """`params`: what was asked for; `done` of `total` (0: not known) and `doing` (a code, with
    `doing_params`): how far it is; `outcome`: what came of it, plain JSON.

    `attempts` tells the claims apart: who holds an older one writes nothing any more. `claimed_at`
    is renewed while the work goes on.
    """

    kind = models.CharField(_("what"), max_length=10, choices=JobKind)
    plan = models.ForeignKey(
        ActionPlan,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="jobs",
        verbose_name=_("action plan"),
    )
    asked_by = models.ForeignKey(
        User, models.PROTECT, related_name="jobs", verbose_name=_("asked for by")
    )
    params = models.JSONField(_("asked for"), default=dict, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=JobState, default=JobState.QUEUED)
    done = models.PositiveIntegerField(_("done"), default=0)
    total = models.PositiveIntegerField(_("of so many"), default=0)
    doing = models.CharField(_("what is happening"), max_length=40, blank=True)
    outcome = models.JSONField(_("outcome"), default=dict, blank=True)
    file = models.FileField(_("file"), upload_to="jobs/%Y/%m/", max_length=250, blank=True)
    file_name = models.CharField(_("file name"), max_length=200, blank=True)
    error = models.CharField(_("code of the error"), max_length=40, blank=True)
    error_text = models.TextField(_("what went wrong"), blank=True)
    cancel_asked = models.BooleanField(_("cancelling was asked for"), default=False)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    claimed_at = models.DateTimeField(_("taken up at"), null=True, blank=True)
    created_at = models.DateTimeField(_("asked at"), auto_now_add=True)
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("long work")
        verbose_name_plural = _("long works")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(total=0) | Q(done__lte=models.F("total")), name="job_is_a_share"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["queued", "running"], finished_at=None)
                | Q(state__in=["done", "failed", "cancelled"], finished_at__isnull=False),
                name="job_finished_at_a_moment",
            ),
        ]
        indexes = [
            models.Index(
                fields=["created_at"],
                condition=Q(state__in=["queued", "running"]),
                name="job_under_way",
            ),
            models.Index(fields=["asked_by", "-created_at"], name="job_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.created_at:%Y-%m-%d %H:%M}"

    @property
    def under_way(self) -> bool:
        return self.state in UNDER_WAY
