"""A body over all plans: who it is, what it owes, how it keeps its dates."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from agencies.models import Agency
from measures.permissions.overseeing import may_see_all_entries
from measures.permissions.plans import check_may_view
from measures.picture_words import discipline_picture
from measures.pictures import picture
from measures.queries import agency as queries
from measures.queries.standing import measures_in_order
from measures.views.asking import Visit, page_of, visit

SHOWN_QUARTERS = 12  # three years; earlier ones are in the table


@require_safe
def agency(request: HttpRequest, code: str) -> HttpResponse:
    asked = visit(request)
    check_may_view(asked.person, asked.today)
    body = get_object_or_404(Agency.objects.select_related("region"), code=code)
    quarters = queries.discipline_of(body, asked.day, past=asked.past)
    shown = dict(list(quarters.items())[-SHOWN_QUARTERS:])
    drawn = picture(discipline_picture(shown, body.short), name="discipline") if shown else ""
    context = {
        "agency": body,
        "successions": queries.successions_of(body, asked.day),
        "counts": queries.owed_by_status(body, asked.day, past=asked.past),
        "quarters": quarters,
        "picture": drawn,
        "sees_board": may_see_all_entries(asked.person, asked.today),
        **_measures(request, body, asked),
        **asked.shown(),
    }
    return render(request, "measures/agency.html", context)


def _measures(request: HttpRequest, body: Agency, asked: Visit) -> dict[str, object]:
    page = page_of(request, queries.owing(body, asked.day, past=asked.past))
    owing = list(page)
    named = measures_in_order([one.measure for one in owing], asked.day, past=asked.past)
    measures = {one.pk: one for one in named}
    return {
        "page": page,
        "rows": [(measures[one.measure], one) for one in owing if one.measure in measures],
    }
