"""Writes on people's own settings and the demonstration's date."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agencies.clock import is_demonstration
from agencies.errors import Refused
from agencies.models import BusinessClock, User
from agencies.permissions import may_move_date
from agencies.translated import ORDER


@transaction.atomic
def choose_language(person: User, language: str) -> None:
    """`language` is ru, kk or en; "" goes back to the browser's."""
    if language not in ("", *ORDER):
        raise Refused("unknown_language", _("Choose Russian, Kazakh or English."))
    User.objects.filter(pk=person.pk).update(language=language)


@transaction.atomic
def choose_digest_hour(person: User, hour: int | None) -> None:
    """From which hour of the day the person is mailed reminders; None: from the site's hour."""
    if hour is not None and hour not in range(24):
        raise Refused("unknown_hour", _("Choose an hour from 0 to 23."))
    User.objects.filter(pk=person.pk).update(digest_hour=hour)


# Days that leave room on both sides for reckoning months and years.
FIRST_DAY, LAST_DAY = date(1991, 12, 16), date(2100, 12, 31)


@transaction.atomic
def move_business_date(to: date, *, by: User) -> None:
    """Moves a demonstration's "today"; an administrator's act, refused on a real installation.

    Raises PermissionDenied; Refused "not_a_demonstration", "date_far".
    """
    if not may_move_date(by):
        raise PermissionDenied(_("Only an administrator moves the date of the demonstration."))
    if not is_demonstration():
        raise Refused("not_a_demonstration", _("This installation works on the real date."))
    if not FIRST_DAY <= to <= LAST_DAY:
        raise Refused(
            "date_far",
            _("Choose a day from %(first)s to %(last)s.")
            % {"first": FIRST_DAY.isoformat(), "last": LAST_DAY.isoformat()},
        )
    BusinessClock.objects.update_or_create(pk=1, defaults={"today": to})
