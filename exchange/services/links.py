"""Private addresses are made, renewed and revoked; the token itself is told once and not kept."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agencies.errors import Refused
from agencies.models import Agency, User
from exchange.models import CalendarLink, LinkKind
from exchange.permissions_links import check_may_have_link, check_own_link
from exchange.rules.tokens import hash_of
from measures.services.locks import lock
from planner.models import ActionPlan

TOKEN_BYTES: Final = 32  # 256 bits: guessing is hopeless, so a plain hash is enough
ENDING: Final = 4
MOST_LINKS: Final = 20  # of one person at a time


@dataclass(frozen=True)
class Wanted:
    """`agency` for a calendar of one, `plan` for its news, neither for the own due dates."""

    kind: str
    agency: Agency | None = None
    plan: ActionPlan | None = None
    name: str = ""
    language: str = "ru"


@transaction.atomic
def make_link(wanted: Wanted, *, by: User, today: date, now: datetime) -> tuple[CalendarLink, str]:
    """The link and its token, which nothing tells again.

    Raises PermissionDenied; Refused "too_many_links", "agency_missing", "plan_missing".
    """
    check_may_have_link(by, wanted.kind, today)
    _check_whole(wanted)
    lock(User.objects.filter(pk=by.pk))  # two windows do not go past the limit together
    if by.calendar_links.filter(revoked_at=None).count() >= MOST_LINKS:
        raise Refused(
            "too_many_links",
            _("You have as many links as one person can have. Revoke one that is not used."),
        )
    token = secrets.token_urlsafe(TOKEN_BYTES)
    link = CalendarLink.objects.create(
        owner=by, made_at=now, token_hash=hash_of(token), ending=token[-ENDING:], **vars(wanted)
    )
    return link, token


def _check_whole(wanted: Wanted) -> None:
    if wanted.kind == LinkKind.AGENCY and wanted.agency is None:
        raise Refused("agency_missing", _("Choose the agency."))
    if wanted.kind == LinkKind.NEWS and wanted.plan is None:
        raise Refused("plan_missing", _("Choose the plan."))


@transaction.atomic
def renew_link(link: CalendarLink, *, by: User, today: date, now: datetime) -> str:
    """Another token for the same link; the old address is nobody's from now on.

    Raises PermissionDenied, Refused "link_revoked".
    """
    check_own_link(by, link)
    check_may_have_link(by, link.kind, today)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    told = {"token_hash": hash_of(token), "ending": token[-ENDING:]}
    stands = CalendarLink.objects.filter(pk=link.pk, revoked_at=None)
    if not stands.update(**told, made_at=now, last_read_on=None):
        raise Refused("link_revoked", _("This link was revoked. Make a new one."))
    link.refresh_from_db()
    return token


@transaction.atomic
def revoke_link(link: CalendarLink, *, by: User, now: datetime) -> None:
    """From now on its address gives nothing; once more changes nothing. Raises PermissionDenied."""
    check_own_link(by, link)
    CalendarLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=now)


def note_reading(link: CalendarLink, *, day: date) -> None:
    """At most one write a day."""
    if link.last_read_on != day:
        CalendarLink.objects.filter(pk=link.pk).update(last_read_on=day)
