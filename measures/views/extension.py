"""More time: an executor asks, the level that set the date decides by an act."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies.errors import Refused
from measures.forms.decisions import ExtensionDecisionForm, ExtensionRequestForm
from measures.models import Extension, ExtensionState
from measures.permissions.extensions import may_ask_extension
from measures.permissions.plans import may_manage_plan
from measures.permissions.reporting import may_open
from measures.queries.dates import dates_of, to_read
from measures.queries.measure import obligations_to_read
from measures.services.extensions import grant_extension, refuse_extension, request_extension
from measures.services.levels import internal_until, level_of, may_decide, may_judge
from measures.views.asking import Visit, visit

FIELD_OF = {
    "not_later": "granted_on",
    "beyond_lead": "granted_on",
    "act_missing": "act",
    "act_ahead": "act_on",
    "reason_missing": "note",
}


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    asked = visit(request)
    owed = get_object_or_404(obligations_to_read(asked.today), pk=pk)
    if not may_ask_extension(asked.person, owed, asked.today):
        raise PermissionDenied(_("This report is owed by another agency."))
    form = ExtensionRequestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            request_extension(owed, by=asked.person, today=asked.today, **form.cleaned_data)
        except Refused as refused:
            form.add_error("proposed_on" if refused.code == "not_later" else None, str(refused))
        else:
            messages.success(request, _("The request for more time waits for a decision."))
            return redirect("measures:obligation", pk=pk)
    context = {
        "owed": owed,
        "measure": owed.measure,
        "form": form,
        "dates": dates_of(owed),
        "until": internal_until(owed),
    }
    status = 422 if form.errors else 200
    return render(request, "measures/extension_request.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    asked = visit(request)
    extension = get_object_or_404(to_read(Extension.objects.all()), pk=pk)
    if not may_judge(asked.person, extension.obligation, asked.today):
        raise PermissionDenied(_("Only the level that set this date may move it."))
    form = ExtensionDecisionForm(
        request.POST or None, initial={"granted_on": extension.proposed_on}
    )
    if request.method == "POST" and form.is_valid():
        said = _decide(request, extension, form, asked)
        if said:
            messages.success(request, said)
            return _back(extension, asked)
    return _page(request, extension, form, asked)


def _back(extension: Extension, asked: Visit) -> HttpResponse:
    """To the list that the request stood on: the coordinator's board or the lead's desk."""
    manages = may_manage_plan(asked.person, extension.obligation.measure.plan, asked.today)
    return redirect("measures:board" if manages else "measures:desk")


def _page(
    request: HttpRequest, extension: Extension, form: ExtensionDecisionForm, asked: Visit
) -> HttpResponse:
    extension = to_read(Extension.objects.all()).get(pk=extension.pk)
    owed = extension.obligation
    open_ = extension.state == ExtensionState.REQUESTED
    context = {
        "extension": extension,
        "owed": owed,
        "measure": owed.measure,
        "form": form,
        "open": open_,
        "own": extension.requested_by_id == asked.person.pk,
        "may_decide": may_decide(asked.person, extension, asked.today),
        "may_open": may_open(asked.person, owed, asked.today),
        "moved_meanwhile": open_ and owed.due_on != extension.old_due_on,
        "dates": dates_of(owed),
        "until": internal_until(owed),
        "level": level_of(owed, extension.proposed_on),
    }
    status = 422 if form.errors else 200
    return render(request, "measures/extension_decide.html", context, status=status)


def _decide(
    request: HttpRequest, extension: Extension, form: ExtensionDecisionForm, asked: Visit
) -> str:
    """What was decided, in words; "" when it was refused and the form says why."""
    typed = form.cleaned_data
    by, today = asked.person, asked.today
    act = {name: typed[name] for name in ("act", "act_on", "note")}
    try:
        if request.POST.get("action") == "refuse":
            refuse_extension(extension, by=by, today=today, **act)
            return _("More time is refused.")
        if typed["granted_on"] is None:
            form.add_error("granted_on", _("Give the new date."))
            return ""
        grant_extension(extension, by=by, today=today, granted_on=typed["granted_on"], **act)
    except Refused as refused:
        form.add_error(FIELD_OF.get(refused.code), str(refused))
        return ""
    return _("The deadline is moved.")
