"""How a plan's reports are signed, to whom they go, and the register of what was issued."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agencies.errors import Refused
from agencies.telling import telling
from measures.permissions.plans import check_may_manage_plan, may_manage_plan
from measures.views.asking import Visit, visit
from planner.models import ActionPlan
from reports import queries_issuing as queries
from reports.forms_issuing import RecipientForm, SigningForm
from reports.models import Recipient
from reports.permissions import check_may_set_signing
from reports.services import recipients as services
from reports.services.issuing import set_second_person

FORM = ["GET", "HEAD", "POST"]
FIELDS = {
    "office_missing": "office",
    "email_wrong": "email",
    "on_the_list": "email",
    "language_wrong": "language",
    "formats_wrong": "formats",
}


def _plan(slug: str) -> ActionPlan:
    return get_object_or_404(ActionPlan.objects.select_related("coordinator"), slug=slug)


@require_http_methods(FORM)
def issuing(request: HttpRequest, slug: str) -> HttpResponse:
    """The plan's page: its rule of signing, its recipients with a form to add one, its register."""
    asked, plan = visit(request), _plan(slug)
    check_may_set_signing(asked.person, plan, asked.today)
    form = RecipientForm(request.POST or None, initial={"language": "ru"})
    if request.method == "POST":
        check_may_manage_plan(asked.person, plan, asked.today)
        if form.is_valid() and _added(plan, form, asked):
            told = {"office": form.cleaned_data["office"]}
            messages.success(request, _("%(office)s is on the list now.") % told)
            return redirect("reports:issuing", slug=slug)
    context = _context(plan, form, asked)
    return render(request, "reports/issuing.html", context, status=422 if form.errors else 200)


def _context(plan: ActionPlan, form: RecipientForm, asked: Visit) -> dict[str, Any]:
    rules = list(queries.signing_rules(plan)[:20])
    second = bool(rules and rules[0].second_person)
    return {
        "plan": plan,
        "form": form,
        "signing": SigningForm(initial={"second_person": second}),
        "second_person": second,
        "rules": rules,
        "recipients": queries.recipients_of(plan),
        "retired": queries.retired_of(plan),
        "issues": queries.issues_of_plan(plan),
        "may_manage": may_manage_plan(asked.person, plan, asked.today),
    }


def _added(plan: ActionPlan, form: RecipientForm, asked: Visit) -> bool:
    try:
        services.add_recipient(
            plan, form.address(), by=asked.person, today=asked.today, now=timezone.now()
        )
    except Refused as refused:
        form.add_error(FIELDS.get(refused.code), str(refused))
        return False
    return True


@require_POST
def signing(request: HttpRequest, slug: str) -> HttpResponse:
    asked, plan = visit(request), _plan(slug)
    wanted = "second_person" in request.POST
    set_second_person(plan, wanted, by=asked.person, today=asked.today, now=timezone.now())
    messages.success(
        request,
        _("From now on a second coordinator confirms what is signed.")
        if wanted
        else _("From now on one signature issues a report."),
    )
    return redirect("reports:issuing", slug=slug)


def _recipient(pk: int) -> Recipient:
    return get_object_or_404(Recipient.objects.select_related("plan"), pk=pk)


@require_http_methods(FORM)
def recipient(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes one recipient, who may have been retired meanwhile."""
    asked, found = visit(request), _recipient(pk)
    check_may_manage_plan(asked.person, found.plan, asked.today)
    names = ("office", "email", "language", "formats")
    stands = {name: getattr(found, name) for name in names}
    form = RecipientForm(request.POST or None, initial=stands)
    if request.method == "POST" and form.is_valid() and _changed(found, form, asked):
        messages.success(request, _("The recipient is changed."))
        return redirect("reports:issuing", slug=found.plan.slug)
    context = {"recipient": found, "plan": found.plan, "form": form}
    return render(request, "reports/recipient.html", context, status=422 if form.errors else 200)


def _changed(found: Recipient, form: RecipientForm, asked: Visit) -> bool:
    try:
        services.change_recipient(
            found, form.address(), by=asked.person, today=asked.today, now=timezone.now()
        )
    except Refused as refused:
        form.add_error(FIELDS.get(refused.code), str(refused))
        return False
    return True


@require_POST
def retire(request: HttpRequest, pk: int) -> HttpResponse:
    asked, found = visit(request), _recipient(pk)
    with telling(request, _("%(office)s gets no more reports.") % {"office": found.office}):
        services.retire_recipient(found, by=asked.person, today=asked.today, now=timezone.now())
    return redirect("reports:issuing", slug=found.plan.slug)
