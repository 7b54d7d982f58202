"""A coordinator reviews, decides on time, dates what waits, removes from control."""

from datetime import date
from typing import Any

import pytest

from agencies.models import User
from measures.models import (
    Deadline,
    DeadlineKind,
    Extension,
    Measure,
    Obligation,
    ProgressEntry,
)
from measures.services.extensions import request_extension
from tests.measures.views.conftest import signed_in


@pytest.fixture
def asked(obligation: Obligation, officer: User, today: date) -> Extension:
    return request_extension(
        obligation, by=officer, today=today, proposed_on=date(2009, 9, 1), reason="Ждём ответа."
    )


def post(user: User, address: str, **typed: Any) -> Any:
    return signed_in(user).post(address, typed)


def test_acceptance_returns_to_the_queue(coordinator: User, handed_in: ProgressEntry) -> None:
    answer = post(coordinator, f"/review/{handed_in.pk}/", action="accept")
    handed_in.refresh_from_db()
    assert (answer.url, handed_in.state) == ("/review/", "accepted")


def test_a_return_without_a_reason_is_refused_beside_the_field(
    coordinator: User, handed_in: ProgressEntry
) -> None:
    page = post(coordinator, f"/review/{handed_in.pk}/", action="return", reason=" ")
    handed_in.refresh_from_db()
    assert (page.status_code, "Say why the report goes back" in page.text, handed_in.state) == (
        422,
        True,
        "submitted",
    )


def test_a_return_gives_its_reason(coordinator: User, handed_in: ProgressEntry) -> None:
    post(coordinator, f"/review/{handed_in.pk}/", action="return", reason="Нет приложения.")
    handed_in.refresh_from_db()
    assert (handed_in.state, handed_in.review.reason) == ("returned", "Нет приложения.")


def test_the_second_reviewer_is_told_that_it_is_decided(
    coordinator: User, handed_in: ProgressEntry
) -> None:
    first, second = (post(coordinator, f"/review/{handed_in.pk}/", action="accept") for _ in "12")
    assert (first.status_code, second.status_code, "reviewed already" in second.text) == (
        302,
        422,
        True,
    )


def test_the_queue_shows_what_waits_and_for_how_long(
    coordinator: User, handed_in: ProgressEntry
) -> None:
    ProgressEntry.objects.update(submitted_on=date(2009, 7, 1))
    page = signed_in(coordinator).get("/review/")
    assert ("for 5 days" in page.text, f"/review/{handed_in.pk}/" in page.text) == (True, True)


def test_an_officer_asks_for_more_time(officer: User, obligation: Obligation) -> None:
    address = f"/obligations/{obligation.pk}/extension/"
    answer = post(officer, address, proposed_on="2009-09-01", reason="Ждём ответа.")
    found = Extension.objects.get()
    assert (answer.url, found.proposed_on, found.state) == (
        f"/obligations/{obligation.pk}/",
        date(2009, 9, 1),
        "requested",
    )


def test_an_earlier_date_is_refused_and_the_reason_stays(
    officer: User, obligation: Obligation
) -> None:
    address = f"/obligations/{obligation.pk}/extension/"
    page = post(officer, address, proposed_on="2009-07-07", reason="Ждём ответа.")
    assert ("must be later" in page.text, "Ждём ответа." in page.text) == (True, True)


def test_what_was_asked_for_is_not_told_to_other_agencies(
    coordinator: User, stranger: User, asked: Extension
) -> None:
    address = f"/measures/{asked.obligation.measure_id}/"
    told = []
    for reader in (coordinator, stranger):
        page = signed_in(reader).get(address).text
        told.append((asked.reason in page, "1 Sep. 2009" in page or "1 September 2009" in page))
    assert told == [(True, True), (False, False)]


def test_the_deadline_moves_by_an_act(coordinator: User, asked: Extension) -> None:
    post(
        coordinator,
        f"/extensions/{asked.pk}/",
        action="grant",
        granted_on="2009-08-20",
        act="№ 12",
        act_on="2009-07-06",
    )
    asked.obligation.refresh_from_db()
    assert (asked.obligation.due_on, asked.obligation.first_due_on) == (
        date(2009, 8, 20),
        date(2009, 7, 10),
    )


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"action": "grant", "granted_on": "2009-08-20"}, "number and date of the act"),
        ({"action": "grant", "act": "№ 1"}, "Give the new date"),
        ({"action": "refuse"}, "Say why more time is refused"),
    ],
)
def test_a_decision_says_what_it_misses(
    coordinator: User, asked: Extension, typed: dict[str, str], said: str
) -> None:
    page = post(coordinator, f"/extensions/{asked.pk}/", **typed)
    asked.refresh_from_db()
    assert (page.status_code, said in page.text, asked.state) == (422, True, "requested")


def test_refusing_keeps_the_date(coordinator: User, asked: Extension) -> None:
    post(coordinator, f"/extensions/{asked.pk}/", action="refuse", note="Срок достаточен.")
    asked.refresh_from_db()
    asked.obligation.refresh_from_db()
    assert (asked.state, asked.obligation.due_on) == ("refused", date(2009, 7, 10))


@pytest.fixture
def undated(obligation: Obligation) -> Deadline:
    deadline = Deadline.objects.get(measure=obligation.measure_id)
    Obligation.objects.update(
        kind="undecided", due_on=None, first_due_on=None, changed_on=date(2009, 1, 1)
    )
    Deadline.objects.update(kind=DeadlineKind.UNDECIDED, due=[])
    return deadline


def test_a_person_dates_an_undecided_deadline(coordinator: User, undated: Deadline) -> None:
    answer = post(coordinator, f"/deadlines/{undated.pk}/", dates="10.09.2009\n2009-12-10")
    due = Obligation.objects.filter(measure=undated.measure_id).values_list("due_on", flat=True)
    assert (answer.status_code, list(due)) == (302, [date(2009, 9, 10), date(2009, 12, 10)])


def test_a_line_that_is_no_date_is_named(coordinator: User, undated: Deadline) -> None:
    page = post(coordinator, f"/deadlines/{undated.pk}/", dates="2009-09-10\nосенью")
    assert ("“осенью” is not a date" in page.text, "2009-09-10" in page.text) == (True, True)


def test_a_measure_leaves_control_against_its_document(
    coordinator: User, obligation: Obligation
) -> None:
    address = f"/measures/{obligation.measure_id}/remove/"
    post(coordinator, address, kind="law", number="15-IV", on="2009-07-01")
    obligation.refresh_from_db()
    assert (Measure.objects.get().state, obligation.state) == ("removed", "removed")


def test_reports_that_wait_are_reviewed_before_a_measure_leaves_control(
    coordinator: User, obligation: Obligation, handed_in: ProgressEntry
) -> None:
    address = f"/measures/{obligation.measure_id}/remove/"
    page = post(coordinator, address, kind="law", number="15-IV", on="2009-07-01")
    assert ("Review the reports that wait" in page.text, "15-IV" in page.text) == (True, True)
