"""People, and the roles they have in agencies."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agencies.models.agency import Agency
from agencies.querysets import MembershipQuerySet


class PeopleManager(UserManager["User"]):
    """Accounts are made from an e-mail address; there is no separate user name."""

    def create_user(  # type: ignore[override]
        self, email: str, password: str | None = None, **fields: Any
    ) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(  # type: ignore[override]
        self, email: str, password: str | None = None, **fields: Any
    ) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractUser):
    """A person. Signs in by e-mail; `language` "" means the browser's."""

    username = None  # type: ignore[assignment]
    email = models.EmailField(_("e-mail"), unique=True)
    full_name = models.CharField(_("full name"), max_length=200)
    position = models.CharField(pgettext_lazy("job", "position"), max_length=200, blank=True)
    language = models.CharField(
        _("language"), max_length=2, blank=True, choices=[("ru", "ru"), ("kk", "kk"), ("en", "en")]
    )
    digest_hour = models.PositiveSmallIntegerField(
        _("hour from which reminders are mailed"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(23)],
        help_text=_("0 to 23, in the time of the site; empty: the hour of the site."),
    )
    first_steps_hidden = models.BooleanField(_("first steps hidden"), default=False)
    # Names of steps that leave no trace, as the person marked them: measures.help_texts.tours.
    first_steps_taken: "models.JSONField[list[str], list[str]]" = models.JSONField(
        _("first steps marked as taken"), default=list, blank=True
    )
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]
    objects: ClassVar[PeopleManager] = PeopleManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["full_name"]

    def __str__(self) -> str:
        return self.full_name or self.email

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name


class Role(models.TextChoices):
    OFFICER = "officer", _("agency officer")
    DEPUTY = "deputy", _("deputy head of agency")
    HEAD = "head", _("head of agency")
    COORDINATOR = "coordinator", _("coordinator")
    OBSERVER = "observer", _("observer")


class Membership(models.Model):
    """What a person may do for an agency, and during which time.

    A coordinator is a member, in that role, of the body that coordinates the plan. A role that was
    lent names its delegation, and counts only as long as that and the role lent stand.
    """

    user = models.ForeignKey(
        User, models.CASCADE, related_name="memberships", verbose_name=_("person")
    )
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="memberships", verbose_name=_("agency")
    )
    role = models.CharField(_("role"), max_length=12, choices=Role)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    delegation = models.OneToOneField(
        "agencies.Delegation",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="loan",
        verbose_name=_("delegation"),
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "agency", "role"],
                condition=Q(delegation=None),
                name="membership_once",
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="membership_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.agency} · {self.get_role_display()}"
