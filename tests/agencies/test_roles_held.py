"""Roles are asked of the database once in an answer, and never remembered past a change."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agencies import roles_held
from agencies.models import Agency, Delegation, Membership, Role, User
from agencies.permissions import bodies_of
from agencies.roles_held import Held, may_change_roles, one_answer, read
from tests.factories import AgencyFactory, UserFactory, person

TODAY = date(2009, 7, 6)
DAY = timedelta(days=1)


def statements(ask: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as asked:
        ask()
    return len(asked)


def reports(who: User) -> bool:
    return bool(bodies_of(who, TODAY, Role.OFFICER))


def lent(role: Membership, to: User, **fields: Any) -> Membership:
    days = {"starts_on": TODAY, "ends_on": TODAY + DAY}
    given = Delegation.objects.create(
        membership=role, to=to, made_by=role.user, reason="Отпуск.", **days, **fields
    )
    return Membership.objects.create(
        user=to,
        agency=role.agency,
        role=role.role,
        delegation=given,
        valid_from=TODAY,
        valid_to=TODAY + DAY,
    )


@pytest.fixture
def everybody(agency: Agency) -> list[User]:
    """Of one body: a role that stands, was, will be, was lent, was lent and taken back, was lent to
    somebody with no role of their own, and one of a closed account; and somebody of two bodies."""
    head = person(agency, Role.HEAD)
    of_head = head.memberships.get()
    past, future = (person(agency, Role.OFFICER) for _ in range(2))
    past.memberships.update(valid_to=TODAY - DAY)
    future.memberships.update(valid_from=TODAY + DAY)
    deputy, back, stranger, closed = (UserFactory() for _ in range(4))
    for one in (deputy, back, closed):
        Membership.objects.create(user=one, agency=agency, role=Role.OFFICER)
    lent(of_head, deputy)
    lent(of_head, back, ended_at=timezone.now(), ended_by=head)
    lent(of_head, stranger)
    User.objects.filter(pk=closed.pk).update(is_active=False)
    both = person(agency, Role.OFFICER)
    Membership.objects.create(user=both, agency=AgencyFactory(), role=Role.OBSERVER)
    return [head, past, future, deputy, back, stranger, closed, both]


@pytest.mark.parametrize("days", [-1, 0, 1, 2])
def test_it_is_what_current_memberships_say(everybody: list[User], days: int) -> None:
    day = TODAY + days * DAY
    told = {who.pk: read(who, day) for who in everybody}
    rows = Membership.objects.current(day).select_related("delegation__membership")
    said: dict[int, set[Held]] = {who.pk: set() for who in everybody}
    for one in rows.filter(user__in=everybody):
        lender = one.delegation.membership.user_id if one.delegation else None
        said[one.user_id].add(Held(one.role, one.agency_id, lender))
    assert told == said
    assert any(one.lender for held in told.values() for one in held) == (days in (0, 1))


def test_one_answer_asks_once(officer: User) -> None:
    with one_answer():
        assert statements(lambda: [reports(officer), reports(officer)]) == 1
        with one_answer():  # what is inside of an answer belongs to it
            assert statements(lambda: reports(officer)) == 0
        assert statements(lambda: reports(officer)) == 0
    assert statements(lambda: [reports(officer), reports(officer)]) == 2


def test_each_person_and_each_day_by_itself(officer: User, coordinator: User) -> None:
    officer.memberships.update(valid_to=TODAY)
    with one_answer():
        assert (reports(officer), reports(coordinator)) == (True, False)
        assert bodies_of(officer, TODAY + DAY, Role.OFFICER) == frozenset()


def _ended(who: User) -> None:
    who.memberships.update(valid_to=TODAY - DAY)


def _deleted(who: User) -> None:
    who.memberships.all().delete()


def _closed(who: User) -> None:
    who.is_active = False
    who.save(update_fields=["is_active"])


def _by_hand(who: User) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "update agencies_membership set role = 'observer' where user_id = %s", [who.pk]
        )


CHANGES = [_ended, _deleted, _closed, _by_hand]


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_seen_at_once(officer: User, change: Callable[[User], None]) -> None:
    with one_answer():
        assert reports(officer)
        change(officer)
        assert not reports(officer)


@pytest.mark.parametrize("change", CHANGES)
def test_so_is_that_it_was_taken_back(officer: User, change: Callable[[User], None]) -> None:
    """What was asked between a change and its rollback is not remembered either."""
    with one_answer():
        with transaction.atomic():
            change(officer)
            assert not reports(officer)
            transaction.set_rollback(True)
        assert reports(officer)


def test_a_role_given_and_taken_back_opens_nothing(agency: Agency) -> None:
    nobody: User = UserFactory()
    with one_answer():
        assert not reports(nobody)
        with transaction.atomic():
            Membership.objects.create(user=nobody, agency=agency, role=Role.OFFICER)
            assert reports(nobody)
            transaction.set_rollback(True)
        assert not reports(nobody)


def test_a_loan_that_is_ended_is_seen_at_once(agency: Agency) -> None:
    head, deputy = person(agency, Role.HEAD), person(agency, Role.OBSERVER)
    loan = lent(head.memberships.get(), deputy).delegation
    with one_answer():
        assert bodies_of(deputy, TODAY, Role.HEAD) == {agency.pk}
        ends = {"ended_at": timezone.now(), "ended_by": head}
        Delegation.objects.filter(pk=getattr(loan, "pk", 0)).update(**ends)
        assert bodies_of(deputy, TODAY, Role.HEAD) == frozenset()


def test_a_long_answer_asks_anew(officer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who sends a body for minutes, or waits for a lock, has the rights of the end."""
    now = [1000.0]
    monkeypatch.setattr(roles_held, "monotonic", lambda: now[0])
    with one_answer():
        assert reports(officer)
        now[0] += roles_held.KNOWN_FOR
        assert statements(lambda: reports(officer)) == 0
        now[0] += 0.1
        assert statements(lambda: reports(officer)) == 1


def test_the_next_request_asks_anew(client: Client, officer: User) -> None:
    client.force_login(officer)
    assert client.get("/desk/").status_code == 200
    officer.memberships.update(role=Role.OBSERVER)
    assert client.get("/desk/").status_code == 403


@pytest.mark.parametrize(
    ("sql", "changes"),
    [
        ('SELECT 1 FROM "agencies_membership"', False),
        ('SELECT "updated_at" FROM "agencies_user"', False),
        ('UPDATE "measures_obligation" SET "state" = %s', False),
        ('UPDATE "agencies_membership" SET "role" = %s', True),
        ("SELECT set_config('audit.act', '{}', true); DELETE FROM \"agencies_delegation\"", True),
        ("with gone as (delete from agencies_user returning id) select * from gone", True),
        ("TRUNCATE agencies_membership", True),
        (object(), True),
    ],
)
def test_what_may_change_roles(sql: Any, changes: bool) -> None:
    assert may_change_roles(sql) is changes
