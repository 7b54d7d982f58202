"""What goes out on a day, to whom and why, before it goes; for those who answer for a plan."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agencies.clock import business_today, is_demonstration
from agencies.permissions import signed_in
from agencies.rules.working_days import days_away
from measures.forms.reminder_preview import PreviewFilter
from measures.permissions.reminders import check_may_preview_reminders
from measures.queries.reminders.letters import addressees
from measures.queries.reminders.preview import addressed, plans_to_preview
from measures.services.reminders import openings
from measures.services.reminders.mails import beforehand

PEOPLE_SHOWN = 20


@require_safe
def preview(request: HttpRequest) -> HttpResponse:
    today, person = business_today(), signed_in(request.user)
    check_may_preview_reminders(person, today)
    plans = list(plans_to_preview(person, today))
    form = PreviewFilter(plans, today, request.GET)
    question = form.question()
    piles = addressed(question, plans, today)
    goes = openings(demonstration=is_demonstration())
    page = Paginator(piles, PEOPLE_SHOWN).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "question": question,
        "today": today,
        "before": days_away(question.on, -1),
        "after": days_away(question.on, 1),
        "page": page,
        "people": addressees(list(page), question.on, today, goes),
        "count": sum(len(theirs) for _person, theirs in piles),
    }
    return render(request, "measures/reminder_preview.html", context)


@require_safe
def preview_mail(request: HttpRequest) -> HttpResponse:
    """The mails of one person as they would read; nothing is saved, so no link in them works."""
    today, person = business_today(), signed_in(request.user)
    check_may_preview_reminders(person, today)
    plans = list(plans_to_preview(person, today))
    question = PreviewFilter(plans, today, request.GET).question()
    piles = addressed(question, plans, today)
    theirs = [pile for pile in piles if str(pile[0].pk) == request.GET.get("person")]
    if not theirs:
        raise Http404(_("Nothing goes out to this person on that day."))
    goes = openings(demonstration=is_demonstration())
    [found] = addressees(theirs, question.on, today, goes)
    mails = [(one, beforehand(found.person, one, question.on)) for one in found.letters]
    context = {"addressee": found, "mails": mails, "question": question, "today": today}
    return render(request, "measures/reminder_preview_mail.html", context)
