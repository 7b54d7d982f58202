"""The road of a new installation, walked through its own pages up to a first plan."""

from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from agencies.models import Agency, User
from measures.models import Measure, Obligation
from planner.models import ActionPlan, Concept
from tests.factories import UserFactory
from tests.measures.views.conftest import signed_in
from tests.measures.views.sending import HEAD, decide, send

pytestmark = pytest.mark.django_db

NO_ROWS = {
    f"{rows}-{name}_FORMS": "0"
    for rows in ("sections", "amendments", "memberships")
    for name in ("TOTAL", "INITIAL")
}


def taken(client: Client) -> list[str]:
    page: Any = client.get("/help/begin/")
    return [one.step.key for one in page.context["road"].steps if one.done]


def add_plan(admin: Client) -> int:
    plan = {
        **{"slug": "first", "title_ru": "План", "starts_on": "2008-01-01"},
        **{"ends_on": "2010-12-31", "approved_on": "2007-11-28", "day_off_rule": "flag"},
        **{"concept": Concept.objects.get().pk, "co_executor_lead_days": "5"},
        **{"coordinator": Agency.objects.get(code="mtszn").pk, "executors_report_day": "5"},
        **{"coordinator_report_day": "20", "review_days": "5", "decision_days": "3"},
    }
    return admin.post("/admin/planner/actionplan/add/", plan | NO_ROWS).status_code


def add_person(admin: Client, email: str, body: str, role: str) -> User:
    new = {"email": email, "full_name": email, "usable_password": "true"}
    new |= {"password1": "correct horse battery", "password2": "correct horse battery"}
    admin.post("/admin/agencies/user/add/", new | NO_ROWS)
    person = User.objects.get(email=email)
    agency = Agency.objects.get(code=body)
    row = {"user": person.pk, "agency": agency.pk, "role": role}
    admin.post("/admin/agencies/membership/add/", row)
    return person


def test_each_step_of_the_road_can_be_taken_and_the_next_is_shown() -> None:
    admin = signed_in(UserFactory(is_staff=True, is_superuser=True))
    walked = [taken(admin)]
    call_command("load_reference", verbosity=0)
    assert add_plan(admin) == 302
    walked.append(taken(admin))
    coordinator = signed_in(add_person(admin, "one@example.org", "mtszn", "coordinator"))
    officer = signed_in(add_person(admin, "two@example.org", "mvd", "officer"))
    walked.append(taken(admin))
    assert 'href="/plans/first/import/"' in coordinator.get("/plans/first/").text
    row = ["1", "Провести опрос", "Отчёт", "МВД", "до 10 июля 2009 года"]
    send(coordinator, ActionPlan.objects.get(), [HEAD, row])
    decide(coordinator, "confirm")
    walked.append(taken(admin))
    first = ["concept", "bodies", "plan"]
    assert walked == [[], first, [*first, "people"], [*first, "people", "table"]]
    assert (Measure.objects.count(), Obligation.objects.count()) == (1, 1)
    assert "Провести опрос" in officer.get("/desk/").text
