"""Questions about access tokens; each is one statement."""

import hmac
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from agencies.models import ApiToken, Membership, TokenState, User
from agencies.queries import rights_to_read_record
from agencies.rules import tokens as rules
from agencies.second_factor import AUDITOR, FACTORS

NOBODYS: Final = rules.digest_of("")  # what a secret is compared with where no token begins so


@dataclass(frozen=True)
class Shown:
    token: ApiToken
    state: TokenState


def tokens_of(person: User) -> QuerySet[ApiToken]:
    """The newest first."""
    return ApiToken.objects.filter(person=person).order_by("-made_at", "-pk")


def tokens_shown(person: User, now: datetime) -> list[Shown]:
    return [Shown(one, one.state(now)) for one in tokens_of(person)]


@dataclass(frozen=True)
class Presented:
    """A token that a program showed; `has_role`: whether its person has a current role,
    `has_asked_role`: one, or a right, of which a second factor is asked, `has_factor`: whether
    there is one."""

    token: ApiToken
    has_role: bool
    has_asked_role: bool
    has_factor: bool


def _is_asked(held: QuerySet[Membership]) -> Exists | Q:
    """Of the person of a token, by their roles (`held`) or as an auditor."""
    asked: list[str] = settings.MFA_REQUIRED_FOR
    by_role = Exists(held.filter(role__in=asked))
    if AUDITOR not in asked:
        return by_role
    return Q(by_role) | Q(Exists(rights_to_read_record(OuterRef("person"))))


def token_of(secret: str, today: date) -> Presented | None:
    """The token with this secret, revoked and expired ones too; None where there is none.

    Found by its readable beginning, then compared in a time that does not tell how much of the
    rest is right.
    """
    if not rules.is_written_right(secret):
        return None
    held = Membership.objects.current(today).filter(user=OuterRef("person"))
    factors = Authenticator.objects.filter(user=OuterRef("person"), type__in=FACTORS)
    told = {
        "has_role": Exists(held),
        "has_asked_role": _is_asked(held),
        "has_factor": Exists(factors),
    }
    rows = ApiToken.objects.annotate(**told).select_related("person")
    found = rows.filter(start=rules.start_of(secret)).first()
    kept = found.digest if found else NOBODYS
    if not hmac.compare_digest(kept, rules.digest_of(secret)) or found is None:
        return None
    return Presented(found, **{name: bool(vars(found)[name]) for name in told})
