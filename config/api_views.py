"""Addresses of the API beside its view sets: the schema, what codes mean, and what is not there."""

from typing import Any, ClassVar

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import APIRootView

from agencies.rest.errors import NoSuchAddress
from agencies.rest.views import Endpoint
from config.api_codes import every_code, told


@login_not_required
@require_safe
def errors(request: HttpRequest) -> HttpResponse:
    """All codes, for whoever writes a program against the API."""
    return render(request, "api/errors.html", {"codes": every_code()})


@login_not_required
@require_safe
def error(request: HttpRequest, code: str) -> HttpResponse:
    """One code: where `type` of an error leads."""
    found = told(code)
    if found is None:
        raise Http404
    return render(request, "api/error.html", {"one": found})


@extend_schema(exclude=True)
class NotThere(Endpoint):
    """What is under /api/v1/ and no address: a problem document, not a page."""

    permission_classes = [AllowAny]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        raise NoSuchAddress


class SlashMissing(HttpResponsePermanentRedirect):
    """Unlike 301 it keeps the method and the body (RFC 9110, 15.4.9)."""

    status_code = 308


not_there = login_not_required(NotThere.as_view())


@csrf_exempt
def without_slash(request: HttpRequest, **_rest: Any) -> HttpResponse:
    """Leads to the address with its slash, if there is one; programs too, which have no token of
    a form. Nothing is done here."""
    try:
        found = resolve(f"{request.path_info}/")
    except Resolver404:
        return not_there(request)
    if found.func is not_there:
        return not_there(request)
    query = request.META.get("QUERY_STRING", "")
    return SlashMissing(f"{request.path}/{'?' if query else ''}{query}")


class Schema(Endpoint, SpectacularAPIView):
    """The OpenAPI document of this API. `format`: json or yaml (as it is left out)."""

    permission_classes = [AllowAny]
    takes = ("lang",)
    _made: ClassVar[dict[str, Any]] = {}

    def _get_schema_response(self, request: Request) -> Response:
        """It takes a second to make and changes with the programs alone: once a process."""
        language = get_language() or ""
        if language not in self._made:
            answer = super()._get_schema_response(request)  # type: ignore[no-untyped-call]
            self._made[language] = answer.data
        answer = Response(self._made[language])
        suffix = request.accepted_renderer.format
        answer["Content-Disposition"] = f'inline; filename="policy-tracker.{suffix}"'
        return answer


class Docs(Endpoint, SpectacularSwaggerSplitView):
    """The schema to read and to try, without script inside the page."""

    permission_classes = [AllowAny]
    takes = ("lang", "script")


class Root(Endpoint, APIRootView):
    """Where the lists are."""
