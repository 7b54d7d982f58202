"""A person's own reminders: what was told, what of it is acknowledged, and what is to come."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from agencies.clock import today_of
from agencies.permissions import signed_in
from agencies.queries import standing_of
from measures.queries.reminders.told import lines, told_to
from measures.services.reminders.acknowledging import acknowledge_own
from measures.services.reminders.declining import decline, take_back_declined
from measures.views.asking import ids_in, page_of
from planner.models import ActionPlan


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Open to whoever is signed in: it shows nothing but the person's own."""
    person, today = signed_in(request.user), today_of(request)
    page, standing = page_of(request, told_to(person)), standing_of(person, today)
    context = {
        "standing": standing,
        "page": page,
        "waiting": sum(one.waits for one in page.object_list),
        "lines": lines(page.object_list, standing),
    }
    return render(request, "measures/my_reminders.html", context)


@require_POST
def acknowledge(request: HttpRequest) -> HttpResponse:
    """`one` of the reminders, else all that the page `shown`: nobody acknowledges the unseen."""
    asked = request.POST.getlist("one") or request.POST.getlist("shown")
    count = acknowledge_own(ids_in(asked), by=signed_in(request.user), now=timezone.now())
    text = ngettext("%(count)d reminder acknowledged.", "%(count)d reminders acknowledged.", count)
    messages.success(request, text % {"count": count})
    page = request.POST.get("page", "")
    return redirect(reverse("measures:my-reminders") + (f"?page={page}" if ids_in([page]) else ""))


@require_POST
def choose(request: HttpRequest, slug: str) -> HttpResponse:
    plan, person = get_object_or_404(ActionPlan, slug=slug), signed_in(request.user)
    match request.POST.get("action"):
        case "decline":
            decline(plan, by=person)
            messages.success(request, _("Reminders that may be declined do not come any more."))
        case "take_back":
            take_back_declined(plan, by=person)
            messages.success(request, _("You receive all reminders of this plan again."))
        case _other:
            raise BadRequest
    return redirect(reverse("measures:my-settings") + "#reminders")
