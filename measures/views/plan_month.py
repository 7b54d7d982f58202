"""What a plan asks for in a month, day by day."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.queries_days import WEEKS
from agencies.rules.public_holidays import FIRST_YEAR, LAST_YEAR
from measures.forms.filters import MonthFilter
from measures.forms.months import month_asked
from measures.queries.month import DueDay, DueMonth, due_in_month, listed
from measures.views.asking import Visit, page_of
from measures.views.plan_asking import plan_asked


@require_safe
def month(request: HttpRequest, slug: str) -> HttpResponse:
    """`?month=2009-07`; `&day=2009-07-10` lists the whole of a day below."""
    asked, plan = plan_asked(request, slug)
    first = month_asked(request.GET.get("month", ""), asked.day)
    form = MonthFilter(request.GET)
    agency = form.asked("agency")
    found = due_in_month(plan, first, asked.day, agency=agency, past=asked.past)
    context = {
        "plan": plan,
        "form": form,
        "month": found,
        "first": first,
        "week": WEEKS.monthdatescalendar(first.year, first.month)[1],  # any whole one
        "earlier": _away(first, -1),
        "later": _away(first, 1),
        "this_month": asked.day.replace(day=1),
        "day": asked.day,
        **_day(request, found, asked),
        **asked.shown(),
    }
    return render(request, "measures/plan_month.html", context)


def _away(first: date, months: int) -> date | None:
    """None where the calendar ends."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1) if FIRST_YEAR <= year <= LAST_YEAR else None


def _day(request: HttpRequest, month: DueMonth, asked: Visit) -> dict[str, object]:
    """The list of the day that is asked for; nothing for what is no day of the month."""
    wanted = request.GET.get("day", "")
    shown: DueDay | None = next(
        (one for one in month.days if one.shown.day.isoformat() == wanted), None
    )
    if shown is None:
        return {}
    page = page_of(request, shown.due)
    page.object_list = listed(list(page), asked.day, past=asked.past)
    return {"asked_day": shown, "page": page}
