"""Roles that a person lent and was lent, and the form by which one is lent."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agencies.clock import today_of
from agencies.errors import Refused
from agencies.forms_delegations import DelegationForm
from agencies.models import Agency, User
from agencies.permissions import signed_in
from agencies.queries_delegations import (
    Delegations,
    bodies_to_delegate_in,
    delegations_of,
    delegations_seen_by,
    may_be_ended_by,
    people_of,
    roles_to_delegate,
)
from agencies.services_delegations import delegate, end_delegation

FIELD_OF = {
    "reason_missing": "reason",
    "days_past": "starts_on",
    "ends_before_start": "ends_on",
    "too_long": "ends_on",
    "role_ends_first": "ends_on",
    "own_role": "to",
    "another_body": "to",
    "has_role": "to",
    "delegated_already": "role",
}


@require_http_methods(["GET", "HEAD", "POST"])
def delegations(request: HttpRequest) -> HttpResponse:
    """Open to whoever is signed in: it shows what concerns the person alone. `body`: the code of
    the agency, where the person may choose among several."""
    person, today = signed_in(request.user), today_of(request)
    bodies = bodies_to_delegate_in(person, today)
    body = _body(request, bodies)
    form = _form(request, person, body, today) if body else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied(_("You have no role that could be delegated."))
        if form.is_valid() and _given(form, person, today):
            messages.success(request, _("The role is delegated."))
            return redirect("agencies:delegations")
    context = {
        "bodies": bodies,
        "body": body,
        "form": form,
        **_shown(delegations_of(person, today), person, today),
    }
    status = 422 if form and form.errors else 200
    return render(request, "agencies/delegations.html", context, status=status)


def _body(request: HttpRequest, bodies: list[Agency]) -> Agency | None:
    """A code that names none of them is as if none was named."""
    sent = request.POST if request.method == "POST" else request.GET
    known = {body.code: body for body in bodies}
    chosen = known.get(sent.get("body", ""))
    return chosen or (bodies[0] if len(bodies) == 1 else None)


def _form(request: HttpRequest, person: User, body: Agency, today: date) -> DelegationForm:
    typed = request.POST if request.method == "POST" else None
    roles, people = roles_to_delegate(person, body, today), people_of(body, today)
    return DelegationForm(roles, people, typed, initial={"starts_on": today})


def _given(form: DelegationForm, person: User, today: date) -> bool:
    try:
        delegate(**form.chosen(), by=person, today=today)
    except Refused as refused:
        form.add_error(FIELD_OF.get(refused.code), str(refused))
        return False
    return True


def _shown(found: Delegations, person: User, today: date) -> dict[str, Any]:
    endable = may_be_ended_by(person, found.standing, today)
    standing = [(one, one.pk in endable) for one in found.standing]
    return {"standing_delegations": standing, "over": found.over, "today": today}


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """What the person does not see is not there."""
    person, today = signed_in(request.user), today_of(request)
    given = get_object_or_404(delegations_seen_by(person, today), pk=pk)
    try:
        end_delegation(given, by=person, today=today, now=timezone.now())
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("The delegation is ended."))
    return redirect("agencies:delegations")
