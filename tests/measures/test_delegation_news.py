"""Delegations of roles: whom they concern hears when they begin and end, once, by mail as they
choose."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from agencies.models import Agency, Delegation, Membership, Role, User
from agencies.services_delegations import delegate, end_delegation
from measures.models import Notice, NoticeKind, Preference
from measures.services.delegation_news import tell_of_ending_loans
from measures.tasks import tell_of_loans
from tests.factories import person
from tests.measures.reminding import DUE, NOW, body, run

DAY = timedelta(days=1)


@pytest.fixture
def head(agency: Agency) -> User:
    return person(agency, Role.HEAD, full_name="Head of it")


@pytest.fixture
def officer(agency: Agency) -> User:
    return person(agency, Role.OFFICER, full_name="Who lends")


@pytest.fixture
def other(agency: Agency) -> User:
    return person(agency, Role.OBSERVER, full_name="Who is lent")


def lend(officer: User, other: User, *, days: int = 14, by: User | None = None) -> Delegation:
    return delegate(
        officer.memberships.get(),
        to=other,
        starts_on=DUE,
        ends_on=DUE + (days - 1) * DAY,
        reason="Leave",
        by=by or officer,
        today=DUE,
    )


def told() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for one in Notice.objects.filter(kind=NoticeKind.ROLE_LENT).select_related("recipient"):
        found.setdefault(one.params["step"], set()).add(one.recipient.full_name)
    return found


def test_whoever_did_not_act_hears_that_a_role_is_lent(
    officer: User, other: User, head: User
) -> None:
    lend(officer, other)
    assert told() == {"lent": {"Who is lent", "Head of it"}}


def test_and_that_it_was_ended_before_its_day(officer: User, other: User, head: User) -> None:
    given = lend(officer, other, by=head)
    end_delegation(given, by=other, today=DUE, now=NOW)
    assert told() == {
        "lent": {"Who lends", "Who is lent"},
        "ended": {"Who lends", "Head of it"},
    }


def test_a_head_who_lends_is_told_once_and_officers_not_at_all(
    officer: User, other: User, head: User
) -> None:
    lend(head, other, by=head)
    assert told() == {"lent": {"Who is lent"}}


def test_three_days_before_the_last_all_of_them_hear_and_only_once(
    officer: User, other: User, head: User
) -> None:
    given = lend(officer, other)
    seen = []
    for day in (given.ends_on - 4 * DAY, given.ends_on - 3 * DAY, given.ends_on - 3 * DAY):
        tell_of_ending_loans(today=day)
        seen.append(Notice.objects.filter(params__step="ending").count())
    tell_of_ending_loans(today=given.ends_on)
    assert (seen, told()["ending"]) == (
        [0, 3, 3],
        {"Who lends", "Who is lent", "Head of it"},
    )
    assert Notice.objects.filter(params__step="ending").count() == 3


@pytest.mark.parametrize("how", ["short", "ended", "to come", "over"])
def test_what_needs_no_word_of_its_end_has_none(officer: User, other: User, how: str) -> None:
    given = lend(officer, other, days=4 if how != "short" else 3)
    if how == "ended":
        end_delegation(given, by=officer, today=DUE, now=NOW)
    days = {"to come": DUE - DAY, "over": given.ends_on + DAY}
    tell_of_ending_loans(today=days.get(how, DUE))
    assert "ending" not in told()


def test_the_task_does_it_on_the_business_day(officer: User, other: User, settings: Any) -> None:
    given = lend(officer, other)
    settings.BUSINESS_DATE = (given.ends_on - DAY).isoformat()
    tell_of_loans()
    assert "ending" in told()


def test_it_takes_as_many_statements_for_three_as_for_thirty(
    agency: Agency, head: User, django_assert_max_num_queries: Any
) -> None:
    counts = []
    for many in (3, 30):
        for _one in range(many):
            lend(person(agency, Role.OFFICER), person(agency, Role.OBSERVER), days=5)
        with django_assert_max_num_queries(15) as seen:
            tell_of_ending_loans(today=DUE + 2 * DAY)
        # SQLite takes many rows in several statements.
        written = [one for one in seen if one["sql"].startswith("INSERT")]
        counts.append(len(seen) - len(written))
    assert counts[0] == counts[1]


def test_a_mail_of_the_day_tells_it_in_the_reader_s_language(
    smtp: Any, officer: User, other: User
) -> None:
    other.language = "en"
    other.save()
    lend(officer, other)
    run()
    (mail,) = smtp.taken
    assert other.email in mail["To"]
    text = " ".join(body(mail).split())
    assert "A role is delegated, Who lends → Who is lent, from" in text
    assert "/accounts/delegations/" in text


def test_none_goes_to_who_wants_them_on_the_site_only(
    smtp: Any, officer: User, other: User
) -> None:
    Preference.objects.create(person=other, loans="site")
    lend(officer, other)
    run()
    assert (list(smtp.taken), told()) == ([], {"lent": {"Who is lent"}})


def test_the_list_of_notices_says_who_and_leads_there(
    client: Client, officer: User, other: User, head: User
) -> None:
    given = lend(officer, other)
    end_delegation(given, by=officer, today=DUE, now=NOW)
    client.force_login(head)
    page = client.get("/notices/", headers={"accept-language": "en"}).text
    assert "A role is delegated, Who lends → Who is lent, from" in page
    assert "The delegation of a role, Who lends → Who is lent, was ended by Who lends." in page
    assert 'href="/accounts/delegations/"' in page


def test_a_person_who_was_erased_is_not_named_there(
    client: Client, officer: User, other: User, head: User
) -> None:
    lend(officer, other)
    User.objects.filter(pk=officer.pk).update(full_name="Departed person")
    client.force_login(head)
    page = client.get("/notices/", headers={"accept-language": "en"}).text
    assert ("Who lends" in page, "Departed person → Who is lent" in page) == (False, True)


def test_over_the_api_they_are_told_and_chosen_as_well(
    client: Client, officer: User, other: User
) -> None:
    lend(officer, other)
    client.force_login(other)
    [one] = client.get("/api/v1/notices/").json()["results"]
    assert (one["kind"], one["path"]) == ("role_lent", "/accounts/delegations/")
    sent = {"news": {"loans": "site"}}
    answer = client.patch("/api/v1/me/", sent, content_type="application/json")
    assert (answer.status_code, answer.json()["news"]["loans"]) == (200, "site")


def test_the_membership_of_the_loan_stays_as_it_was(officer: User, other: User) -> None:
    given = lend(officer, other)
    assert Membership.objects.get(delegation=given).role == Role.OFFICER
