"""A quarter's progress as a spreadsheet: the template, the filled-in file, what was read, the word
of its person."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.errors import Refused
from agencies.signals import file_served
from measures.exporting import CONTENT_TYPES
from measures.forms.progress_uploads import TemplateForm, UploadForm
from measures.models import ImportState, Job, ProgressUpload
from measures.permissions.uploads import check_may_upload_reports
from measures.queries.jobs import upload_under_way
from measures.queries.progress_uploads import (
    plans_owed_on,
    reported_until,
    reporting_agencies,
    to_fill_in,
    uploads_of,
)
from measures.services.jobs import ask_upload
from measures.services.progress_uploads.deciding import drop_upload
from measures.services.progress_uploads.keeping import keep_upload, look_again
from measures.services.progress_uploads.writing import write_upload
from measures.tasks import hurry
from measures.views.asking import Visit, visit
from measures.views.upload_preview import Preview
from measures.views.upload_template import template_answer, template_name

FORMATS = ("xlsx", "csv")
ACTS = ("draft", "hand_in", "drop")


def _template_form(request: HttpRequest, asked: Visit) -> TemplateForm:
    agencies = reporting_agencies(asked.person, asked.today)
    plans = plans_owed_on(agencies)
    until = reported_until(plans, asked.today)
    return TemplateForm(agencies, plans, until, request.GET or None)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    asked = visit(request)
    check_may_upload_reports(asked.person, asked.today)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            kept = keep_upload(
                form.cleaned_data["file"],
                language=form.cleaned_data["language"],
                by=asked.person,
                today=asked.today,
            )
        except Refused as refused:
            form.add_error("file", str(refused))
        else:
            if kept.before:
                said = _("You have uploaded this very file before; here is what became of it.")
                messages.info(request, said)
            return redirect("measures:progress-upload", pk=kept.upload.pk)
    context = {
        "form": form,
        "template_form": _template_form(request, asked),
        "uploads": uploads_of(asked.person),
    }
    status = 422 if form.errors else 200
    return render(request, "measures/progress_uploads.html", context, status=status)


@require_safe
def template(request: HttpRequest, fmt: str) -> HttpResponseBase:
    """What the person's agencies owe, to be filled in."""
    asked = visit(request)
    check_may_upload_reports(asked.person, asked.today)
    if fmt not in FORMATS:
        raise Http404
    agencies, plan, until = _template_form(request, asked).asked()
    rows = to_fill_in(agencies, until, plan)
    answer, name = (
        template_answer(rows, fmt, asked.today),
        template_name(agencies, fmt, asked.today),
    )
    file_served.send(ProgressUpload, request=request, what="progress_template", pk="", name=name)
    answer["Content-Type"] = CONTENT_TYPES[fmt]
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


@never_cache
@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    asked = visit(request)
    return _page(request, _own(pk, asked))


def _page(request: HttpRequest, kept: ProgressUpload, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "kept": kept,
        "open": kept.state == ImportState.PREVIEWED,
        "applied": kept.state == ImportState.APPLIED,
        "preview": Preview(kept.outcome),
        "job": upload_under_way(kept),
    }
    return render(request, "measures/progress_upload.html", context, status=status)


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """`action`: "draft" keeps all rows as drafts, "hand_in" hands them in, "drop" forgets them."""
    asked, act = visit(request), request.POST.get("action", "")
    kept = _own(pk, asked)
    if act not in ACTS:
        raise BadRequest
    try:
        begun = _confirm(request, kept, act, asked)
    except Refused as refused:
        messages.error(request, str(refused))
        _look_again(kept, asked)
        kept.refresh_from_db()
        return _page(request, kept, status=409)
    if begun:
        return redirect("measures:job", pk=begun.pk)
    return redirect("measures:progress-uploads" if act == "drop" else "measures:desk")


def _look_again(kept: ProgressUpload, asked: Visit) -> None:
    """What stood against it stands at its row from now on."""
    try:
        look_again(kept, by=asked.person, today=asked.today)
    except Refused:
        return  # the file itself is lost, which was said


def _confirm(request: HttpRequest, kept: ProgressUpload, act: str, asked: Visit) -> Job | None:
    if act == "drop":
        drop_upload(kept, by=asked.person, now=timezone.now())
        messages.success(request, _("The file is dropped; no report was touched."))
        return None
    choice = {
        "hand_in": act == "hand_in",
        "despite_silence": bool(request.POST.get("despite_silence")),
    }
    if kept.outcome.get("filled_in", 0) > settings.JOB_FROM_ROWS:
        job = ask_upload(kept, by=asked.person, today=asked.today, **choice)
        hurry(job)
        return job
    count = write_upload(kept, by=asked.person, today=asked.today, now=timezone.now(), **choice)
    messages.success(request, _written(count, handed_in=choice["hand_in"]))
    return None


def _written(count: int, *, handed_in: bool) -> str:
    told = {"count": count}
    if handed_in:
        return (
            ngettext("%(count)d report was handed in.", "%(count)d reports were handed in.", count)
            % told
        )
    return ngettext("%(count)d draft was saved.", "%(count)d drafts were saved.", count) % told


def _own(pk: int, asked: Visit) -> ProgressUpload:
    """Another person's file is not there at all."""
    check_may_upload_reports(asked.person, asked.today)
    return get_object_or_404(ProgressUpload, pk=pk, uploaded_by=asked.person)
