"""Every reminder between two days, and the mails of the day."""

from datetime import date

import pytest

from agencies.models import Agency, Role, User
from planner.models import ActionPlan
from tests import factories
from tests.api.asking import code_of, fields_of, get, somebody, statements_of

TODAY = date(2009, 7, 6)


@pytest.fixture
def mail(plan: ActionPlan, officer: User) -> object:
    return reminded(plan, officer)


def reminded(plan: ActionPlan, officer: User) -> object:
    mail = factories.DigestFactory(recipient=officer)
    owed = factories.ObligationFactory(measure__plan=plan)
    factories.sent(mail, obligation=owed)
    return mail


def test_the_ledger_tells_who_was_reminded_of_what(
    mail: object, coordinator: User, officer: User, plan: ActionPlan
) -> None:
    [row] = get(coordinator, "reminder-told-ledger").json()["results"]
    assert (row["recipient"]["id"], row["plan"]) == (officer.pk, plan.slug)
    other = get(coordinator, "reminder-told-ledger", first="2009-01-01", last="2009-01-31")
    assert other.json()["results"] == []


def test_days_that_cannot_be_read_are_named(coordinator: User) -> None:
    asked = get(coordinator, "reminder-told-ledger", first="soon")
    assert fields_of(asked) == (400, ["first"])


def test_of_another_bodys_plan_nothing_is_told(mail: object) -> None:
    foreign = somebody(Role.COORDINATOR)
    assert get(foreign, "reminder-told-ledger").json()["results"] == []


def test_who_reports_watches_no_reminders(mail: object, officer: User) -> None:
    for name in ("reminder-told-ledger", "reminder-told-mails"):
        assert code_of(get(officer, name)) == (403, "permission_denied")


def test_the_mails_of_the_day_are_listed(mail: object, coordinator: User, officer: User) -> None:
    [row] = get(coordinator, "reminder-told-mails").json()["results"]
    assert (row["recipient"]["id"], row["items"]) == (officer.pk, 1)


@pytest.mark.parametrize("name", ["reminder-told-ledger", "reminder-told-mails"])
def test_many_rows_ask_the_database_as_often_as_few(
    plan: ActionPlan, agency: Agency, coordinator: User, name: str
) -> None:
    counts = []
    for rows in (3, 27):
        for _row in range(rows):
            reminded(plan, factories.person(agency, Role.OFFICER))
        counts.append(statements_of(coordinator, name))
    assert counts[0] == counts[1]
