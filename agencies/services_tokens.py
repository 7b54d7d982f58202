"""Access tokens are made by their owner, given for a password, revoked, and noted when used."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from agencies import local_passwords, second_factor
from agencies.errors import Refused
from agencies.models import ApiToken, Scope, TokenOrigin, User
from agencies.permissions_accounts import (
    check_may_hold_tokens,
    check_may_revoke_token,
    scopes_of,
)
from agencies.rules import tokens as rules
from agencies.signals import token_made

NAME_LENGTH = 100
PASSWORD_KEPT = 5  # tokens for a password: with a sixth the oldest ends
# What a token for a password may do where nobody says; and what it never does.
PASSWORD_SCOPES = (Scope.READ, Scope.PROGRESS, Scope.REPORTS)
NOT_FOR_A_PASSWORD = (Scope.ADMIN, Scope.AUDIT)
SECOND_FACTOR = "second_factor_required"
USE_NOTED = timedelta(hours=1)  # one write an hour, however often it calls


@dataclass(frozen=True)
class Made:
    """`secret` is known here and nowhere else: whoever asked for it sees it once."""

    token: ApiToken
    secret: str


@transaction.atomic
def make_token(
    *, name: str, scopes: Collection[str], expires_on: date, by: User, today: date, now: datetime
) -> Made:
    """For `by` themself, until the end of the day `expires_on` (real days, TIME_ZONE).

    Raises PermissionDenied; Refused "name_missing", "name_taken", "scopes_wrong", "expires_wrong",
    "too_many".
    """
    check_may_hold_tokens(by, today)
    name = " ".join(name.split())
    if not name or len(name) > NAME_LENGTH:
        raise Refused("name_missing", _("Say what the token is for, in up to 100 signs."))
    chosen = _scopes(scopes, by)
    _check_day(expires_on, now)
    User.objects.select_for_update().get(pk=by.pk)  # two pages sent at once are counted in turn
    _check_room(name, by, now)
    return _kept(by, name, chosen, TokenOrigin.PAGE, now=now, until=end_of(expires_on), today=today)


def _scopes(wanted: Collection[str], by: User) -> list[str]:
    """In the order of Scope."""
    allowed = [one.value for one in scopes_of(by)]
    if not wanted or not set(wanted) <= set(allowed):
        raise Refused("scopes_wrong", _("Choose what the token may be used for."))
    return [one for one in allowed if one in wanted]


def last_day(now: datetime) -> date:
    """The latest on which a token made now may expire."""
    return timezone.localdate(now) + timedelta(days=settings.API_TOKEN_DAYS)


def end_of(day: date) -> datetime:
    """The moment at which the day is over, in TIME_ZONE."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def _check_day(expires_on: date, now: datetime) -> None:
    if not timezone.localdate(now) <= expires_on <= last_day(now):
        said = _("Choose a day from today on, not later than %(day)s.")
        raise Refused("expires_wrong", said % {"day": last_day(now).strftime("%d.%m.%Y")})


def _check_room(name: str, by: User, now: datetime) -> None:
    living = ApiToken.objects.living(now).filter(person=by, origin=TokenOrigin.PAGE)
    names = {one.casefold() for one in living.values_list("name", flat=True)}
    if name.casefold() in names:
        said = _("You have a token of this name. Give this one another, or revoke that one first.")
        raise Refused("name_taken", said)
    if len(names) >= settings.API_TOKENS_MOST:
        most = ngettext(
            "A person has %(count)d token at most. Revoke one that is not needed any more.",
            "A person has %(count)d tokens at most. Revoke one that is not needed any more.",
            settings.API_TOKENS_MOST,
        )
        raise Refused("too_many", most % {"count": settings.API_TOKENS_MOST})


def _kept(
    person: User,
    name: str,
    scopes: list[str],
    origin: TokenOrigin,
    *,
    now: datetime,
    until: datetime,
    today: date,
) -> Made:
    random = "".join(secrets.choice(rules.ALPHABET) for _sign in range(rules.RANDOM))
    secret = rules.written(random)
    token = ApiToken.objects.create(
        person=person,
        name=name,
        start=rules.start_of(secret),
        digest=rules.digest_of(secret),
        scopes=scopes,
        origin=origin,
        made_at=now,
        expires_at=until,
    )
    token_made.send(ApiToken, token=token, today=today)
    return Made(token, secret)


@transaction.atomic
def token_for_password(
    *, scopes: Collection[str] = (), by: User, today: date, now: datetime
) -> Made:
    """A token of a few hours (settings.API_TOKEN_HOURS) for who has just shown a password.

    The person's older ones beyond the newest five end. Raises PermissionDenied; Refused
    "second_factor_required" where a password alone lets this person in nowhere,
    "comes_by_provider", "scopes_wrong".
    """
    check_may_hold_tokens(by, today)
    if not local_passwords.may_have_one(by):
        raise Refused(local_passwords.BY_PROVIDER, local_passwords.SAID)
    if second_factor.must_have(by, today) or second_factor.has_one(by):
        said = _(
            "Your account asks for two factors, so a password alone gives no token. Sign in on the "
            "site and make one at %(page)s."
        )
        raise Refused(SECOND_FACTOR, said % {"page": f"{settings.SITE_URL}/accounts/tokens/"})
    chosen = _scopes(scopes or PASSWORD_SCOPES, by)
    if not set(NOT_FOR_A_PASSWORD).isdisjoint(chosen):
        said = _("A token for a password is never one for administration or the audit record.")
        raise Refused("scopes_wrong", said)
    User.objects.select_for_update().get(pk=by.pk)
    until = now + timedelta(hours=settings.API_TOKEN_HOURS)
    name = str(_("Password, over the API"))
    made = _kept(by, name, chosen, TokenOrigin.PASSWORD, now=now, until=until, today=today)
    mine = ApiToken.objects.living(now).filter(person=by, origin=TokenOrigin.PASSWORD)
    kept = list(mine.order_by("-made_at", "-pk").values_list("pk", flat=True)[:PASSWORD_KEPT])
    mine.exclude(pk__in=kept).update(revoked_at=now, revoked_by=by)
    return made


@transaction.atomic
def revoke_token(token: ApiToken, *, by: User, now: datetime) -> None:
    """It counts no more from this moment. Raises PermissionDenied; Refused "revoked"."""
    check_may_revoke_token(by, token)
    standing = ApiToken.objects.filter(pk=token.pk, revoked_at=None)
    if not standing.update(revoked_at=now, revoked_by=by):
        raise Refused("revoked", _("This token is revoked already."))


@transaction.atomic
def revoke_all(person: User, *, by: User, now: datetime) -> int:
    """Every token of a person, e.g. where they sign out everywhere or leave; how many counted."""
    check_may_revoke_token(by, ApiToken(person=person))
    return ApiToken.objects.living(now).filter(person=person).update(revoked_at=now, revoked_by=by)


def end_those_of_password(person: User, *, now: datetime) -> int:
    """Where the person gets another password: what was given for the one before opens no more."""
    given = ApiToken.objects.living(now).filter(person=person, origin=TokenOrigin.PASSWORD)
    return given.update(revoked_at=now, revoked_by=person)


def note_use(token: ApiToken, *, now: datetime) -> None:
    """To the hour; no statement where this hour is noted already."""
    if token.last_used_at and now - token.last_used_at < USE_NOTED:
        return
    stale = Q(last_used_at=None) | Q(last_used_at__lte=now - USE_NOTED)
    ApiToken.objects.filter(stale, pk=token.pk).update(last_used_at=now)
