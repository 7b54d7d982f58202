"""The coordinator's board; an observer looks on."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from measures.forms.filters import AGE_WORDS, BoardFilter
from measures.models import Deadline
from measures.permissions import check_may_oversee
from measures.queries import board as queries
from measures.queries.dates import with_moves
from measures.queries.then import asked_then, with_wording
from measures.views.asking import Visit, page_of, visit

SHOWN_OF_QUEUE = 10


def _deadlines(asked: Visit) -> "QuerySet[Deadline] | list[Deadline]":
    return queries.waited_deadlines(asked.as_of) if asked.as_of else queries.waiting_deadlines()


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    asked = visit(request)
    check_may_oversee(asked.person, asked.today)
    form = BoardFilter(request.GET)
    question = form.question()
    day, past = asked.day, asked.past
    late = page_of(request, with_moves(queries.overdue(question, day, past=past), day))
    late.object_list = with_wording(list(late.object_list), day, past=past)
    ages = queries.overdue_by_age(question, day, past=past)
    reports = queries.review_queue(asked.as_of)
    extensions = page_of(request, queries.extension_queue(asked.as_of), "xpage")
    extensions.object_list = asked_then(extensions.object_list, asked.as_of)
    context = {
        "form": form,
        "question": question,
        "overdue": late,
        "by_age": [(age, AGE_WORDS[age], count) for age, count in ages.items()],
        "by_agency": queries.overdue_by_agency(question, day, past=past),
        "by_direction": queries.overdue_by_direction(question, day, past=past),
        "reports": asked_then(reports[:SHOWN_OF_QUEUE], asked.as_of),
        "reports_count": reports.count(),
        "extensions": extensions,
        "deadlines": page_of(request, _deadlines(asked), "dpage"),
        **asked.shown(),
    }
    return render(request, "measures/board.html", context)
