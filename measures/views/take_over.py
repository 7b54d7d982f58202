"""The next plan takes over what the last one left: chosen, dated, looked at, confirmed."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from agencies.errors import Refused
from agencies.models import Role
from agencies.permissions import agencies_of
from measures.forms.take_over import TakeOverForm
from measures.permissions.plans import check_may_manage_plan
from measures.queries.unfinished import left_over, sources_for
from measures.services import carrying_over
from measures.views.asking import Visit, visit
from planner.models import ActionPlan

MOST_AT_ONCE = 1000


@dataclass(frozen=True)
class Page:
    """A plan that takes over, and the plans that it may take over from."""

    request: HttpRequest
    asked: Visit
    target: ActionPlan
    sources: list[ActionPlan]

    @property
    def source(self) -> ActionPlan | None:
        """The one asked for, else the first; None where there is none."""
        slug = self.request.POST.get("source") or self.request.GET.get("source")
        named = (plan for plan in self.sources if plan.slug == slug)
        return next(named, self.sources[0] if self.sources else None)

    def shown(self, name: str, status: int = 200, **more: Any) -> HttpResponse:
        context = {"plan": self.target, "sources": self.sources, "source": self.source, **more}
        return render(self.request, f"measures/{name}.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def take_over(request: HttpRequest, slug: str) -> HttpResponse:
    asked = visit(request)
    target = get_object_or_404(ActionPlan, slug=slug)
    check_may_manage_plan(asked.person, target, asked.today)
    headed = agencies_of(asked.person, asked.today, Role.COORDINATOR)
    sources = sources_for(target, [body.pk for body in headed], asked.today)
    page = Page(request, asked, target, sources)
    if page.source is None or target.repealed_on:
        return page.shown("take_over")
    rows = list(left_over(page.source, asked.today)[: MOST_AT_ONCE + 1])
    form = TakeOverForm(target, rows[:MOST_AT_ONCE], request.POST or None)
    return _step(page, form, more=len(rows) > MOST_AT_ONCE)


def _step(page: Page, form: TakeOverForm, *, more: bool) -> HttpResponse:
    """Anything but a preview or its confirmation shows the list again, as it was typed."""
    action = page.request.POST.get("action")
    try:
        if action in ("preview", "all") and form.is_valid():
            form.check_chosen()
            return page.shown("take_over_preview", form=form)
        if action == "confirm" and form.is_valid():
            return _taken_over(page, form)
    except Refused as refused:
        form.add_error(None, str(refused))
    status = 422 if form.errors else 200
    return page.shown("take_over", status, form=form, more=more, most=MOST_AT_ONCE)


def _taken_over(page: Page, form: TakeOverForm) -> HttpResponse:
    source, asked = page.source or page.target, page.asked
    chosen = form.deadlines()
    added = carrying_over.take_over(page.target, source, chosen, by=asked.person, today=asked.today)
    said = ngettext(
        "%(count)d measure was taken over.", "%(count)d measures were taken over.", added.measures
    )
    messages.success(page.request, said % {"count": added.measures})
    return redirect("measures:plan", slug=page.target.slug)
