"""Invitations: how people get an account, with a role in an agency."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from agencies.errors import Refused
from agencies.models import Agency, Invitation, InvitationState, Membership, User
from agencies.permissions_accounts import check_may_invite, may_invite
from agencies.services_letters import write
from agencies.signing_in.links import read_invitation

INVITER_LEFT = "inviter_left"


@dataclass(frozen=True)
class Invited:
    email: str
    full_name: str
    position: str
    language: str
    agency: Agency
    role: str


@transaction.atomic
def invite(asked: Invited, *, by: User, now: datetime) -> Invitation:
    """Keeps a place and writes the letter. Raises PermissionDenied; Refused "is_here",
    "is_invited"."""
    check_may_invite(by)
    email = asked.email.lower()
    if User.objects.filter(email=email).exists():
        said = _("This person has an account already: give the role under “Administration”.")
        raise Refused("is_here", said)
    row = Invitation(
        **{**vars(asked), "email": email},
        nonce=new_nonce(),
        invited_by=by,
        invited_at=now,
        sent_at=now,
        expires_at=_expiry(now),
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        said = _("This e-mail is invited already: send that invitation again, or withdraw it.")
        raise Refused("is_invited", said) from None
    write("invitation", email, now=now, invitation=row, language=row.language)
    return row


@transaction.atomic
def send_again(invitation: Invitation, *, by: User, now: datetime) -> None:
    """A new link, a new term, and `by` answers for it from now on; links sent before stop working.
    Raises PermissionDenied; Refused "is_closed"."""
    check_may_invite(by)
    fresh = {"nonce": new_nonce(), "sent_at": now, "expires_at": _expiry(now), "invited_by": by}
    _waiting(invitation, **fresh)
    language = invitation.language
    write("invitation", invitation.email, now=now, invitation=invitation, language=language)


@transaction.atomic
def withdraw(invitation: Invitation, *, by: User, now: datetime) -> None:
    """The link stops working. Raises PermissionDenied; Refused "is_closed"."""
    check_may_invite(by)
    _waiting(invitation, state=InvitationState.WITHDRAWN, closed_at=now)


def withdraw_those_of(person: User, *, now: datetime) -> int:
    """What somebody has invited whose account is closed; how many."""
    mine = Invitation.objects.waiting().filter(invited_by=person)
    return mine.update(state=InvitationState.WITHDRAWN, closed_at=now)


def _waiting(invitation: Invitation, **fields: object) -> None:
    if not Invitation.objects.waiting().filter(pk=invitation.pk).update(**fields):
        raise Refused("is_closed", _("This invitation was accepted or withdrawn already."))


def invitation_of(token: str, *, now: datetime) -> Invitation | None:
    """What a link still opens: the newest sent, not used, not withdrawn, not too old."""
    read = read_invitation(token)
    if read is None:
        return None
    pk, nonce = read
    asked = Invitation.objects.open(now).filter(pk=pk, nonce=nonce)
    return asked.select_related("agency", "invited_by").first()


@transaction.atomic
def accept(
    invitation: Invitation, *, full_name: str, position: str, password: str | None, now: datetime
) -> User:
    """An account with the role of the invitation; `password` None: of a person who comes in by a
    provider. Once: Refused "is_closed" for the second of two at the same moment; "inviter_left"
    where nobody answers for it any more."""
    check_is_answered_for(invitation)
    mine = Invitation.objects.open(now).filter(pk=invitation.pk, nonce=invitation.nonce)
    taken = mine.update(state=InvitationState.ACCEPTED, closed_at=now)
    if not taken or User.objects.filter(email=invitation.email).exists():
        raise Refused("is_closed", _("This invitation was accepted or withdrawn already."))
    person = User.objects.create_user(
        invitation.email,
        password,
        full_name=full_name,
        position=position,
        language=invitation.language,
    )
    Membership.objects.create(user=person, agency=invitation.agency, role=invitation.role)
    Invitation.objects.filter(pk=invitation.pk).update(accepted_by=person)
    return person


def accept_by_provider(email: str, *, now: datetime) -> User | None:
    """Who was invited and is vouched for by a provider comes in without a password. Raises
    Refused "inviter_left"."""
    asked = Invitation.objects.open(now).filter(email=email).select_related("agency").first()
    if asked is None:
        return None
    return accept(asked, full_name=asked.full_name, position=asked.position, password=None, now=now)


def check_is_answered_for(invitation: Invitation) -> None:
    """Whoever invited may invite still, at this moment. Raises Refused "inviter_left"."""
    if not may_invite(User.objects.get(pk=invitation.invited_by_id)):
        raise Refused(
            INVITER_LEFT,
            _(
                "Whoever invited you may not invite people any more, so the invitation does not "
                "count. Ask the agency or an administrator to invite you anew."
            ),
        )


def new_nonce() -> str:
    return secrets.token_hex(16)


def _expiry(now: datetime) -> datetime:
    days: int = settings.INVITATION_DAYS
    return now + timedelta(days=days)
