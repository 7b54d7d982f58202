"""The coordinator's board; an observer looks on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from measures.forms.filters import AGE_WORDS, BoardFilter
from measures.permissions import check_may_oversee
from measures.queries import board as queries
from measures.queries.dates import with_moves
from measures.views.asking import page_of, visit

SHOWN_OF_QUEUE = 10


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    asked = visit(request)
    check_may_oversee(asked.person, asked.today)
    form = BoardFilter(request.GET)
    question = form.question()
    ages = queries.overdue_by_age(question, asked.today)
    reports = queries.review_queue()
    context = {
        "form": form,
        "question": question,
        "overdue": page_of(request, with_moves(queries.overdue(question, asked.today))),
        "by_age": [(age, AGE_WORDS[age], count) for age, count in ages.items()],
        "by_agency": queries.overdue_by_agency(question, asked.today),
        "by_direction": queries.overdue_by_direction(question, asked.today),
        "reports": reports[:SHOWN_OF_QUEUE],
        "reports_count": reports.count(),
        "extensions": page_of(request, queries.extension_queue(), "xpage"),
        "deadlines": page_of(request, queries.waiting_deadlines(), "dpage"),
    }
    return render(request, "measures/board.html", context)
