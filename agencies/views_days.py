"""The working calendar of a year: everybody reads it, administrators correct it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies.clock import business_today
from agencies.errors import Refused
from agencies.forms import PlainForm
from agencies.forms_days import SingleDayForm, TakeBackForm, TransferForm
from agencies.models import DayKind, User
from agencies.permissions import (
    check_may_correct_calendar,
    check_may_see_calendar,
    check_may_take_back_corrections,
    may_correct_calendar,
    may_take_back_corrections,
    signed_in,
)
from agencies.queries_days import CalendarYear, calendar_year
from agencies.rules.public_holidays import FIRST_YEAR, LAST_YEAR
from agencies.services_days import correct_day, move_working_day, take_back


@dataclass(frozen=True)
class Page:
    """The three forms of the page: what each does when it is sent."""

    year: CalendarYear
    person: User
    today: date

    def forms(self, sent: str = "", typed: Any = None) -> dict[str, PlainForm]:
        """`sent` names the one that holds what was typed."""
        data = {sent: typed}
        return {
            "move": TransferForm(data.get("move")),
            "day": SingleDayForm(data.get("day")),
            "back": TakeBackForm(data.get("back"), corrections=self.year.corrections),
        }

    def carry_out(self, form: PlainForm) -> str:
        """What to tell the person. Raises Refused, PermissionDenied."""
        by, today, typed = self.person, self.today, form.cleaned_data
        if isinstance(form, TransferForm):
            days = {name: typed[name] for name in ("day_off", "working_day")}
            move_working_day(**days, act=form.act(), by=by, today=today)
            return _("The transfer is entered.")
        if isinstance(form, SingleDayForm):
            day, kind = typed["day"], DayKind(typed["kind"])
            correct_day(day=day, kind=kind, names=form.names(), act=form.act(), by=by, today=today)
            return _("The day is entered.")
        take_back(days=typed["days"], reason=typed["reason"], by=by, today=today)
        return _("The corrections are taken back.")


CHECKS = {
    "move": check_may_correct_calendar,
    "day": check_may_correct_calendar,
    "back": check_may_take_back_corrections,
}


@require_safe
def now(request: HttpRequest) -> HttpResponse:
    """The business year."""
    year = min(max(business_today().year, FIRST_YEAR), LAST_YEAR)
    return redirect("calendar:year", year=year)


@require_http_methods(["GET", "HEAD", "POST"])
def year(request: HttpRequest, year: int) -> HttpResponse:
    person, today = signed_in(request.user), business_today()
    check_may_see_calendar(person, today)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404(_("The calendar has no such year."))
    page = Page(calendar_year(year), person, today)
    forms = page.forms()
    if request.method == "POST":
        sent = request.POST.get("do", "")
        if sent not in forms:
            raise BadRequest
        CHECKS[sent](person)
        forms = page.forms(sent, request.POST)
        if text := _carried_out(page, forms[sent]):
            messages.success(request, text)
            # Without an anchor of its own the browser would go back down to the form.
            return redirect(reverse("calendar:year", args=[year]) + "#content")
    return _shown(request, page, forms)


def _carried_out(page: Page, form: PlainForm) -> str:
    """ "" when it was not, and the form says why."""
    if not form.is_valid():
        return ""
    try:
        return page.carry_out(form)
    except Refused as refused:
        form.add_error(None, str(refused))
    return ""


def _shown(request: HttpRequest, page: Page, forms: dict[str, PlainForm]) -> HttpResponse:
    shown = page.year.year
    context = {
        "calendar": page.year,
        "today": page.today,
        "forms": forms,
        "earlier": shown - 1 if shown > FIRST_YEAR else None,
        "later": shown + 1 if shown < LAST_YEAR else None,
        "may_enter": may_correct_calendar(page.person),
        "may_take_back": may_take_back_corrections(page.person),
    }
    is_wrong = any(form.errors for form in forms.values() if form.is_bound)
    return render(request, "agencies/calendar.html", context, status=422 if is_wrong else 200)
