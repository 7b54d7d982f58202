"""A coordinator reminds of reports by hand: first who gets what, then the order; a large one is
long work."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from agencies.clock import business_today
from agencies.errors import Refused
from agencies.models import Role, User
from agencies.permissions import agencies_of, signed_in
from measures.forms.board import BoardFilter, kept_query
from measures.forms.remind_now import NoteForm
from measures.permissions.overseeing import check_may_coordinate
from measures.permissions.plans import check_may_manage_plan
from measures.queries.board import found
from measures.queries.reminders.ordering import MOST, LeftOut, Order, order_of
from measures.queries.reminders.subjects import remindable
from measures.services.jobs import LONGEST
from measures.services.reminders import Ordered, remind_now
from measures.services.reminders.ordering import refusal
from measures.views.asking import ids_in
from measures.views.jobs import begin_bulk


@require_http_methods(["GET", "HEAD", "POST"])
def remind(request: HttpRequest) -> HttpResponse:
    """`owed`: the ids of the reports; `board`: the query of the board on which they were chosen;
    `all`: all that it finds and the person may remind of, if they are no more than LONGEST."""
    today, person = business_today(), signed_in(request.user)
    check_may_coordinate(person, today)
    sent = request.POST if request.method == "POST" else request.GET
    everything = request.method != "POST" and bool(sent.get("all"))
    ids = _found(sent, person, today) if everything else ids_in(sent.getlist("owed"))[: LONGEST + 1]
    if wrong := _wrong(ids):
        messages.warning(request, wrong)
        return redirect(_back(sent, ids))
    order = _order(ids, person, today)
    if request.method != "POST":
        return _page(request, order, NoteForm(), sent, today)
    return _give(request, ids, order, person, today)


def _give(
    request: HttpRequest, ids: list[int], order: Order, person: User, today: date
) -> HttpResponse:
    sent, form = request.POST, NoteForm(request.POST)
    if form.is_valid():
        if len(ids) > MOST:
            note = form.cleaned_data["note"].strip()
            return begin_bulk(request, "remind", ids, back=_back(sent, ids), note=note)
        try:
            done = remind_now(ids, by=person, today=today, note=form.cleaned_data["note"])
        except Refused as refused:
            form.add_error(None, str(refused))
            order = _order(ids, person, today)
        else:
            messages.success(request, _said(done))
            return redirect(_back(sent, ids))
    return _page(request, order, form, sent, today)


def _found(sent: QueryDict, person: User, today: date) -> list[int]:
    """What can be reminded of among all that the board finds; one more than LONGEST at the most."""
    question = BoardFilter(QueryDict(sent.get("board", ""))).question(today)
    bodies = agencies_of(person, today, Role.COORDINATOR)
    rows = found(question, today).filter(
        pk__in=remindable().values("pk"), measure__plan__coordinator__in=bodies
    )
    return list(rows.order_by("due_on", "pk").values_list("pk", flat=True)[: LONGEST + 1])


def _wrong(ids: list[int]) -> str:
    if not ids:
        return _("Choose at least one report.")
    said = _("At most %(most)d reports are reminded of in one order: choose fewer.")
    return said % {"most": LONGEST} if len(ids) > LONGEST else ""


def _order(ids: list[int], person: User, today: date) -> Order:
    """Raises PermissionDenied where a plan of them is another body's, Http404 for none of them."""
    order = order_of(ids, today)
    if not order.owed:
        raise Http404(_("This report does not exist."))
    for plan in {one.measure.plan for one in order.owed}:
        check_may_manage_plan(person, plan, today)
    return order


def _page(
    request: HttpRequest, order: Order, form: NoteForm, sent: QueryDict, today: date
) -> HttpResponse:
    background = len(order.ready) > MOST
    context = {
        "order": order,
        "left_out": _left_out(order, today, alike_together=background),
        "background": background,
        "passed_over": [one for one in order.ready if one.told],
        "form": form,
        "today": today,
        "board": sent.get("board"),
        "back": _back(sent, [one.pk for one in order.owed]),
    }
    return render(request, "measures/remind_now.html", context, status=422 if form.errors else 200)


def _left_out(order: Order, today: date, *, alike_together: bool) -> list[str]:
    """Why: of each by itself, or of many in a line for each reason."""
    kinds: dict[object, list[LeftOut]] = {}
    for one in order.left_out:
        kinds.setdefault(one.code if alike_together else one.owed.pk, []).append(one)
    return [str(refusal(alike, today)) for alike in kinds.values()]


def _back(sent: QueryDict, ids: list[int]) -> str:
    """To the report if there is one alone, else to the board as it was."""
    if "board" not in sent and len(ids) == 1:
        return reverse("measures:obligation", args=ids)
    asked = QueryDict(sent.get("board", ""))
    kept, page = kept_query(asked), asked.get("page", "")
    if page.isdecimal():
        kept += f"&page={page}"
    return reverse("measures:board") + (f"?{kept}" if kept else "") + "#found"


def _said(done: Ordered) -> str:
    words = ngettext(
        "The reminder goes to %(count)d person.", "The reminder goes to %(count)d people.",
        done.people,
    )  # fmt: skip
    return words % {"count": done.people}
