"""What the tracker is, its words and statuses, and the first steps of the reader's roles."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agencies.going_back import page_before
from agencies.permissions import signed_in
from agencies.queries import standing_of
from agencies.telling import telling
from measures.help_texts import TOPICS
from measures.help_texts.statuses import STATUSES
from measures.help_texts.tours import TOURS
from measures.permissions.installation import check_may_set_up, may_set_up
from measures.permissions.plans import may_view
from measures.queries.first_steps import coordinating_bodies, progress_of, tours_of
from measures.services.first_steps import hide_first_steps, show_first_steps, take_step
from measures.views.asking import visit


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Open to whoever is signed in; whom to ask is told to those who may read the plan."""
    asked = visit(request)
    person, today = asked.person, asked.today
    standing = standing_of(person, today)
    mine = tours_of(standing, keeps_installation=may_set_up(person))
    reads = may_view(person, today)
    context = {
        "standing": standing,
        "topics": TOPICS,
        "statuses": STATUSES.items(),
        "tours": progress_of(person, mine, today),
        "others": [tour for tour in TOURS.values() if tour not in mine],
        "plans": coordinating_bodies(today) if reads else [],
        "hidden": person.first_steps_hidden,
    }
    return render(request, "measures/help.html", context)


@require_safe
def begin(request: HttpRequest) -> HttpResponse:
    """The road from an empty installation to a first plan."""
    asked = visit(request)
    check_may_set_up(asked.person)
    (road,) = progress_of(asked.person, [TOURS["administrator"]], asked.today)
    return render(request, "measures/begin.html", {"road": road})


@require_POST
def first_steps(request: HttpRequest) -> HttpResponse:
    """`action`: hide or show; or the name of a `step` that was read. Back to where it was asked."""
    person = signed_in(request.user)
    action, step = request.POST.get("action"), request.POST.get("step")
    if action == "hide":
        hide_first_steps(by=person)
        messages.success(request, _("First steps are hidden. They stay to be read under Help."))
    elif action == "show":
        show_first_steps(by=person)
        messages.success(request, _("First steps stand at the top of your page again."))
    elif step:
        _take(request, step)
    else:
        raise BadRequest
    return redirect(page_before(request))


def _take(request: HttpRequest, step: str) -> None:
    with telling(request):
        take_step(step, by=signed_in(request.user))
