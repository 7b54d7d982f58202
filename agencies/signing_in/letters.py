"""A letter as mail. Links that open something are made here, at the moment of sending."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agencies import local_passwords
from agencies.models import InvitationState, Letter, User
from agencies.permissions_accounts import may_invite
from agencies.signing_in import links
from agencies.signing_in.letter_words import KINDS
from agencies.signing_in.oidc import provider_name

HEADERS = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
MOMENT = "d.m.Y H:i"


def compose(letter: Letter, *, now: datetime) -> EmailMessage | None:
    """In the reader's language; None where there is nothing to say any more, or nobody to say it
    to: no account has the address, the invitation was withdrawn, the account was closed."""
    with translation.override(letter.language):
        facts = FACTS.get(letter.kind, _notice)(letter, now)
        if facts is None:
            return None
        said = KINDS[facts.pop("kind", letter.kind)]
        link = facts.pop("link", "")
        context = {
            "text": str(said.text) % facts,
            "link": link,
            "link_words": said.link,
            "alarm": said.alarm,
            "facts": letter.params,
            "when": _moment(letter.written_at),
            "security": settings.SITE_URL + reverse("mfa_index"),
            "site": settings.SITE_URL,
        }
        subject = f"{_('Action plan tracker')}: {said.subject}"
        body = render_to_string("agencies/mail/letter.txt", context)
    return _mail(letter, subject, body)


def _mail(letter: Letter, subject: str, body: str) -> EmailMessage:
    shown = {"From": settings.DEFAULT_FROM_EMAIL, "Content-Language": letter.language}
    return EmailMessage(
        subject=" ".join(subject.split()),
        body=body,
        to=[letter.address],
        from_email=settings.BOUNCE_ADDRESS or settings.DEFAULT_FROM_EMAIL,
        headers=HEADERS | shown,
    )


def _notice(letter: Letter, _now: datetime) -> dict[str, Any] | None:
    return dict(letter.params)


def _invitation(letter: Letter, now: datetime) -> dict[str, Any] | None:
    asked = letter.invitation
    if asked is None or asked.state != InvitationState.WAITING or asked.expires_at <= now:
        return None
    if not may_invite(asked.invited_by):
        return None
    return {
        "by": str(asked.invited_by),
        "agency": asked.agency.name,
        "role": asked.get_role_display(),
        "until": _moment(asked.expires_at),
        "link": links.to_invitation(asked),
    }


def _reset(letter: Letter, now: datetime) -> dict[str, Any] | None:
    person = User.objects.filter(email=letter.address, is_active=True).first()
    waited = (now - letter.written_at).total_seconds()
    if person is None or waited > settings.PASSWORD_RESET_TIMEOUT:
        return None
    if not local_passwords.may_have_one(person):
        page = settings.SITE_URL + reverse("account_login")
        return {"kind": "reset_by_provider", "provider": provider_name(), "link": page}
    key = f"{user_pk_to_url_str(person)}-{default_token_generator.make_token(person)}"
    page = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
    link = settings.SITE_URL + page.replace("UID-KEY", key)
    return {"minutes": settings.PASSWORD_RESET_TIMEOUT // 60, "link": link}


def _new_address(letter: Letter, _now: datetime) -> dict[str, Any] | None:
    person = letter.person
    if person is None or not person.is_active:
        return None
    return {"link": links.to_confirm_email(person, letter.address)}


def _moment(moment: datetime) -> str:
    local = timezone.localtime(moment, ZoneInfo(settings.TIME_ZONE))
    return date_format(local, MOMENT)


FACTS = {"invitation": _invitation, "reset": _reset, "confirm_email": _new_address}
