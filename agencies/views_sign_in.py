"""Signing in and out; the flows are django-allauth's, see docs/sign-in.md."""

from typing import Any

from allauth.account.views import LoginView
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LogoutView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from requests import RequestException

from agencies import second_factor
from agencies.clock import is_demonstration, today_of
from agencies.permissions import signed_in
from agencies.queries import demonstration_people, standing_of
from agencies.signing_in import again
from agencies.signing_in.oidc import PROVIDER, MinistryAdapter, provider_name


@method_decorator(require_http_methods(["GET", "HEAD", "POST"]), name="dispatch")
class SignIn(LoginView):  # type: ignore[misc]  # allauth ships no types
    template_name = "agencies/login.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        people = demonstration_people() if is_demonstration() else {}
        found: dict[str, Any] = super().get_context_data(demonstration_people=people, **kwargs)
        return found | {"provider": provider_name()}


@method_decorator(login_not_required, name="dispatch")
class SignOut(LogoutView):
    """Also out of a sign-in that waits for its second factor."""


@login_not_required
@require_safe
def no_registration(request: HttpRequest) -> HttpResponse:
    return render(request, "account/signup_closed.html", status=403)


@never_cache
@require_safe
def second_factor_first(request: HttpRequest) -> HttpResponse:
    """Where people are led who must set up a second factor before anything else."""
    person = signed_in(request.user)
    onward = _safe(request, request.GET.get("next", ""))
    if second_factor.has_one(person):
        return redirect(onward)
    request.session["onward"] = onward
    asked = second_factor.is_asked_of(person, standing_of(person, today_of(request)))
    return render(request, "agencies/second_factor.html", {"asked": asked})


def _safe(request: HttpRequest, page: str) -> str:
    ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, request.is_secure())
    return page if ours else "/"


@login_not_required
@never_cache
@require_POST
def to_provider(request: HttpRequest) -> HttpResponse:
    """To the ministry's own sign-in. What the browser may say about it is where to go back to."""
    if not provider_name():
        raise Http404
    provider = get_adapter().get_provider(request, PROVIDER)
    onward = _safe(request, request.POST.get("next", ""))
    try:
        answer: HttpResponse = provider.redirect(request, "login", next_url=onward)
    except (OAuth2Error, RequestException) as error:
        get_adapter().on_authentication_error(request, provider, exception=error)
        return render(request, "socialaccount/authentication_error.html", status=502)
    return answer


class Returned(OAuth2CallbackView):  # type: ignore[misc]
    """Gives the adapter the nonce that this very sign-in was begun with."""

    def _get_state(self, request: HttpRequest, provider: Any) -> tuple[Any, Any]:
        state, answer = super()._get_state(request, provider)
        self.adapter.nonce = (state or {}).get("nonce", "")
        self.adapter.asked_anew_at = (state or {}).get("asked_anew_at")
        return state, answer


@login_not_required
@never_cache
@require_safe
def from_provider(request: HttpRequest) -> HttpResponse:
    if not provider_name():
        raise Http404
    before, typed = request.user.pk, request.session.get(again.STASHED)
    answer: HttpResponse = Returned.adapter_view(MinistryAdapter(request))(request)
    if typed and before is not None and request.user.pk == before and answer.status_code == 302:
        return again.resumed(request, typed, answer["Location"]) or answer
    return answer


@never_cache
@require_safe
def again_by_provider(request: HttpRequest) -> HttpResponse:
    """Confirming that it is you, for who comes by the ministry's own sign-in."""
    if not provider_name():
        raise Http404
    said = {"next": _safe(request, request.GET.get("next", "")), "provider": provider_name()}
    return render(request, "account/again_by_provider.html", said)


@login_not_required
@require_safe
def provider_left(request: HttpRequest) -> HttpResponse:
    """The person broke off at the other system."""
    return redirect(reverse("agencies:login"))
