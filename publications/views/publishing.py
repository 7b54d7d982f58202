"""«Publish»: look at what the public will read, choose, confirm; later withdraw."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies.errors import Refused
from measures.permissions.plans import check_may_manage_plan
from measures.views.asking import Visit, visit
from planner.models import ActionPlan
from publications import services
from publications.forms import ConfirmForm, WhatForm, WithdrawForm
from publications.gather import Document
from publications.models import Publication, TextChoice
from publications.queries import document
from publications.queries_publishing import age_of, publications_of, ready_for_the_public
from publications.views import shown

FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    asked = visit(request)
    plan = plan_to_publish(asked, slug)
    what = what_form(request, plan, asked)
    confirm = ConfirmForm(request.POST or None)
    if request.method == "POST" and what.is_valid() and confirm.is_valid():
        try:
            done = _publish(plan, what, confirm, asked)
        except Refused as refused:
            confirm.add_error(None, str(refused))
        else:
            said = _("Published: No %(number)s. Everybody can read it now.")
            messages.success(request, said % {"number": done.number})
            return redirect("publishing:publish", slug=slug)
    status = 422 if request.method == "POST" else 200
    return render(request, "publications/publish.html", _context(plan, what, confirm, asked),
                  status=status)  # fmt: skip


def plan_to_publish(asked: Visit, slug: str) -> ActionPlan:
    rows = ActionPlan.objects.select_related("concept", "coordinator")
    plan = get_object_or_404(rows, slug=slug)
    check_may_manage_plan(asked.person, plan, asked.today)
    return plan


def what_form(request: HttpRequest, plan: ActionPlan, asked: Visit) -> WhatForm:
    """What is asked for; a page that is opened without a question asks for today, without texts."""
    sent = request.POST if request.method == "POST" else request.GET
    ready = [(one.pk, f"{one.number}. {one.title}") for one in ready_for_the_public(plan)]
    usual = QueryDict(f"day={asked.today.isoformat()}&texts={TextChoice.NONE}")
    return WhatForm(sent if "day" in sent else usual, today=asked.today, offered=ready)


def _publish(plan: ActionPlan, what: WhatForm, confirm: ConfirmForm, asked: Visit) -> Publication:
    looked = services.Looked(confirm.cleaned_data["after"], confirm.cleaned_data["at"])
    return services.publish(
        plan,
        day=what.cleaned_data["day"],
        wanted=what.wanted(),
        looked=looked,
        note=confirm.cleaned_data["note"],
        by=asked.person,
        today=asked.today,
        now=timezone.now(),
    )


def _context(
    plan: ActionPlan, what: WhatForm, confirm: ConfirmForm, asked: Visit
) -> dict[str, Any]:
    publications = list(publications_of(plan))
    sent = _sent(what)
    newest = next((one for one in publications if one.withdrawn_at is None), None)
    context = {
        "published_plan": plan,
        "what": what,
        "query": sent.urlencode(),
        "kept": [(name, value) for name in sent for value in sent.getlist(name)],
        "publications": publications,
        "newest": newest,
        "age": age_of(newest, asked.today, settings.PUBLICATION_DAYS),
        "may_publish": False,
    }
    if not _may_be_told(plan, what, asked):
        return {**context, "confirm": confirm}
    day, wanted = what.cleaned_data["day"], what.wanted()
    content = services.preview(plan, day=day, wanted=wanted, today=asked.today)
    return {**context, **_looked_at(content, newest), "confirm": _again(confirm, content)}


def _may_be_told(plan: ActionPlan, what: WhatForm, asked: Visit) -> bool:
    """Said before anything is looked at, in the form where the day is chosen."""
    if not what.is_valid():
        return False
    try:
        services.check_day(plan, what.cleaned_data["day"], asked.today)
    except Refused as refused:
        what.add_error("day", str(refused))
        return False
    return True


def _sent(what: WhatForm) -> QueryDict:
    """What was chosen, to be sent again: to the preview, and with the confirmation."""
    query = QueryDict(mutable=True)
    query["day"], query["texts"] = what["day"].value() or "", what["texts"].value() or ""
    if "measures" in what.fields:
        query.setlist("measures", what["measures"].value() or [])
    return query


def _looked_at(content: Document, newest: Publication | None) -> dict[str, Any]:
    """What would be published, and how it differs from what the public sees now."""
    earlier = document(newest) if newest else None
    one = shown.Shown(content, "", earlier)
    texts = [row for row in content["measures"] if row["texts"]]
    same = earlier is not None and services.seen(earlier) == services.seen(content)
    return {
        **shown.overview(one),
        "with_texts": texts,
        "personal": services.personal_in(content),
        "same": same,
        "may_publish": bool(content["measures"]),
    }


def _again(confirm: ConfirmForm, content: Document) -> ConfirmForm:
    """The form goes on from what is shown now, with the note that was typed."""
    seen = {"after": content["number"] - 1, "at": services.seen(content)}
    if confirm.is_bound:
        confirm.data = {**confirm.data.dict(), **seen}  # type: ignore[attr-defined]
        return confirm
    return ConfirmForm(initial=seen)


@require_http_methods(FORM)
def withdraw(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    asked = visit(request)
    plan = plan_to_publish(asked, slug)
    rows = publications_of(plan).select_related("plan")
    publication = get_object_or_404(rows, number=number)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.withdraw(
                publication,
                reason=form.cleaned_data["reason"],
                by=asked.person,
                today=asked.today,
                now=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The publication is withdrawn."))
            return redirect("publishing:publish", slug=slug)
    context = {"plan": plan, "publication": publication, "form": form}
    status = 422 if form.errors else 200
    return render(request, "publications/withdraw.html", context, status=status)
