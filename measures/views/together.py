"""Several reports of the review queue at once: first what would happen, then what happened; many
of them are long work, whose page tells that."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from measures.forms.queues import QueueFilter, ReviewerForm, TogetherForm
from measures.models import ProgressEntry
from measures.permissions.overseeing import check_may_coordinate
from measures.queries.assigned import reviewers
from measures.queries.queues import clocks, narrowed, review_queue
from measures.queries.together import sorted_out
from measures.services.jobs import LONGEST
from measures.services.together import MOST_AT_ONCE, Outcome, accept_together, assign_together
from measures.views.asking import Visit, ids_in, visit
from measures.views.jobs import begin_bulk
from measures.views.queues import queue_address


@require_http_methods(["GET", "HEAD", "POST"])
def together(request: HttpRequest, act: str) -> HttpResponse:
    """`entry`: ids of reports; `all`: all that the queue finds under `queue`, its query. What
    cannot be done is told beforehand, and of each report what came of it."""
    asked = visit(request)
    check_may_coordinate(asked.person, asked.today)
    sent = request.POST if request.method == "POST" else request.GET
    ids = _ids(sent, asked, everything=request.method != "POST" and bool(sent.get("all")))
    if wrong := _wrong(ids):
        messages.warning(request, wrong)
        return redirect(queue_address(sent))
    found = sorted_out(ids, asked.person, asked.today, plans_only=act == "assign")
    form = _form(act, found.possible, request, asked)
    if request.method == "POST" and form.is_valid():
        return _decided(request, act, form, ids, asked)
    context = {
        "found": found,
        "act": act,
        "form": form,
        "background": len(found.possible) > MOST_AT_ONCE,
        "queue": sent.get("queue", ""),
        "back": queue_address(sent),
    }
    return render(request, "measures/together.html", context, status=422 if form.errors else 200)


def _ids(sent: QueryDict, asked: Visit, *, everything: bool) -> list[int]:
    if not everything:
        return ids_in(sent.getlist("entry"))[: LONGEST + 1]
    question = QueueFilter(QueryDict(sent.get("queue", ""))).question()
    rows = review_queue(clock=clocks(asked.today).reviews)
    own = narrowed(rows, question, asked.person, asked.today)
    return list(own.values_list("pk", flat=True)[: LONGEST + 1])


def _wrong(ids: list[int]) -> str:
    if not ids:
        return _("Choose at least one report.")
    said = _("At most %(most)d reports are decided at once: choose fewer, or narrow the list.")
    return said % {"most": LONGEST} if len(ids) > LONGEST else ""


def _form(
    act: str, entries: Iterable[ProgressEntry], request: HttpRequest, asked: Visit
) -> TogetherForm | ReviewerForm:
    sent = request.POST if request.method == "POST" else None
    if act == "accept":
        return TogetherForm(sent)
    bodies = {one.obligation.measure.plan.coordinator_id for one in entries}
    return ReviewerForm(reviewers(bodies, asked.today), sent)


def _decided(
    request: HttpRequest,
    act: str,
    form: TogetherForm | ReviewerForm,
    ids: list[int],
    asked: Visit,
) -> HttpResponse:
    back = queue_address(request.POST)
    if len(ids) > MOST_AT_ONCE:
        return begin_bulk(request, act, ids, back=back, **_params(form))
    told = {"done": _do(form, ids, asked), "act": act, "back": back}
    return render(request, "measures/together_done.html", told)


def _params(form: TogetherForm | ReviewerForm) -> dict[str, object]:
    if isinstance(form, ReviewerForm):
        return {"to": form.chosen.pk if form.chosen else None}
    return {"note": form.cleaned_data["note"]}


def _do(form: TogetherForm | ReviewerForm, ids: list[int], asked: Visit) -> list[Outcome]:
    by, today = asked.person, asked.today
    if isinstance(form, ReviewerForm):
        return assign_together(ids, to=form.chosen, by=by, today=today)
    return accept_together(ids, by=by, today=today, note=form.cleaned_data["note"])
