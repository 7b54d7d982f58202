"""Whoever is signed in on the pages calls the API from them: by the cookie, with the page's token.

As rest_framework's own, but for its words: those are in English, whatever language is asked for.
"""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.authentication import SessionScheme
from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request


class PageAuthentication(SessionAuthentication):
    """A call that writes shows that it comes from a page of this site (CSRF)."""

    def enforce_csrf(self, request: Request) -> None:
        try:
            super().enforce_csrf(request)
        except PermissionDenied:
            said = _(
                "This call came by the cookie of a page without the page’s CSRF token, or from "
                "another site. Send the token in the header X-CSRFToken, or use an access token."
            )
            raise PermissionDenied(said) from None


class PageScheme(SessionScheme):  # type: ignore[no-untyped-call]
    target_class: Any = PageAuthentication
    priority = 0
