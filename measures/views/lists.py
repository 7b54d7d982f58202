"""The lists of plans, of what is owed and of what waits, as files: what the page shows, whole."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from agencies.models import Agency
from measures.desk_words import PILE_WORDS
from measures.exporting.lists import Listing, in_chunks
from measures.exporting.lists.found import FOUND
from measures.exporting.lists.owed import desk_columns, owed_columns
from measures.exporting.lists.plans import MEASURES, OF_AGENCY, PLANS
from measures.exporting.lists.queues import DEADLINES, EXTENSIONS, REPORTS
from measures.forms.board import BoardFilter
from measures.forms.filters import PlanFilter
from measures.forms.queues import QueueFilter, RequestFilter
from measures.permissions.overseeing import check_may_oversee
from measures.permissions.plans import check_may_view
from measures.queries import agency as of_agency
from measures.queries import plan as of_plan
from measures.queries.assigned import with_reviewers
from measures.queries.board import listed
from measures.queries.desk import NOW, SHOWN, desk_of
from measures.queries.queues import (
    clocks,
    extension_queue,
    narrowed,
    review_queue,
    told_of_then,
    waited_deadlines,
    waiting_deadlines,
)
from measures.queries.searching import KINDS, MOST, found_of
from measures.queries.standing import measures_in_order
from measures.queries.then import asked_then, with_wording
from measures.rules.search_words import LONGEST_QUERY
from measures.views.asking import Visit
from measures.views.listing import as_file, told_filters
from measures.views.search import NAMES
from planner.models import ActionPlan

Rows = list[Any]


@as_file
def board(request: HttpRequest, asked: Visit) -> Listing:
    check_may_oversee(asked.person, asked.today)
    form, day = BoardFilter(request.GET), asked.day
    found = listed(form.question(day), day, past=asked.past)
    filters = [(one.label, one.value) for one in form.chosen()]
    return Listing(
        "board",
        _("Board"),
        owed_columns(day),
        in_chunks(found, lambda some: with_wording(some, day, past=asked.past)),
        day,
        filters or [(str(form.fields["status"].label), _("late or at risk"))],
    )


@as_file
def desk(request: HttpRequest, asked: Visit) -> Listing:
    pile = request.GET.get("show", NOW)
    shown = pile if pile in SHOWN else NOW
    found, day = desk_of(asked.person, asked.today, shown, as_of=asked.as_of), asked.day
    if not found.agencies:
        raise PermissionDenied(_("The desk is for officers and heads of agencies."))
    return Listing(
        "desk",
        _("What is owed"),
        desk_columns(day),
        in_chunks(found.rows, lambda some: with_wording(some, day, past=asked.past)),
        day,
        [
            (_("Agency"), ", ".join(one.short for one in found.agencies)),
            (_("Pile"), str(PILE_WORDS[shown])),
        ],
    )


@as_file
def reports(request: HttpRequest, asked: Visit) -> Listing:
    check_may_oversee(asked.person, asked.today)
    clock = clocks(asked.day).reviews
    form = (RequestFilter if asked.past else QueueFilter)(request.GET)

    def told(some: Rows) -> Iterable[Any]:
        timed = clock.told(asked_then(some, asked.as_of), lambda one: one.submitted_on)
        return told_of_then(timed) if asked.as_of else with_reviewers(timed, asked.today)

    waiting = review_queue(asked.as_of, clock)
    rows = narrowed(waiting, form.question(), asked.person, asked.today)
    name, filters = _("Reports to review"), told_filters(form)
    return Listing("to-review", name, REPORTS, in_chunks(rows, told), asked.day, filters)


@as_file
def extensions(request: HttpRequest, asked: Visit) -> Listing:
    check_may_oversee(asked.person, asked.today)
    clock, form = clocks(asked.day).decisions, RequestFilter(request.GET)

    def told(some: Rows) -> Iterable[Any]:
        return clock.told(asked_then(some, asked.as_of), lambda one: one.requested_on)

    waiting = extension_queue(asked.as_of, clock)
    rows = narrowed(waiting, form.question(), asked.person, asked.today)
    name, filters = _("Requests for more time"), told_filters(form)
    return Listing("extensions", name, EXTENSIONS, in_chunks(rows, told), asked.day, filters)


@as_file
def deadlines(request: HttpRequest, asked: Visit) -> Listing:
    check_may_oversee(asked.person, asked.today)
    rows: Any = waited_deadlines(asked.as_of) if asked.as_of else waiting_deadlines()
    name = _("Deadlines without a date")
    return Listing("deadlines", name, DEADLINES, in_chunks(rows), asked.day)


@as_file
def plans(request: HttpRequest, asked: Visit) -> Listing:
    check_may_view(asked.person, asked.today)
    rows = of_plan.plans(asked.as_of)
    return Listing("plans", _("Plans"), PLANS, in_chunks(rows), asked.day)


@as_file
def plan(request: HttpRequest, asked: Visit, slug: str) -> Listing:
    """The measures that the filters of the page find, with where each stands."""
    check_may_view(asked.person, asked.today)
    found = get_object_or_404(ActionPlan, slug=slug)
    form, day, past = PlanFilter(found, request.GET), asked.day, asked.past

    def told(some: Rows) -> Iterable[Any]:
        where = of_plan.stands(some, day, past=past)
        return ((one, where[one.pk]) for one in some)

    rows = of_plan.plan_table(found, form.question(), day, past=past)
    filters = [(_("Plan"), found.title), *told_filters(form)]
    return Listing(slug, _("Measures"), MEASURES, in_chunks(rows, told), day, filters)


@as_file
def agency(request: HttpRequest, asked: Visit, code: str) -> Listing:
    check_may_view(asked.person, asked.today)
    body = get_object_or_404(Agency, code=code)

    def told(some: Rows) -> Iterable[Any]:
        ids = [one.measure for one in some]
        named = measures_in_order(ids, asked.day, past=asked.past)
        measures = {one.pk: one for one in named}
        return ((measures[one.measure], one) for one in some if one.measure in measures)

    rows = of_agency.owing(body, asked.day, past=asked.past)
    filters = [(_("Agency"), body.name)]
    return Listing(code, _("Measures"), OF_AGENCY, in_chunks(rows, told), asked.day, filters)


@as_file
def search(request: HttpRequest, asked: Visit) -> Listing:
    """Of one kind, which the address names, as many as can be paged through."""
    check_may_view(asked.person, asked.today)
    text = request.GET.get("q", "").replace("\x00", " ").strip()[:LONGEST_QUERY]
    kind = request.GET.get("kind", "")
    if kind not in KINDS:
        raise Http404
    rows = found_of(kind, text, asked.person, asked.today)[:MOST]
    filters = [(_("Number or words"), text)]
    return Listing("found", NAMES[kind], FOUND[kind], in_chunks(rows), asked.today, filters)
