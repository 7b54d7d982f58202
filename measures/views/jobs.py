"""Long work: how far it is, what came of it, and taking it back."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agencies.errors import Away, Refused
from agencies.kept_files import reaching_files
from agencies.models import User
from agencies.permissions import signed_in
from agencies.signals import file_served
from agencies.telling import telling
from measures.exporting import CONTENT_TYPES
from measures.job_words import reason, title, words_of
from measures.models import Job, JobKind
from measures.permissions.jobs import may_see_every_job
from measures.permissions.plans import check_may_view, may_view
from measures.queries.jobs import besides, jobs_seen_by, outcomes, rows_gone_through
from measures.services.jobs import ask_bulk
from measures.services.jobs import cancel as cancel_job
from measures.tasks import hurry
from measures.views.asking import page_of, visit


def begin_bulk(
    request: HttpRequest, act: str, ids: Sequence[int], *, back: str, **params: Any
) -> HttpResponse:
    """Leads to the page of the work, or `back` where it cannot be asked for."""
    try:
        begun = ask_bulk(act, ids, by=signed_in(request.user), **params)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(back)
    hurry(begun)
    return redirect("measures:job", pk=begun.pk)


@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    """The person's own; of everybody's for who keeps the installation."""
    asked = visit(request)
    every = may_see_every_job(asked.person)
    page = page_of(request, jobs_seen_by(asked.person, every=every))
    context = {
        "page": page,
        "jobs": [(job, title(job), reason(job)) for job in page.object_list],
        "besides": besides(asked.person, every=every),
        "every": every,
    }
    return render(request, "measures/jobs.html", context)


def _found(pk: int, person: User) -> Job:
    rows: QuerySet[Job] = jobs_seen_by(person, every=may_see_every_job(person))
    return get_object_or_404(rows, pk=pk)


@require_safe
def job(request: HttpRequest, pk: int) -> HttpResponse:
    asked = visit(request)
    found = _found(pk, asked.person)
    own = found.asked_by_id == asked.person.pk
    context = _standing(found, asked.person)
    if found.kind == JobKind.BULK and own and may_view(asked.person, asked.today):
        context |= _row_by_row(request, found)
    return render(request, "measures/job.html", context)


def _row_by_row(request: HttpRequest, found: Job) -> dict[str, object]:
    if found.under_way:
        return {}
    page = page_of(request, rows_gone_through(found))
    return {"page": page, "done": outcomes(found, list(page)), "act": found.params["act"]}


def _standing(found: Job, person: User) -> dict[str, object]:
    return {
        "job": found,
        "title": title(found),
        "said": words_of(found),
        "own": found.asked_by_id == person.pk,
    }


@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """What the page of a job asks every two seconds; when it is over, the page loads anew."""
    person = signed_in(request.user)
    found = _found(pk, person)
    if "HX-Request" not in request.headers:
        return redirect("measures:job", pk=pk)
    answer = render(request, "measures/_job_progress.html", _standing(found, person))
    if not found.under_way:
        answer["HX-Refresh"] = "true"
    return answer


@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request.user)
    with telling(request, _("It will be cancelled: nothing more is done.")):
        cancel_job(_found(pk, person), by=person, now=timezone.now())
    return redirect("measures:job", pk=pk)


@require_safe
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """Only by who asked for it, and only while that person has a role."""
    asked = visit(request)
    check_may_view(asked.person, asked.today)
    found = get_object_or_404(Job.objects.filter(asked_by=asked.person), pk=pk)
    if not found.file:
        raise Http404
    try:
        with reaching_files(), found.file.open("rb") as stream:
            content = stream.read()
    except FileNotFoundError:
        messages.error(request, _("The file is not there any more. Ask for it again."))
        return redirect("measures:job", pk=pk)
    except Away as away:
        messages.error(request, str(away))
        return redirect("measures:job", pk=pk)
    file_served.send(Job, request=request, what="measures_job", pk=pk, name=found.file_name)
    kind = CONTENT_TYPES.get(found.file_name.rpartition(".")[2], "application/octet-stream")
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{found.file_name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-store"
    return answer
