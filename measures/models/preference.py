"""How a person wants to be told of news about their work, and where the site begins for them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import User


class How(models.TextChoices):
    """News always stands on the site; this says whether a mail tells of it too."""

    AT_ONCE = "at_once", _("by mail at once")
    DAILY = "daily", _("with the mail of the day")
    SITE = "site", _("on the site only")


class StartPage(models.TextChoices):
    DESK = "desk", _("desk")
    BOARD = "board", _("board")
    PLANS = "plans", _("plans")
    NOTICES = "notices", _("notices")


class Preference(models.Model):
    """A person without a row has the defaults: the fields' own."""

    person = models.OneToOneField(
        User, models.CASCADE, related_name="preference", verbose_name=_("person")
    )
    returned = models.CharField(
        _("A report of ours is returned for rework or closed without review"),
        max_length=7,
        choices=How,
        default=How.DAILY,
    )
    accepted = models.CharField(
        _("A report of ours is accepted"), max_length=7, choices=How, default=How.SITE
    )
    extension = models.CharField(
        _("Our request for more time is decided"), max_length=7, choices=How, default=How.DAILY
    )
    plan = models.CharField(
        _("A measure of ours is amended, gets another date or leaves control"),
        max_length=7,
        choices=How,
        default=How.DAILY,
    )
    work = models.CharField(
        _("I become a reviewer, or parts of co-executors come in"),
        max_length=7,
        choices=How,
        default=How.SITE,
    )
    jobs = models.CharField(
        _("Long work that I asked for is finished, or fails"),
        max_length=7,
        choices=How,
        default=How.SITE,
    )
    loans = models.CharField(
        _("A role is delegated to me or from me, or that ends"),
        max_length=7,
        choices=How,
        default=How.DAILY,
    )
    start_page = models.CharField(
        _("Page after signing in"), max_length=7, choices=StartPage, blank=True
    )

    class Meta:
        verbose_name = _("preferences of a person")
        verbose_name_plural = _("preferences of people")

    def __str__(self) -> str:
        return str(self.person)
