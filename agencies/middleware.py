"""What every page and call has: its language, and roles that are asked for once."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from agencies.roles_held import one_answer


class PersonLanguageMiddleware:
    """The person's own choice, else the cookie's or the browser's.

    Stands after LocaleMiddleware (cookie, browser) and lets a saved choice go first.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if getattr(request, "open_to_all", False):
            return self.get_response(request)  # the same for everybody: the person is not asked
        chosen = getattr(request.user, "language", "")
        if chosen:
            translation.activate(chosen)
            request.LANGUAGE_CODE = chosen
        return self.get_response(request)


class RolesOfOneAnswerMiddleware:
    """Whoever asks for rights while a request is answered reads the person's roles once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with one_answer():
            return self.get_response(request)
