"""Public pages are the same for everybody, so that anything between may keep and give them out."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

PUBLIC = "/public/"


class PublicPagesMiddleware:
    """Stands outside of sessions, languages and people.

    Under /public/ no cookie leaves the site, whoever asks and whatever went wrong, and `Vary` says
    only what the view itself looked at: `looked_at`, a list of names of headers. What has none was
    answered by something else (a wrong method, a fault), and nothing on the way may keep it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PUBLIC):
            return self.get_response(request)
        request.open_to_all = True  # type: ignore[attr-defined]
        answer = self.get_response(request)
        answer.cookies.clear()
        del answer["Vary"]
        looked_at = getattr(answer, "looked_at", None)
        if looked_at is None:
            answer["Cache-Control"] = "no-store"
        elif looked_at:
            answer["Vary"] = ", ".join(looked_at)
        return answer
