"""Bodies are renamed, merged and split: entered, looked at beforehand, carried out."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from agencies.errors import Refused
from agencies.models import Agency
from measures.forms.succession import SuccessionForm
from measures.permissions.installation import check_may_enter_successions
from measures.queries import succession as queries
from measures.services.succession import PassedOn, carry_out_succession, foresee_succession
from measures.views.asking import Visit, page_of, visit


@require_safe
def successions(request: HttpRequest) -> HttpResponse:
    """What was entered; `?body=code` opens the page of a body."""
    check_may_enter_successions(visit(request).person)
    bodies = list(queries.standing_bodies())
    chosen = request.GET.get("body")
    if chosen in {one.code for one in bodies}:
        return redirect("measures:succession", code=chosen)
    context = {"page": page_of(request, queries.successions()), "bodies": bodies}
    return render(request, "measures/successions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def succession(request: HttpRequest, code: str) -> HttpResponse:
    """Three steps at one address: who takes over, who gets what, and what will pass on."""
    asked = visit(request)
    check_may_enter_successions(asked.person)
    body = get_object_or_404(Agency, code=code)
    if body.abolished_on:
        return _ended(request, body)
    form = _form(request, body, asked)
    step = request.POST.get("action")
    if step not in ("preview", "confirm") or not form.is_valid():
        return _shown(request, form, 422 if form.errors else 200)
    try:
        if step == "confirm":
            return _carried_out(request, form, asked)
        passed = foresee_succession(form.order(), by=asked.person, today=asked.today)
        return _told(request, form, passed)
    except Refused as refused:
        form.refuse(refused.code, str(refused))
        return _shown(request, form, 422)


def _form(request: HttpRequest, body: Agency, asked: Visit) -> SuccessionForm:
    return SuccessionForm(
        body,
        list(queries.standing_bodies()),
        queries.shares_of(body),
        queries.members_of(body, asked.today),
        request.POST or None,
    )


def _ended(request: HttpRequest, body: Agency) -> HttpResponse:
    """What came of it, in place of the form."""
    if request.method == "POST":
        messages.error(request, _("This body has ended already."))
        return redirect("measures:succession", code=body.code)
    return render(request, "measures/succession_ended.html", _history(request, body))


def _history(request: HttpRequest, body: Agency) -> dict[str, object]:
    known = queries.successions()
    return {
        "body": body,
        "came_of": list(known.filter(predecessor=body)),
        "came_from": list(known.filter(successor=body)),
        "passed": page_of(request, queries.passed_on_by(body)),
    }


def _shown(request: HttpRequest, form: SuccessionForm, status: int) -> HttpResponse:
    context = {
        "form": form,
        "plans": queries.plans_headed_by(form.body),
        "groups": list(form.body.groups.all()),
        **_history(request, form.body),
    }
    return render(request, "measures/succession.html", context, status=status)


def _told(request: HttpRequest, form: SuccessionForm, passed: PassedOn) -> HttpResponse:
    context = {
        "body": form.body,
        "form": form,
        "passed": passed,
        "plans": queries.plans_headed_by(form.body),
        "groups": list(form.body.groups.all()),
    }
    return render(request, "measures/succession_preview.html", context)


def _carried_out(request: HttpRequest, form: SuccessionForm, asked: Visit) -> HttpResponse:
    passed = carry_out_succession(form.order(), by=asked.person, today=asked.today)
    page = reverse("measures:succession", args=[form.body.code])
    link = format_html('<a href="{}#passed">{}</a>', page, _("To the measures"))
    messages.success(request, format_html("{} {}", _said(passed), link))
    return redirect(page)


def _said(passed: PassedOn) -> str:
    told = {
        "measures": _counted(
            ngettext("%(count)s measure", "%(count)s measures", passed.measures), passed.measures
        ),
        "reports": _counted(
            ngettext("%(count)s report", "%(count)s reports", passed.obligations),
            passed.obligations,
        ),
        "people": _counted(
            ngettext("%(count)s person", "%(count)s people", passed.people), passed.people
        ),
    }
    return _("Passed on: %(measures)s, %(reports)s, %(people)s.") % told


def _counted(words: str, count: int) -> str:
    return words % {"count": count}
