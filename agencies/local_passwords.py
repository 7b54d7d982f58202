"""Whether a person may come in by what this site keeps itself: a password, a passkey alone.

Not who comes by a ministry's own sign-in, unless OIDC_LOCAL_PASSWORD: when the ministry closes an
account there, it must be closed here as well.
"""

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from agencies.models import User

BY_PROVIDER = "comes_by_provider"
SAID = _("Your account comes in by another system: sign in with that.")


def is_tied(person: User) -> bool:
    """To the provider that this site has now. One statement, none where there is none."""
    return bool(settings.OIDC_ISSUER and SocialAccount.objects.filter(user=person).exists())


def may_have_one(person: User) -> bool:
    """Set it, change it, have it reset, and sign in by it."""
    return settings.OIDC_LOCAL_PASSWORD or not is_tied(person)
