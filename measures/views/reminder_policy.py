"""The policy of reminders of a plan: everybody reads it, its coordinators change it."""

from dataclasses import asdict, dataclass
from typing import Self

from django.contrib import messages
from django.forms import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies.errors import Refused
from measures.forms.reminder_policy import StepRows, TermsForm, step_rows, terms_form
from measures.permissions.plans import check_may_manage_plan, check_may_view, may_change_plan
from measures.queries.reminders.policy import Policy, in_order, policy_history, policy_of
from measures.reminder_words import change_words
from measures.rules.reminder_policy import PolicyStep
from measures.services.reminders.policy import PolicyChange, add_usual_steps, set_policy
from measures.views.asking import Visit, visit
from planner.models import ActionPlan


@dataclass(frozen=True)
class Replacing:
    """What would become of another's policy; `terms`: the fields that say otherwise than theirs."""

    retired: list[PolicyStep]
    added: list[PolicyStep]
    terms: list[tuple[BoundField, int]]

    @classmethod
    def of(cls, theirs: Policy, rows: StepRows, terms: TermsForm) -> Self:
        mine, other = rows.steps(), theirs.steps
        now = asdict(terms.terms())
        return cls(
            retired=[step for step in other if step not in mine],
            added=in_order(step for step in mine if step not in other),
            terms=[
                (terms[name], was) for name, was in asdict(theirs.terms).items() if now[name] != was
            ],
        )


@dataclass(frozen=True)
class Page:
    request: HttpRequest
    asked: Visit
    plan: ActionPlan

    def read(self) -> HttpResponse:
        return self._shown(policy_of(self.plan), {})

    def edited(
        self,
        policy: Policy,
        rows: StepRows,
        terms: TermsForm,
        *,
        meanwhile: Replacing | None = None,
    ) -> HttpResponse:
        """The form; with `meanwhile` beside what it would change in what another has saved."""
        faulty = bool(terms.errors or rows.non_form_errors() or rows.faulty())
        context = {
            "rows": rows,
            "groups": list(rows.groups(policy.terms)),
            "terms": terms,
            "faulty": faulty,
            "meanwhile": meanwhile,
        }
        return self._shown(policy, context, 422 if faulty else 200)

    def _shown(self, policy: Policy, more: dict[str, object], status: int = 200) -> HttpResponse:
        history = policy_history(self.plan)
        context = {"plan": self.plan, "policy": policy, "history": history, **more}
        return render(self.request, "measures/reminder_policy.html", context, status=status)

    def back(self) -> HttpResponse:
        return redirect("measures:reminder-policy", slug=self.plan.slug)


@require_http_methods(["GET", "HEAD", "POST"])
def reminder_policy(request: HttpRequest, slug: str) -> HttpResponse:
    asked = visit(request)
    check_may_view(asked.person, asked.today)
    plans = ActionPlan.objects.select_related("coordinator", "controller")
    page = Page(request, asked, get_object_or_404(plans, slug=slug))
    if request.method == "POST":
        check_may_manage_plan(asked.person, page.plan, asked.today)
        return _sent(page)
    if not may_change_plan(asked.person, page.plan, asked.today):
        return page.read()
    policy = policy_of(page.plan)
    return page.edited(policy, step_rows(policy), terms_form(policy))


def _sent(page: Page) -> HttpResponse:
    try:
        return _usual(page) if page.request.POST.get("action") == "usual" else _typed(page)
    except Refused as refused:
        messages.error(page.request, str(refused))
        return page.back()


def _usual(page: Page) -> HttpResponse:
    asked = page.asked
    change = add_usual_steps(page.plan, by=asked.person, today=asked.today, now=timezone.now())
    return _done(page, change)


def _typed(page: Page) -> HttpResponse:
    """Kept as it was typed until it can be saved."""
    sent, policy = page.request.POST, policy_of(page.plan)
    rows, terms = step_rows(policy, sent), terms_form(policy, sent)
    if sent.get("add") or not (rows.is_valid() and terms.is_valid()):
        return page.edited(policy, rows, terms)
    try:
        return _done(page, _saved(page, rows, terms))
    except Refused as refused:
        if refused.code == "plan_repealed":
            raise
        terms.add_error(None, str(refused))
        page.plan.refresh_from_db(fields=["review_days", "decision_days"])
        theirs = policy_of(page.plan)
        terms.rebase(theirs)
        clash = refused.code == "changed_meanwhile"
        replacing = Replacing.of(theirs, rows, terms) if clash else None
        return page.edited(theirs, rows, terms, meanwhile=replacing)


def _saved(page: Page, rows: StepRows, terms: TermsForm) -> PolicyChange:
    return set_policy(
        page.plan,
        rows.steps(),
        terms=terms.terms(),
        by=page.asked.person,
        today=page.asked.today,
        now=timezone.now(),
        seen=terms.cleaned_data["seen"],
    )


def _done(page: Page, change: PolicyChange) -> HttpResponse:
    messages.success(page.request, _said(change))
    return page.back()


def _said(change: PolicyChange) -> str:
    if change == PolicyChange():
        return _("Nothing was changed: the policy says this already.")
    steps = change_words(change.added, change.retired)
    told = {"changes": ", ".join(filter(None, (steps, _("terms changed") if change.terms else "")))}
    return _("Saved: %(changes)s. Reminders go by it from the next run on.") % told
