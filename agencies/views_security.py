"""A person's own sign-in: password, address, second factors, sessions."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.views import PasswordResetView
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.views import IndexView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import local_passwords, second_factor, services_security, tasks
from agencies.clock import today_of
from agencies.errors import Refused
from agencies.permissions import signed_in
from agencies.queries import standing_of
from agencies.signing_in.adapters import whence
from agencies.signing_in.forms import NewAddressForm
from agencies.signing_in.links import read_confirm_email
from agencies.signing_in.oidc import provider_name

View = Callable[..., HttpResponse]
# allauth's forms would take a PUT for a POST.
form_only = require_http_methods(["GET", "HEAD", "POST"])


def said_wrong(view: View) -> View:
    """A form that was not filled in right is answered by 422, as on all our pages."""

    @form_only
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = view(request, *args, **kwargs)
        form = (getattr(answer, "context_data", None) or {}).get("form")
        if request.method == "POST" and answer.status_code == 200 and getattr(form, "errors", None):
            answer.status_code = 422
        return answer

    return answered


def shown_first(view: View) -> View:
    """Factors come and go only in a session that has shown the one there is: the password alone,
    in a session from before, neither adds a second way in nor removes the first."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        person = signed_in(request.user)
        if second_factor.was_shown(request, person) or not second_factor.has_one(person):
            return view(request, *args, **kwargs)
        onward = urlencode({"next": request.path})
        return redirect(f"{reverse('mfa_reauthenticate')}?{onward}")

    return guarded


def with_a_password_here(view: View) -> View:
    """Not for who comes by a ministry's own sign-in; agencies.local_passwords."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if local_passwords.may_have_one(signed_in(request.user)):
            return view(request, *args, **kwargs)
        said = {"provider": provider_name()}
        return render(request, "account/password_elsewhere.html", said, status=403)

    return guarded


class Security(IndexView):  # type: ignore[misc]  # allauth ships no types
    """Everything about one's own sign-in on one page."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person = signed_in(self.request.user)
        factors = Authenticator.objects.filter(user=person).order_by("type", "pk")
        held = list(factors)
        standing = standing_of(person, today_of(self.request))
        named = second_factor.is_named(person, standing)
        return {
            "passkeys": [one for one in held if one.type == Authenticator.Type.WEBAUTHN],
            "app": next((one for one in held if one.type == Authenticator.Type.TOTP), None),
            "codes_left": _codes_left(held),
            "asked": named and not second_factor.is_waived(person),
            "waived": named and second_factor.is_waived(person),
            "session_count": UserSession.objects.filter(user=person).count(),
            "has_role": bool(standing.memberships),
            "connected": services_security.has_provider(person),
            "password_here": local_passwords.may_have_one(person),
            "provider": provider_name(),
        }


def _codes_left(held: list[Authenticator]) -> int | None:
    codes = next((one for one in held if one.type == Authenticator.Type.RECOVERY_CODES), None)
    return len(codes.wrap().get_unused_codes()) if codes else None


class RecoveryCodes(ViewRecoveryCodesView):  # type: ignore[misc]
    """Shown once; from here back to what the person was about to do."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().get_context_data(**kwargs)
        return found | {"onward": self.request.session.get("onward", "/")}


class ShowsFactor:
    """The session in which a factor is set up has shown it: it is not asked for at once again."""

    request: HttpRequest

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        self.request.session[second_factor.SHOWN] = signed_in(self.request.user).pk
        return answer


class SetUpApp(ShowsFactor, ActivateTOTPView):  # type: ignore[misc]
    pass


class AddPasskey(ShowsFactor, AddWebAuthnView):  # type: ignore[misc]
    pass


class RemovePasskey(RemoveWebAuthnView):  # type: ignore[misc]
    """allauth asks this of the app only: the last factor stays where one is required."""

    def form_valid(self, form: Any) -> HttpResponse:
        if not get_adapter().can_delete_authenticator(self.get_object()):
            form.add_error(None, get_adapter().validation_error("cannot_delete_authenticator"))
            return self.form_invalid(form)  # type: ignore[no-any-return]
        answer: HttpResponse = super().form_valid(form)
        return answer


@require_safe
def to_security(request: HttpRequest) -> HttpResponse:
    """allauth's list of passkeys is part of the page of everything."""
    return redirect("mfa_index")


class PasswordReset(PasswordResetView):  # type: ignore[misc]
    def form_valid(self, form: Any) -> HttpResponse:
        """One answer at one speed: who has the address, the worker finds out."""
        answer: HttpResponse = super().form_valid(form)
        tasks.hurry()
        return answer


password_reset = PasswordReset.as_view()


@form_only
@shown_first
@never_cache
@reauthentication_required  # type: ignore[untyped-decorator]  # allauth ships no types
def new_address(request: HttpRequest) -> HttpResponse:
    person = signed_in(request.user)
    form = NewAddressForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        services_security.ask_for_new_address(person, email, now=timezone.now(), **whence(request))
        tasks.hurry()
        said = _("A letter has gone to %(email)s. The address changes when you confirm it there.")
        messages.success(request, said % {"email": email})
        return redirect("mfa_index")
    status = 422 if form.errors else 200
    return render(request, "agencies/new_address.html", {"form": form}, status=status)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_address(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the letter; opening it changes nothing, its button does."""
    asked = read_confirm_email(token)
    if asked is None:
        return render(request, "agencies/link_over.html", status=410)
    if request.method == "POST":
        try:
            services_security.change_address(asked, now=timezone.now())
        except Refused as refused:
            return render(request, "agencies/link_over.html", {"said": refused}, status=410)
        tasks.hurry()
        messages.success(request, _("From now on you sign in with this e-mail address."))
        return redirect("agencies:login")
    return render(request, "agencies/confirm_address.html", {"asked": asked})


@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    services_security.end_session(signed_in(request.user), pk)
    messages.success(request, _("The session is ended."))
    return redirect("usersessions_list")
