"""Measures from a file: upload, look at what was understood, confirm; and the plan as a file."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.errors import Refused
from agencies.signals import file_served
from agencies.telling import telling
from agencies.translated import ORDER, languages_for
from measures.exporting import CONTENT_TYPES, DRAW, export_plan
from measures.forms.imports import ImportForm, ReadingForm
from measures.forms.previews import Preview, reading_form, seal
from measures.models import ImportFile, ImportState, Job
from measures.permissions.plans import check_may_manage_plan, check_may_view
from measures.queries.jobs import import_under_way
from measures.services.jobs import ask_export, ask_import
from measures.services.uploads import (
    apply_import,
    drop_import,
    keep_upload,
    options_of,
    read_again,
    read_meanwhile,
    read_otherwise,
)
from measures.tasks import hurry
from measures.views.asking import Visit, visit
from planner.models import ActionPlan


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, slug: str) -> HttpResponse:
    asked = visit(request)
    plan = get_object_or_404(ActionPlan, slug=slug)
    check_may_manage_plan(asked.person, plan, asked.today)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            kept = keep_upload(
                plan,
                form.cleaned_data["file"],
                by=asked.person,
                today=asked.today,
                options=form.options(),
            )
        except Refused as refused:
            form.add_error("file", str(refused))
        else:
            return redirect("measures:import-preview", pk=kept.pk)
    context = {"plan": plan, "form": form}
    status = 409 if form.errors else 200
    return render(request, "measures/import_upload.html", context, status=status)


@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _kept(pk, visit(request)))


@require_POST
def read_again_as(request: HttpRequest, pk: int) -> HttpResponse:
    """The kept file is read as a person says: which table, what each column means."""
    asked = visit(request)
    kept = _kept(pk, asked)
    with telling(request, _("The file was read again as you said.")):
        form = reading_form(kept, read_again(kept), request.POST)
        if not form.is_valid():
            return _page(request, kept, form)
        read_otherwise(kept, form.options(), by=asked.person, today=asked.today)
    return redirect("measures:import-preview", pk=pk)


def _page(request: HttpRequest, kept: ImportFile, form: ReadingForm | None = None) -> HttpResponse:
    context: dict[str, Any] = {"kept": kept, "plan": kept.plan}
    context["open"] = kept.state == ImportState.PREVIEWED
    context["job"] = import_under_way(kept)
    if context["open"]:
        try:
            outcome = read_again(kept)
            context["preview"] = Preview(outcome)
            context["form"] = form or reading_form(kept, outcome)
            context["reading"] = seal(options_of(kept))
        except Refused as refused:
            context["refused"] = str(refused)
    status = 409 if form else 200
    return render(request, "measures/import_preview.html", context, status=status)


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    asked = visit(request)
    kept = _kept(pk, asked)
    written: bool | Job
    try:
        written = _decide(request, kept, asked)
    except Refused as refused:
        messages.error(request, str(refused))
        written = False
    if isinstance(written, Job):
        return redirect("measures:job", pk=written.pk)
    if not written:
        return redirect("measures:import-preview", pk=pk)
    return redirect("measures:plan", slug=kept.plan.slug)


def _decide(request: HttpRequest, kept: ImportFile, asked: Visit) -> bool | Job:
    """Whether the plan has new measures; the job that will write a table too long for a page."""
    if request.POST.get("action") == "drop":
        drop_import(kept, by=asked.person, today=asked.today)
        messages.success(request, _("The file is dropped; the plan is as it was."))
        return False
    _check_same_reading(request, kept)
    if kept.outcome.get("measures", 0) >= settings.JOB_FROM_ROWS:
        job = ask_import(kept, by=asked.person, today=asked.today)
        hurry(job)
        return job
    outcome = apply_import(kept, by=asked.person, today=asked.today)
    if outcome.errors:
        messages.error(request, _("Nothing was written: the errors below stand in the way."))
        return False
    count = len(outcome.rows)
    said = ngettext("%(count)d measure was added.", "%(count)d measures were added.", count)
    messages.success(request, said % {"count": count})
    return True


def _check_same_reading(request: HttpRequest, kept: ImportFile) -> None:
    """What is written is what was shown, although another may have the file read otherwise."""
    if request.POST.get("reading") not in (None, seal(options_of(kept))):
        raise read_meanwhile()


def _kept(pk: int, asked: Visit) -> ImportFile:
    rows = ImportFile.objects.select_related("plan", "uploaded_by")
    kept = get_object_or_404(rows, pk=pk)
    check_may_manage_plan(asked.person, kept.plan, asked.today)
    return kept


@require_safe
def choose_export(request: HttpRequest, slug: str) -> HttpResponse:
    asked = visit(request)
    check_may_view(asked.person, asked.today)
    plan = get_object_or_404(ActionPlan, slug=slug)
    codes = languages_for(get_language())
    context = {
        "plan": plan,
        "formats": list(DRAW),
        "codes": codes,
        "long": _is_long(plan),
        **asked.shown(),
    }
    return render(request, "measures/import_export.html", context)


def _is_long(plan: ActionPlan) -> bool:
    return plan.measures.count() >= settings.JOB_FROM_ROWS


def _choice(request: HttpRequest, slug: str) -> str:
    day = request.GET.get("as_of")
    address = reverse("measures:plan-export", args=[slug])
    return f"{address}?{urlencode({'as_of': day})}" if day else address


@require_POST
def export_later(request: HttpRequest, slug: str) -> HttpResponse:
    """`file`: "ru.docx". A worker draws it; the page of the job shows how far it is."""
    asked = visit(request)
    check_may_view(asked.person, asked.today)
    plan = get_object_or_404(ActionPlan, slug=slug)
    language, _dot, fmt = request.POST.get("file", "").partition(".")
    if fmt not in DRAW or language not in ORDER:
        raise BadRequest
    try:
        job = ask_export(
            plan,
            fmt=fmt,
            language=language,
            by=asked.person,
            today=asked.today,
            as_of=asked.as_of,
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(_choice(request, slug))
    hurry(job)
    return redirect("measures:job", pk=job.pk)


@require_safe
def export(request: HttpRequest, slug: str, fmt: str) -> HttpResponse:
    """?language=ru|kk|en; the reader's own where none of these is named."""
    asked = visit(request)
    check_may_view(asked.person, asked.today)
    if fmt not in DRAW:
        raise Http404
    plan = get_object_or_404(ActionPlan, slug=slug)
    if _is_long(plan):
        messages.info(request, _("This table is long: choose below how you want it drawn."))
        return redirect(_choice(request, slug))
    wanted = request.GET.get("language")
    language = wanted if wanted in ORDER else languages_for(get_language())[0]
    try:
        content = export_plan(plan, fmt, language, asked.as_of)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("measures:plan", slug=slug)
    answer = HttpResponse(content, content_type=CONTENT_TYPES[fmt])
    day = f"-{asked.as_of.isoformat()}" if asked.as_of else ""
    name = f"{plan.slug}{day}-{language}.{fmt}"
    file_served.send(export, request=request, what="planner_actionplan", pk=plan.pk, name=name)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
