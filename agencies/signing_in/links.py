"""Signed links of mails: they open one thing, for a time, and nothing of them is kept."""

from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from agencies.models import Invitation, User

INVITATION, NEW_ADDRESS = "agencies.invitation", "agencies.new-address"
A_DAY = 86_400  # seconds


def to_invitation(invitation: Invitation) -> str:
    token = signing.dumps([invitation.pk, invitation.nonce], salt=INVITATION)
    return settings.SITE_URL + reverse("agencies:invitation", args=[token])


def read_invitation(token: str) -> tuple[int, str] | None:
    """(id, nonce), None for what we have not signed; whether it still holds, the row says."""
    try:
        pk, nonce = signing.loads(token, salt=INVITATION)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return int(pk), str(nonce)


@dataclass(frozen=True)
class NewAddress:
    """`sign_in`: tells the password that the person had then, without telling anything of it."""

    person: int
    old: str
    new: str
    sign_in: str

    def is_still_wanted_by(self, person: User) -> bool:
        """A new password takes back what somebody asked for who had the old one."""
        return constant_time_compare(self.sign_in, _sign_in_of(person))


def to_confirm_email(person: User, new: str) -> str:
    told = [person.pk, person.email, new, _sign_in_of(person)]
    token = signing.dumps(told, salt=NEW_ADDRESS)
    return settings.SITE_URL + reverse("agencies:confirm-email", args=[token])


def read_confirm_email(token: str) -> NewAddress | None:
    try:
        person, old, new, sign_in = signing.loads(token, salt=NEW_ADDRESS, max_age=A_DAY)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return NewAddress(int(person), str(old), str(new), str(sign_in))


def _sign_in_of(person: User) -> str:
    return salted_hmac(NEW_ADDRESS, person.password, algorithm="sha256").hexdigest()[:32]
