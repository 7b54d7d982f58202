"""More time: an executor asks, the body that coordinates the plan decides by an act."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies.errors import Refused
from measures.forms.decisions import ExtensionDecisionForm, ExtensionRequestForm
from measures.models import Extension, ExtensionState
from measures.permissions import check_may_manage_plan, may_manage_plan, may_report
from measures.queries.measure import obligations_to_read
from measures.services.extensions import grant_extension, refuse_extension, request_extension
from measures.views.asking import Visit, visit

FIELD_OF = {
    "not_later": "granted_on",
    "act_missing": "act",
    "act_ahead": "act_on",
    "reason_missing": "note",
}


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    asked = visit(request)
    owed = get_object_or_404(obligations_to_read(asked.today), pk=pk)
    manages = may_manage_plan(asked.person, owed.measure.plan, asked.today)
    if not (manages or may_report(asked.person, owed, asked.today)):
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
    context = {"owed": owed, "measure": owed.measure, "form": form}
    status = 422 if form.errors else 200
    return render(request, "measures/extension_request.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    asked = visit(request)
    extension = _extension(pk)
    check_may_manage_plan(asked.person, extension.obligation.measure.plan, asked.today)
    form = ExtensionDecisionForm(
        request.POST or None, initial={"granted_on": extension.proposed_on}
    )
    if request.method == "POST" and form.is_valid():
        said = _decide(request, extension, form, asked)
        if said:
            messages.success(request, said)
            return redirect("measures:board")
    context = {
        "extension": extension,
        "owed": extension.obligation,
        "measure": extension.obligation.measure,
        "form": form,
        "open": extension.state == ExtensionState.REQUESTED,
    }
    status = 422 if form.errors else 200
    return render(request, "measures/extension_decide.html", context, status=status)


def _extension(pk: int) -> Extension:
    rows = Extension.objects.select_related(
        "requested_by", "decided_by", "obligation__agency", "obligation__measure__plan"
    )
    return get_object_or_404(rows, pk=pk)


def _decide(
    request: HttpRequest, extension: Extension, form: ExtensionDecisionForm, asked: Visit
) -> str:
    """What was decided, in words; "" when it was refused and the form says why."""
    typed = form.cleaned_data
    by, today = asked.person, asked.today
    try:
        if request.POST.get("action") == "refuse":
            refuse_extension(extension, by=by, today=today, note=typed["note"])
            return _("More time is refused.")
        if typed["granted_on"] is None:
            form.add_error("granted_on", _("Give the new date."))
            return ""
        grant_extension(extension, by=by, today=today, **typed)
    except Refused as refused:
        form.add_error(FIELD_OF.get(refused.code), str(refused))
        return ""
    return _("The deadline is moved.")
