"""Second factors: sealed seeds, our words, and none removed that is required."""

from typing import Any

import segno
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.utils.translation import gettext as _

from agencies import second_factor
from agencies.clock import today_of
from agencies.models import User
from agencies.queries import standing_of
from agencies.signing_in import words
from agencies.signing_in.secrets import seal, unseal


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    error_messages = {**DefaultMFAAdapter.error_messages, **words.ERRORS}

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)

    def get_totp_issuer(self) -> str:
        """What the app on the telephone calls the account."""
        return _("Action plan tracker")

    def _get_site_name(self) -> str:
        return _("Action plan tracker")

    def build_totp_svg(self, url: str) -> str:
        """Drawn into the page itself, black on white whatever the page's colours."""
        picture: str = segno.make_qr(url, error="m").svg_inline(
            scale=5, border=4, light="#fff", svgclass="code-picture", lineclass=None
        )
        return picture

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last factor stays with whom one is asked of."""
        person = authenticator.user
        others = Authenticator.objects.filter(user=person, type__in=second_factor.FACTORS)
        if others.exclude(pk=authenticator.pk).exists() or not isinstance(person, User):
            return True
        standing = standing_of(person, today_of(context.request))
        return not second_factor.is_asked_of(person, standing)

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        held = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return _("Passkey %(number)d") % {"number": held + 1}
