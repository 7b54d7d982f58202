"""Texts about measures that the public may read: written for it, or released for it."""

from typing import Any

from django.contrib import messages
from django.db import transaction
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
from publications.queries_publishing import accepted_reports, measures_with_texts, released
from publications.views.publishing import FORM, plan_to_publish


@require_safe
def texts(request: HttpRequest, slug: str) -> HttpResponse:
    asked = visit(request)
    plan = plan_to_publish(asked, slug)
    context = {"plan": plan, "page": page_of(request, measures_with_texts(plan))}
    return render(request, "publications/texts.html", context)


@require_http_methods(FORM)
def text(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The text that the coordinator writes, and which accepted reports are released."""
    asked = visit(request)
    plan = plan_to_publish(asked, slug)
    measure = get_object_or_404(Measure.objects.select_related("plan"), pk=pk, plan=plan)
    written = PublicText.objects.filter(measure=measure).first()
    form = TextForm(request.POST or None, initial=_initial(written))
    ticked = released(measure)
    theirs = None
    if request.method == "POST":
        ticked = set(ids_in(request.POST.getlist("entry")))
        try:
            if form.is_valid() and _saved(measure, form, ticked, asked):
                messages.success(request, _("Saved. It is public once you publish it."))
                return redirect("publishing:texts", slug=slug)
        except Refused as refused:
            theirs = _begin_anew(form, written) if refused.code == "changed" else None
            form.add_error(None, str(refused))
    context = {
        "plan": plan,
        "measure": measure,
        "form": form,
        "written": written,
        "theirs": theirs,
        "reports": accepted_reports(measure),
        "ticked": ticked,
    }
    status = 422 if form.errors else 200
    return render(request, "publications/text.html", context, status=status)


def _initial(written: PublicText | None) -> dict[str, Any]:
    if written is None:
        return {"version": 0}
    names = ("text_ru", "text_kk", "text_en", "version")
    return {name: getattr(written, name) for name in names}


@transaction.atomic
def _saved(measure: Measure, form: TextForm, ticked: set[int], asked: Visit) -> bool:
    """Both or neither; True when it is done."""
    by, today, now = asked.person, asked.today, timezone.now()
    version = form.cleaned_data["version"]
    services.write_text(measure, form.texts(), version=version, by=by, today=today, now=now)
    services.release_reports(measure, ticked, by=by, today=today, now=now)
    return True


def _begin_anew(form: TextForm, written: PublicText | None) -> PublicText | None:
    """What was typed stays, beside the text of somebody else; sent again, it takes its place."""
    version = written.version if written else 0
    form.data = {**form.data.dict(), "version": version}  # type: ignore[attr-defined]
    return written
