"""The administration has no door of its own: people come in by the sign-in of the site.

And it shows nothing of what opens accounts: seeds of second factors, keys of providers, sessions.
"""

from allauth.account import admin as _addresses  # noqa: F401  (registers what is taken out here)
from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa import admin as _factors  # noqa: F401
from allauth.mfa.models import Authenticator
from allauth.socialaccount import admin as _providers  # noqa: F401
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions import admin as _sessions  # noqa: F401
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

for model in (EmailAddress, Authenticator, SocialAccount, SocialApp, SocialToken, UserSession):
    if admin.site.is_registered(model):
        admin.site.unregister(model)


def password_change(request: HttpRequest, extra_context: object = None) -> HttpResponse:
    return redirect("account_change_password")


admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.password_change = password_change  # type: ignore[method-assign,assignment]
