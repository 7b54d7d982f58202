"""The form of a policy as a coordinator fills it in."""

from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from measures.models import ReminderRule
from measures.rules.reminder_policy import PolicyStep
from planner.models import ActionPlan

Form = dict[str, Any]


def step(offset: int, audience: str = "officer", **fields: Any) -> PolicyStep:
    return PolicyStep(audience=audience, offset=offset, **fields)


def add(plan: ActionPlan, *steps: PolicyStep) -> None:
    ReminderRule.objects.bulk_create([ReminderRule(plan=plan, **vars(one)) for one in steps])


def address(plan: ActionPlan) -> str:
    return reverse("measures:reminder-policy", args=[plan.slug])


def form_of(client: Client, plan: ActionPlan) -> Form:
    """What the browser would send of the page as it is shown."""
    shown: Any = client.get(address(plan))
    fields = [field for form in shown.context["rows"] for field in form]
    fields += [*shown.context["rows"].management_form, *shown.context["terms"]]
    sent = {field.html_name: field.value() for field in fields}
    ticked = {name: "on" if value is True else value for name, value in sent.items()}
    return {name: value for name, value in ticked.items() if value not in (None, False)}


def send(client: Client, plan: ActionPlan, **typed: Any) -> Any:
    """The page as shown with this typed into it; "" clears a field."""
    changed = {name.replace("__", "-"): value for name, value in typed.items()}
    form = {**form_of(client, plan), "action": "save", **changed}
    return client.post(address(plan), {name: v for name, v in form.items() if v != ""})


def row(place: int, **typed: Any) -> Form:
    return {f"steps__{place}__{name}": value for name, value in typed.items()}


def message(client: Client, answer: HttpResponse) -> str:
    assert answer.status_code == 302
    shown = client.get(answer["location"])
    return " ".join(str(one) for one in shown.context["messages"])
