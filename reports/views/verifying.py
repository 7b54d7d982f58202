"""Is this the issued one? Asked by anybody, with a file or a code; nothing of it is kept."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from agencies.errors import Refused
from reports import queries_verifying as queries
from reports.models import CODE_LENGTH, FileFormat, Issue, IssuedFile, IssueState
from reports.queries_verifying import Found, Verdict
from reports.rules.codes import code_in, grouped
from reports.services.files import file_name, read_bytes
from reports.views.asking_to_verify import file_of, find, hash_what_comes, one_more
from reports.views.attachments import attachment

View = Callable[..., HttpResponse]
TOO_LARGE = HTTPStatus.REQUEST_ENTITY_TOO_LARGE


def open_to_all(view: View) -> View:
    """Without signing in, never kept by anything between, and not asked without end.

    No CSRF token: nothing is written, and nobody's rights are used. The token would be read from
    the body, before the view could say that a file in it is not to be kept.
    """

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        standing = one_more(request)
        if standing.over:
            return _too_often(request, standing.left_seconds)
        return view(request, *args, **kwargs)

    return csrf_exempt(login_not_required(never_cache(asked)))


def _too_often(request: HttpRequest, wait: int) -> HttpResponse:
    said = _("Too many questions from your address. Wait a minute and try again.")
    answer = render(request, "reports/verify.html", {"wrong": said}, status=429)
    answer["Retry-After"] = str(wait)
    return answer


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """The page; `?code=` leads to the page of a code, a file is answered here."""
    if request.method == "POST":
        return _about_file(request)
    typed = request.GET.get("code")
    if typed is None:
        return render(request, "reports/verify.html")
    if code := code_in(typed):
        return redirect("verify:code", code=code)
    return _no_code(request, typed)


def _no_code(request: HttpRequest, typed: str) -> HttpResponse:
    said = _(
        "This is no code of a report. It has 20 digits 0–9 and letters a–f and stands beside the "
        "square code of the document; the checksum of a file has 64."
    )
    context = {"wrong_code": said, "typed": typed[:200]}
    return render(request, "reports/verify.html", context, status=422)


def _about_file(request: HttpRequest) -> HttpResponse:
    handler = hash_what_comes(request)
    try:
        upload = file_of(request.FILES, handler)
    except Refused as refused:
        status = TOO_LARGE if refused.code == "file_too_large" else 422
        context = {"wrong_file": str(refused)}
        return render(request, "reports/verify.html", context, status=status)
    found = find(upload)
    return _answer(request, found, {"name": upload.name, "sha256": upload.sha256})


@open_to_all
@require_safe
def by_code(request: HttpRequest, code: str) -> HttpResponse:
    """20 digits of a content, or the 64 of a file's checksum; written in one way."""
    plain = code_in(code)
    if not plain:
        return _no_code(request, code)
    if plain != code:
        return redirect("verify:code", code=plain)
    found = queries.by_code(code)
    asked = {"code": grouped(code)} if len(code) == CODE_LENGTH else {"sha256": code}
    return _answer(request, found, asked)


def _answer(request: HttpRequest, found: Found, asked: dict[str, Any]) -> HttpResponse:
    context = {"found": found, "asked": asked, **_told(found)}
    return render(request, "reports/verify_answer.html", context)


def _told(found: Found) -> dict[str, Any]:
    if found.issue is None:
        return {}
    replaced = found.issue.replaced_by_id is not None
    return {
        "issue": found.issue,
        "code": grouped(found.issue.code),
        "newest": queries.newest_after(found.issue) if replaced else None,
        "files": queries.files_of(found.issue),
        "opened": may_be_downloaded(found.issue),
        "good": found.verdict == Verdict.ISSUED,
    }


def may_be_downloaded(issue: Issue) -> bool:
    """By whoever has the code: opened by a coordinator, and not withdrawn."""
    return issue.public and issue.state == IssueState.ISSUED


@open_to_all
@require_safe
def download(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A file of an issue that was opened; for all others there is no such page."""
    rows = IssuedFile.objects.select_related("issue", "file__report__round__plan")
    row = rows.defer("file__report__content").filter(pk=pk, issue__code=code).first()
    if row is None or not may_be_downloaded(row.issue):
        raise Http404
    try:
        data = read_bytes(row.file)
    except Refused as refused:
        return render(request, "reports/verify.html", {"wrong": str(refused)}, status=503)
    name = file_name(row.file.report, row.format, row.language)
    return attachment(data, name, FileFormat(row.format).content_type)
