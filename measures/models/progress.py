"""What an executor reported, with evidence, and what the coordinator decided on it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from measures.models.obligation import Obligation
from measures.querysets import ProgressQuerySet


class ProgressState(models.TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("waiting for review")
    ACCEPTED = "accepted", _("accepted")
    RETURNED = "returned", _("returned for rework")
    WITHDRAWN = "withdrawn", _("closed without review")


class Claim(models.TextChoices):
    """What the executor says of the obligation. Interim information does not fulfil it."""

    INTERIM = "interim", _("in progress")
    DONE = "done", _("done")
    NIL = "nil", _("nothing to report")


class DocumentKind(models.TextChoices):
    """Kinds of completion document of government plans."""

    INFORMATION = "information", _("information to the Government")
    LAW = "law", _("law")
    DECREE = "decree", _("decree of the President")
    RESOLUTION = "resolution", _("resolution of the Government")
    ORDER = "order", _("order")
    DECISION = "decision", _("decision of an akimat or maslikhat")
    TREATY = "treaty", _("international treaty")
    REPORT = "report", _("report")
    PROPOSAL = "proposal", _("proposal to the Government")
    ACT = "act", _("act of works done")
    OTHER = "other", _("other")


class ProgressEntry(models.Model):
    """One report on one obligation. Entries handed in are never edited: a return makes a new draft.

    `version` grows with each save of a draft, so that two people do not overwrite each other, and
    goes on growing in the next draft of the same obligation: no two drafts share one.
    """

    obligation = models.ForeignKey(
        Obligation, models.PROTECT, related_name="entries", verbose_name=_("obligation")
    )
    author = models.ForeignKey(
        User, models.PROTECT, related_name="entries", verbose_name=_("author")
    )
    # `author` is the last: everybody else who wrote into it, so that none of them reviews it.
    writers = models.ManyToManyField(
        User, related_name="+", blank=True, verbose_name=_("authors before the last")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=ProgressState, default=ProgressState.DRAFT
    )
    claim = models.CharField(
        _("state of execution"), max_length=10, choices=Claim, default=Claim.INTERIM
    )
    text = models.TextField(_("what was done"), blank=True)
    language = models.CharField(_("language of the text"), max_length=2, default="ru")
    document_kind = models.CharField(
        _("completion document"), max_length=12, choices=DocumentKind, blank=True
    )
    document_number = models.CharField(_("document number"), max_length=60, blank=True)
    document_on = models.DateField(_("document date"), null=True, blank=True)
    submitted_on = models.DateField(_("handed in on"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("handed in at"), null=True, blank=True)
    withdrawn_on = models.DateField(
        _("taken back or closed on"),
        null=True,
        blank=True,
        help_text=_("What was handed in lay in review until this day."),
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    sources = models.ManyToManyField(
        "self",
        symmetrical=False,
        related_name="used_in",
        blank=True,
        verbose_name=_("reports of co-executors that it is put together from"),
    )
    assigned_to = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("reviewer"),
        help_text=_("Who is to review it; nobody’s once the person may not any more."),
    )
    silent = models.JSONField(
        _("codes of co-executors that were silent when it was handed in"), default=list, blank=True
    )

    objects = ProgressQuerySet.as_manager()

    class Meta:
        verbose_name = _("progress entry")
        verbose_name_plural = _("progress entries")
        ordering = ["obligation", "created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["obligation"],
                condition=Q(state__in=["draft", "submitted"]),
                name="one_entry_under_way",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(state="withdrawn") | Q(submitted_on__isnull=False),
                name="entry_handed_in_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"]) | Q(claim="nil") | ~Q(text=""),
                name="entry_says_something",
            ),
        ]
        indexes = [
            # The review queue: what waits is few among all that was ever reported.
            models.Index(
                fields=["submitted_at"],
                condition=Q(state="submitted"),
                name="entry_waiting_for_review",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.obligation} · {self.get_state_display()}"


class Verdict(models.TextChoices):
    ACCEPT = "accept", _("accepted")
    RETURN = "return", _("returned for rework")


class Review(models.Model):
    """The coordinator's decision on an entry; a return says why."""

    entry = models.OneToOneField(
        ProgressEntry, models.PROTECT, related_name="review", verbose_name=_("progress entry")
    )
    reviewer = models.ForeignKey(
        User, models.PROTECT, related_name="reviews", verbose_name=_("reviewer")
    )
    verdict = models.CharField(_("decision"), max_length=8, choices=Verdict)
    reason = models.TextField(_("reason"), blank=True)
    reviewed_on = models.DateField(_("decided on"))
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["entry"]
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict="accept") | ~Q(reason=""), name="return_says_why"
            )
        ]

    def __str__(self) -> str:
        return f"{self.entry} · {self.get_verdict_display()}"
