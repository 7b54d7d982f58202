"""What becomes of an edition once people sign it: issued, replaced, withdrawn; never deleted."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agencies.models import User
from planner.models import ActionPlan
from reports.models.editions import Report, ReportFile
from reports.querysets import IssueQuerySet

CODE_LENGTH = 20  # hexadecimal digits of the content's SHA-256: 80 bits, short enough to type


class SigningRule(models.Model):
    """Whether a plan's reports need a second signature, from the moment of this row on.

    Rows are only added; the newest counts. A plan without a row needs one signature.
    """

    plan = models.ForeignKey(
        ActionPlan, models.PROTECT, related_name="signing_rules", verbose_name=_("action plan")
    )
    second_person = models.BooleanField(_("a second person confirms"))
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("set by"))
    set_at = models.DateTimeField(_("set at"))

    class Meta:
        verbose_name = _("rule of signing")
        verbose_name_plural = _("rules of signing")
        ordering = ["plan", "-pk"]

    def __str__(self) -> str:
        return f"{self.plan}: {self.second_person}"


class IssueState(models.TextChoices):
    SIGNED = "signed", _("waits for the second signature")
    ISSUED = "issued", _("issued")
    TAKEN_BACK = "taken_back", _("signature taken back")
    WITHDRAWN = "withdrawn", pgettext_lazy("report", "withdrawn")


STANDS = ~Q(state="taken_back")


class Issue(models.Model):
    """An edition signed by a coordinator: its outgoing number and date, and who answers for it.

    `told`: what a stranger is told of it, as it stood when it was signed, whatever is renamed
    later: {"title", "body": {"ru", "kk", "en"}, "round", "starts_on", "ends_on", "as_of",
    "edition"}. `code` is the beginning of `sha256`, the hash of the edition's content. `…_on` are
    business days, `…_at` real moments. What is signed never changes (triggers); `public` may.
    """

    report = models.ForeignKey(
        Report, models.PROTECT, related_name="issues", verbose_name=_("report")
    )
    plan = models.ForeignKey(
        ActionPlan, models.PROTECT, related_name="issues", verbose_name=_("action plan")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=IssueState, default=IssueState.SIGNED
    )
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.CharField(_("outgoing number"), max_length=40)
    dated_on = models.DateField(_("date"))
    sha256 = models.CharField(_("checksum (SHA-256)"), max_length=64)
    code = models.CharField(_("code of verification"), max_length=CODE_LENGTH)
    told: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(
        _("what is told of it")
    )
    needs_second = models.BooleanField(_("a second person confirms"), default=False)
    signed_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("signed by")
    )
    signed_on = models.DateField(_("signed on"))
    signed_at = models.DateTimeField(_("signed at"))
    confirmed_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("confirmed by"),
    )
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    issued_at = models.DateTimeField(_("issued at"), null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaces",
        verbose_name=_("replaced by"),
    )
    public = models.BooleanField(_("files open to whoever has the code"), default=False)
    withdrawn_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("withdrawn by"),
    )
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_reason = models.TextField(_("why it is withdrawn"), blank=True)
    withdrawn_act = models.CharField(_("act of the withdrawal"), max_length=200, blank=True)

    objects = IssueQuerySet.as_manager()

    class Meta:
        verbose_name = _("issued edition")
        verbose_name_plural = _("issued editions")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report"], condition=STANDS, name="edition_signed_once"
            ),
            models.UniqueConstraint(
                fields=["plan", "year", "number"], condition=STANDS, name="outgoing_number_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["signed", "taken_back"], issued_at=None, issued_on=None)
                | Q(state__in=["issued", "withdrawn"], issued_at__isnull=False)
                & Q(issued_on__isnull=False),
                name="issued_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("signed_by")),
                name="second_person_is_another",
            ),
            models.CheckConstraint(
                condition=Q(needs_second=False) | Q(issued_at=None) | Q(confirmed_by__isnull=False),
                name="issued_with_both_signatures",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") & Q(withdrawn_at=None, withdrawn_by=None)
                | Q(state="withdrawn", withdrawn_at__isnull=False, withdrawn_by__isnull=False)
                & Q(withdrawn_on__isnull=False)
                & ~Q(withdrawn_reason="")
                & ~Q(withdrawn_act=""),
                name="issue_withdrawn_with_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["code"], name="issue_code")]

    def __str__(self) -> str:
        return f"№ {self.number}, {self.dated_on.isoformat()}"


class IssuedFile(models.Model):
    """A file of an issued edition, by which a stranger's file is recognised. Rows come with the
    issue: of what was never issued nothing stands here to be found."""

    issue = models.ForeignKey(
        Issue, models.PROTECT, related_name="files", verbose_name=_("issued edition")
    )
    file = models.OneToOneField(
        ReportFile, models.PROTECT, related_name="issued", verbose_name=_("report file")
    )
    format = models.CharField(_("format"), max_length=10)
    language = models.CharField(_("language"), max_length=2, blank=True)
    sha256 = models.CharField(_("checksum (SHA-256)"), max_length=64)
    size = models.PositiveBigIntegerField(_("size, bytes"))

    class Meta:
        verbose_name = _("issued file")
        verbose_name_plural = _("issued files")
        ordering = ["issue", "language", "format"]
        # Not unique: a file that does not tell its edition may be the same in two of them.
        indexes = [models.Index(fields=["sha256"], name="issued_file_sha256")]

    def __str__(self) -> str:
        return f"{self.issue} {self.language}.{self.format}"


class IssueActKind(models.TextChoices):
    SIGNED = "signed", _("signed")
    TAKEN_BACK = "taken_back", _("signature taken back")
    CONFIRMED = "confirmed", _("confirmed")
    ISSUED = "issued", _("issued")
    REPLACED = "replaced", _("replaced by a later edition")
    OPENED = "opened", _("files opened to whoever has the code")
    CLOSED = "closed", _("files closed again")
    SENT_AGAIN = "sent_again", _("sending ordered again")
    SENT_MORE = "sent_more", _("sending to further recipients ordered")
    WITHDRAWN = "withdrawn", pgettext_lazy("report", "withdrawn")


class IssueAct(models.Model):
    """Who did what with a signed edition, and when. Rows are only added."""

    issue = models.ForeignKey(
        Issue, models.PROTECT, related_name="acts", verbose_name=_("issued edition")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=IssueActKind)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    on = models.DateField(_("business day"))
    at = models.DateTimeField(_("at"))
    detail = models.TextField(_("details"), blank=True)

    class Meta:
        verbose_name = _("act with an issued edition")
        verbose_name_plural = _("acts with issued editions")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.issue}: {self.get_kind_display()}"
