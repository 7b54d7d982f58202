"""Acts upon people's accounts: addresses, sessions, lost factors, sign-ins that are held up."""

from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from agencies.errors import Refused
from agencies.models import User
from agencies.permissions_accounts import check_may_lift_lock_outs, check_may_remove_factors
from agencies.services_letters import tell, write
from agencies.signals import lock_lifted
from agencies.signing_in.links import NewAddress


@transaction.atomic
def ask_for_new_address(person: User, new: str, *, now: datetime, **whence: str) -> None:
    """Writes to both: the new address is asked to confirm, the old one is told. An address that
    belongs to somebody else gets no link, and nobody is told that it does."""
    if not User.objects.filter(email=new).exists():
        write("confirm_email", new, now=now, person=person)
    tell("email_change_asked", person, now=now, new=new, **whence)


@transaction.atomic
def change_address(asked: NewAddress, *, now: datetime) -> User:
    """As the link of the letter says. Raises Refused "link_over" when the account has another
    address or another password by now or is closed, "email_taken"."""
    mine = User.objects.select_for_update().filter(pk=asked.person, email=asked.old, is_active=True)
    person = mine.first()
    if person is None or not asked.is_still_wanted_by(person):
        raise Refused("link_over", _("This link is no longer valid."))
    try:
        with transaction.atomic():
            mine.update(email=asked.new)
    except IntegrityError:
        said = _("This e-mail address belongs to another account.")
        raise Refused("email_taken", said) from None
    person.refresh_from_db()
    for address in (asked.old, asked.new):
        tell("email_changed", person, now=now, address=address, old=asked.old, new=asked.new)
    return person


def end_session(person: User, pk: int) -> None:
    """One of the person's own sessions, by its row; of nobody else's."""
    for session in UserSession.objects.filter(user=person, pk=pk):
        session.end()


def end_all_sessions(person: User) -> None:
    """Also those that the list does not know."""
    for session in UserSession.objects.filter(user=person):
        session.end()
    for row in Session.objects.iterator():
        if row.get_decoded().get("_auth_user_id") == str(person.pk):
            row.delete()


@transaction.atomic
def remove_factors(person: User, *, by: User, now: datetime) -> None:
    """For who lost the telephone: an administrator's act. The person sets up a new factor at the
    next sign-in; every session ends. Raises PermissionDenied, also for oneself."""
    check_may_remove_factors(by, person)
    Authenticator.objects.filter(user=person).delete()
    end_all_sessions(person)
    tell("factors_removed", person, now=now, by=str(by))


@transaction.atomic
def lift(*, username: str, address: str, by: User) -> int:
    """Forgets failures: of a pair, or of a whole address (username ""). How many rows."""
    check_may_lift_lock_outs(by)
    rows = AccessAttempt.objects.filter(ip_address=address)
    deleted: int = (rows.filter(username=username) if username else rows).delete()[0]
    if deleted:
        lock_lifted.send(AccessAttempt, username=username, rows=deleted)
    return deleted


def lift_for(person: User) -> None:
    """Whoever chose a new password by the link of a mail has shown who they are."""
    AccessAttempt.objects.filter(username=person.email).delete()


def clear_traces(*, now: datetime) -> None:
    """Attempts that have cooled off, sessions that are over: the tables hold what is of use."""
    AccessAttempt.objects.filter(attempt_time__lt=now - settings.AXES_COOLOFF_TIME).delete()
    Session.objects.filter(expire_date__lt=now).delete()
    oldest = now - timedelta(seconds=settings.SESSION_COOKIE_AGE)
    UserSession.objects.filter(created_at__lt=oldest).delete()


def has_provider(person: User) -> bool:
    return bool(SocialAccount.objects.filter(user=person).exists())
