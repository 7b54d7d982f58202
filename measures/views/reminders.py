"""How the reminders of the day went, for the coordinating body."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from agencies.clock import business_today
from agencies.permissions import signed_in
from measures.permissions.overseeing import may_coordinate
from measures.permissions.reminders import check_may_watch_reminders
from measures.queries.reminders import mail_board
from measures.queries.reminders.runs import run_board
from measures.queries.reminders.subjects import unheard_agencies
from measures.queries.reminders.trouble import addresses_in_trouble
from measures.services.reminders import try_again
from measures.views.asking import ids_in


@require_GET
def reminders(request: HttpRequest) -> HttpResponse:
    """Read by administrators too; only coordinators order another attempt."""
    today, now = business_today(), timezone.now()
    check_may_watch_reminders(request.user, today)
    context = {
        "board": mail_board(today),
        "addresses": addresses_in_trouble(),
        "unheard": unheard_agencies(today),
        "run_board": run_board(today, now),
        "may_act": may_coordinate(request.user, today),
        "today": today,
        "now": now,
    }
    return render(request, "measures/reminders.html", context)


@require_POST
def reminders_again(request: HttpRequest) -> HttpResponse:
    """Orders another attempt for the mails named by `digest`; what names none is ignored."""
    again = try_again(
        ids_in(request.POST.getlist("digest")), by=signed_in(request.user), today=business_today()
    )
    text = ngettext(
        "%(count)d mail will be sent again.", "%(count)d mails will be sent again.", again
    )
    messages.success(request, text % {"count": again})
    return redirect("measures:reminders")
