"""Texts about measures that the public may read: written for it, or released for it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies.errors import Refused
from measures.models import Measure
from measures.views.asking import Visit, ids_in, page_of, visit
from publications import services
from publications.forms import TextForm
from publications.models import PublicText
from publications.queries_publishing import accepted_reports, measures_with_texts
from publications.views.publishing import FORM, plan_to_publish


@require_safe
def texts(request: HttpRequest, slug: str) -> HttpResponse:
    asked = visit(request)
    plan = plan_to_publish(asked, slug)
    context = {"plan": plan, "page": page_of(request, measures_with_texts(plan))}
    return render(request, "publications/texts.html", context)


@require_http_methods(FORM)
def text(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Two forms: the text that the coordinator writes, and which accepted reports are released."""
    asked = visit(request)
    plan = plan_to_publish(asked, slug)
    measure = get_object_or_404(Measure.objects.select_related("plan"), pk=pk, plan=plan)
    written = PublicText.objects.filter(measure=measure).first()
    form = TextForm(request.POST if "save" in request.POST else None, initial=_initial(written))
    refused, theirs = "", None
    if request.method == "POST":
        try:
            if said := _done(request, measure, form, asked):
                messages.success(request, said)
                return redirect("publishing:text", slug=slug, pk=pk)
        except Refused as error:
            if form.is_bound:
                theirs = _begin_anew(form, written) if error.code == "changed" else None
                form.add_error(None, str(error))
            else:
                refused = str(error)
    context = {
        "plan": plan,
        "measure": measure,
        "form": form,
        "written": written,
        "refused": refused,
        "theirs": theirs,
        "reports": accepted_reports(measure),
    }
    status = 422 if form.errors or refused else 200
    return render(request, "publications/text.html", context, status=status)


def _initial(written: PublicText | None) -> dict[str, Any]:
    if written is None:
        return {"version": 0}
    names = ("text_ru", "text_kk", "text_en", "version")
    return {name: getattr(written, name) for name in names}


def _begin_anew(form: TextForm, written: PublicText | None) -> PublicText | None:
    """What was typed stays, beside the text of somebody else; sent again, it takes its place."""
    version = written.version if written else 0
    form.data = {**form.data.dict(), "version": version}  # type: ignore[attr-defined]
    return written


def _done(request: HttpRequest, measure: Measure, form: TextForm, asked: Visit) -> str:
    """What was done, in words; "" where the form does not stand up."""
    by, today, now = asked.person, asked.today, timezone.now()
    if "release" in request.POST:
        entries = ids_in(request.POST.getlist("entry"))
        services.release_reports(measure, entries, by=by, today=today, now=now)
        return _("Saved. The next publication may hold the reports that are ticked.")
    if not form.is_valid():
        return ""
    version = form.cleaned_data["version"]
    services.write_text(measure, form.texts(), version=version, by=by, today=today, now=now)
    return _("The text is saved. It is public once you publish it.")
