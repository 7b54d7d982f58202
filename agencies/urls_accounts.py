"""The pages of django-allauth that this site has, under the names by which allauth knows them.

Named one by one: what is not here (registration, several addresses, sign-in by code, connecting
accounts) does not exist.
"""

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from allauth.usersessions import views as sessions
from django.urls import path, re_path

from agencies import views_security as own
from agencies import views_sign_in as doors
from agencies.views_security import form_only, said_wrong, shown_first, with_a_password_here

urlpatterns = [
    path("login/", doors.SignIn.as_view(), name="account_login"),
    path("logout/", doors.SignOut.as_view(), name="account_logout"),
    path("signup/", doors.no_registration, name="account_signup"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", said_wrong(account.reauthenticate), name="account_reauthenticate"),
    path(
        "password/change/",
        with_a_password_here(said_wrong(account.password_change)),
        name="account_change_password",
    ),
    path(
        "password/set/",
        with_a_password_here(said_wrong(account.password_set)),
        name="account_set_password",
    ),
    path("password/reset/", said_wrong(own.password_reset), name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        said_wrong(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path("security/", own.Security.as_view(), name="mfa_index"),
    path("2fa/authenticate/", said_wrong(factors.authenticate), name="mfa_authenticate"),
    path("2fa/reauthenticate/", said_wrong(factors.reauthenticate), name="mfa_reauthenticate"),
    path("2fa/app/", shown_first(said_wrong(own.SetUpApp.as_view())), name="mfa_activate_totp"),
    path(
        "2fa/app/remove/", shown_first(said_wrong(app.deactivate_totp)), name="mfa_deactivate_totp"
    ),
    path("2fa/codes/", shown_first(own.RecoveryCodes.as_view()), name="mfa_view_recovery_codes"),
    path(
        "2fa/codes/new/",
        shown_first(said_wrong(codes.generate_recovery_codes)),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "2fa/passkeys/add/",
        shown_first(said_wrong(own.AddPasskey.as_view())),
        name="mfa_add_webauthn",
    ),
    path("2fa/passkeys/", own.to_security, name="mfa_list_webauthn"),
    path(
        "2fa/passkeys/<int:pk>/remove/",
        shown_first(said_wrong(own.RemovePasskey.as_view())),
        name="mfa_remove_webauthn",
    ),
    path(
        "2fa/passkeys/<int:pk>/",
        shown_first(said_wrong(passkeys.edit_webauthn)),
        name="mfa_edit_webauthn",
    ),
    path(
        "2fa/passkeys/reauthenticate/",
        form_only(passkeys.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path("2fa/passkeys/login/", form_only(passkeys.login_webauthn), name="mfa_login_webauthn"),
    path("sessions/", form_only(sessions.list_usersessions), name="usersessions_list"),
    path("provider/", doors.to_provider, name="oidc_login"),
    path("provider/callback/", doors.from_provider, name="oidc_callback"),
    path("provider/again/", doors.again_by_provider, name="reauthenticate_by_provider"),
    path("provider/left/", doors.provider_left, name="socialaccount_login_cancelled"),
]
