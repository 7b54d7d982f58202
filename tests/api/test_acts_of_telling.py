"""Reminders, notices, the own settings, search, and the working calendar."""

from datetime import date
from typing import Any

import pytest

from agencies.models import Agency, CalendarDay, Role, User
from measures.models import Declined, Digest, Job, NoticeKind, Obligation
from measures.services.notices import News, tell
from measures.services.progress import Draft, save_draft, submit
from measures.services.reminders import default_rules
from planner.models import ActionPlan
from tests.api.asking import client_of, code_of, fields_of, get, post, send, somebody
from tests.factories import (
    DigestFactory,
    MeasureFactory,
    NoticeFactory,
    ObligationFactory,
    UserFactory,
    asked_for,
    person,
)

TODAY = date(2009, 7, 6)


@pytest.fixture
def mine(plan: ActionPlan, agency: Agency, officer: User) -> Obligation:
    default_rules(plan)
    return asked_for(ObligationFactory(measure=MeasureFactory(plan=plan), agency=agency))


def test_a_person_reads_and_acknowledges_the_own_reminders(mine: Obligation, officer: User) -> None:
    own = NoticeFactory(recipient=officer, obligation=mine)
    NoticeFactory(obligation=mine)
    [row] = get(officer, "reminder-list").json()["results"]
    done = post(officer, "reminder-acknowledge", reminders=[own.pk, 10**9]).json()
    again = post(officer, "reminder-acknowledge", reminders=[own.pk]).json()
    assert (row["id"], row["waits"], row["opens"]) == (own.pk, True, True)
    assert (done, again) == ({"acknowledged": 1}, {"acknowledged": 0})
    assert fields_of(post(officer, "reminder-acknowledge")) == (400, ["reminders"])


def test_nobody_acknowledges_for_another(mine: Obligation, officer: User) -> None:
    theirs = NoticeFactory(obligation=mine)
    assert post(officer, "reminder-acknowledge", reminders=[theirs.pk]).json() == {
        "acknowledged": 0
    }


def test_what_may_be_declined_is_declined(
    mine: Obligation, plan: ActionPlan, officer: User
) -> None:
    plan.reminder_rules.filter(audience="officer").update(may_decline=True)
    [choice] = get(officer, "reminder-choices").json()
    declined = send(officer, "put", "reminder-choose", plan.slug, declined=True).json()
    taken_back = send(officer, "put", "reminder-choose", plan.slug, declined=False).json()
    assert (choice["plan"], bool(choice["may_stop"])) == (plan.slug, True)
    assert (declined["declined_at"] is not None, taken_back["declined_at"]) == (True, None)
    assert Declined.objects.count() == 0


def test_a_coordinator_sees_whom_an_order_reaches_and_gives_it(
    mine: Obligation, officer: User, coordinator: User
) -> None:
    seen = post(coordinator, "reminder-order-preview", obligations=[mine.pk]).json()
    by_board = post(coordinator, "reminder-order-preview", board="status=all").json()
    done = post(coordinator, "reminder-order-list", obligations=[mine.pk], note="Срочно.")
    again = post(coordinator, "reminder-order-list", obligations=[mine.pk])
    assert [(one["obligation"], [p["id"] for p in one["people"]]) for one in seen["ready"]] == [
        (mine.pk, [officer.pk])
    ]
    assert (by_board["mails"], done.status_code, done.json()["people"]) == (1, 201, 1)
    assert (code_of(again), Digest.objects.count()) == ((409, "ordered_today"), 1)


def test_an_order_for_nothing_and_for_the_unknown(mine: Obligation, coordinator: User) -> None:
    nothing = post(coordinator, "reminder-order-list", obligations=[])
    unknown = post(coordinator, "reminder-order-list", obligations=[10**9])
    assert (code_of(nothing), code_of(unknown)) == ((409, "nothing_chosen"), (404, "not_found"))


def test_a_large_order_is_long_work(
    mine: Obligation, coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("measures.api.reminders.MOST", 0)
    answer = post(coordinator, "reminder-order-list", obligations=[mine.pk])
    assert (answer.status_code, answer.json()["id"]) == (202, Job.objects.get().pk)


def test_what_goes_out_on_a_day(mine: Obligation, officer: User, coordinator: User) -> None:
    [reader] = get(coordinator, "reminder-preview-list", on="2009-07-09").json()["results"]
    [mail] = get(coordinator, "reminder-preview-mails", officer.pk, on="2009-07-09").json()
    nobody = get(coordinator, "reminder-preview-mails", coordinator.pk, on="2009-07-09")
    assert reader["person"]["id"] == officer.pk
    assert [one["obligation"] for one in reader["letters"][0]["reminders"]] == [mine.pk]
    assert (mine.measure.number in mail["text"], code_of(nobody)) == (True, (404, "not_found"))
    far = get(coordinator, "reminder-preview-list", on="2019-07-09")
    assert fields_of(far) == (400, ["on"])


def test_why_somebody_is_reminded(mine: Obligation, officer: User, coordinator: User) -> None:
    told = get(coordinator, "obligation-explained-reminders", mine.pk).json()
    own = get(officer, "obligation-explained-reminders", mine.pk).json()
    assert {one["person"]["id"] for one in told} == {officer.pk, coordinator.pk}
    assert [one["person"]["id"] for one in own] == [officer.pk]
    assert own[0]["verdict"].startswith("Not reminded so far.")


def test_how_the_reminders_of_the_day_went(mine: Obligation, coordinator: User) -> None:
    lost = DigestFactory(state="failed", error="550", sent_at=None)
    told = get(coordinator, "reminder-run-runs").json()
    again = post(coordinator, "reminder-run-again", mails=[lost.pk]).json()
    assert (told["day"], told["silent"], told["mails"]["failed"]) == ("2009-07-06", True, 1)
    assert [one["id"] for one in told["troubled"]] == [lost.pk]
    assert again == {"again": 1}


def policy(by: User, plan: ActionPlan) -> Any:
    return get(by, "plan-policy-reminder-policy", plan.slug).json()


def test_the_policy_is_read_added_to_and_retired(
    mine: Obligation, plan: ActionPlan, coordinator: User, officer: User
) -> None:
    before = policy(officer, plan)
    step = {"audience": "officer", "offset": -20, "seen": before["seen"]}
    added = post(coordinator, "plan-policy-add-step", plan.slug, **step)
    stale = post(coordinator, "plan-policy-add-step", plan.slug, **{**step, "offset": -21})
    [new] = [one for one in added.json()["steps"] if one["offset"] == -20]
    retired = send(coordinator, "delete", "plan-policy-retire-step", plan.slug, new["id"])
    gone = send(coordinator, "delete", "plan-policy-retire-step", plan.slug, new["id"])
    assert (before["may_change"], added.json()["may_change"], added.status_code) == (
        False,
        True,
        201,
    )
    assert code_of(stale) == (409, "changed_meanwhile")
    assert retired.json()["seen"] == before["seen"]
    assert code_of(gone) == (404, "not_found")


def test_the_policy_is_set_whole(mine: Obligation, plan: ActionPlan, coordinator: User) -> None:
    before = policy(coordinator, plan)
    body = {"steps": [{"audience": "officer", "offset": -3}], "review_days": 7}
    done = send(
        coordinator, "put", "plan-policy-reminder-policy", plan.slug, **body, seen=before["seen"]
    ).json()
    usual = post(coordinator, "plan-policy-usual-steps", plan.slug).json()
    assert ([one["offset"] for one in done["steps"]], done["review_days"]) == ([-3], 7)
    assert (len(usual["steps"]) > 1, usual["lacking"]) == (True, [])


def test_a_step_that_is_not_sound_is_told_by_its_place(
    mine: Obligation, plan: ActionPlan, coordinator: User
) -> None:
    step = {"audience": "officer", "offset": -3}
    twice = send(
        coordinator, "put", "plan-policy-reminder-policy", plan.slug, steps=[step, step], seen="x"
    )
    [error] = twice.json()["errors"]
    assert (twice.status_code, error["field"].split(".")[:2]) == (400, ["steps", "1"])


def test_if_match_keeps_a_policy_from_being_overwritten(
    mine: Obligation, plan: ActionPlan, coordinator: User
) -> None:
    client = client_of(coordinator)
    address = f"/api/v1/plans/{plan.slug}/reminder-policy/"
    tag = client.get(address)["ETag"]
    plan.reminder_rules.filter(audience="head").delete()
    usual = client.post(f"{address}usual/", headers={"If-Match": tag})
    assert code_of(usual) == (412, "precondition_failed")


def test_notices_are_read_and_seen(mine: Obligation, officer: User) -> None:
    rows = {"measure_id": mine.measure_id, "obligation_id": mine.pk}
    tell(News(NoticeKind.ACCEPTED, "entry:1", person=officer.pk, rows=rows), by=None, today=TODAY)
    [row] = get(officer, "notice-list", show="new").json()["results"]
    left = post(officer, "notice-seen", notices=[row["id"]]).json()
    assert (row["kind"], row["new"], row["obligation"]) == ("accepted", True, mine.pk)
    assert (row["text"], left) == ("Your report was accepted.", {"new": 0})
    assert get(officer, "notice-count").json() == {"new": 0}
    assert fields_of(post(officer, "notice-seen", notices=["report:1"])) == (400, ["notices.0"])


def test_a_person_reads_and_changes_the_own_settings(officer: User, agency: Agency) -> None:
    me = get(officer, "me").json()
    sent = {"hour": 9, "language": "kk", "news": {"accepted": "daily"}}
    changed = send(officer, "patch", "me", **sent).json()
    board = send(officer, "patch", "me", start_page="board")
    assert [(one["agency"], one["role"]) for one in me["memberships"]] == [(agency.code, "officer")]
    assert (me["today"], me["email"]) == ("2009-07-06", officer.email)
    assert [changed[name] for name in ("hour", "language", "start_page")] == [9, "kk", ""]
    assert (changed["news"]["accepted"], changed["news"]["returned"]) == ("daily", "daily")
    assert fields_of(board) == (400, ["start_page"])


def test_who_has_no_role_is_told_so(db: None) -> None:
    assert get(UserFactory(), "me").json()["memberships"] == []


def test_a_search_finds_what_may_be_read(
    mine: Obligation, officer: User, coordinator: User
) -> None:
    entry = save_draft(mine, Draft("Редкое слово."), by=officer, today=TODAY)
    own = get(officer, "search-list", q="редкое", kind="reports").json()["results"]
    hidden = get(coordinator, "search-counts", q="редкое").json()
    submit(entry, by=officer, today=TODAY)
    shown = get(coordinator, "search-counts", q="редкое").json()
    other = get(somebody(), "search-counts", q="редкое").json()
    assert [(one["id"], one["obligation"]) for one in own] == [(entry.pk, mine.pk)]
    assert (hidden["reports"], shown["reports"], other["reports"]) == (0, 1, 0)


def test_a_search_for_measures_and_suggestions(mine: Obligation, officer: User) -> None:
    number = mine.measure.number
    [found] = get(officer, "search-list", q=number, kind="measures").json()["results"]
    told = get(officer, "search-suggestions", q=number).json()
    assert (found["id"], found["number"]) == (mine.measure_id, number)
    assert [one["id"] for one in told["measures"]] == [mine.measure_id]


@pytest.mark.parametrize(
    ("query", "field"),
    [({"kind": "measures"}, "q"), ({"q": "закон"}, "kind"), ({"q": "а", "kind": "x"}, "kind")],
)
def test_a_search_that_cannot_be_read(officer: User, query: dict[str, str], field: str) -> None:
    assert fields_of(get(officer, "search-list", **query)) == (400, [field])


ACT = {"act_title": "Постановление", "act_number": "1", "act_on": "2009-06-01"}


@pytest.fixture
def keeper(agency: Agency) -> User:
    return person(agency, Role.OFFICER, is_staff=True, is_superuser=True)


def test_the_calendar_is_corrected_and_corrected_back(keeper: User, officer: User) -> None:
    days = {"day_off": "2009-08-28", "working_day": "2009-08-29"}
    before = get(officer, "calendar-year", 2009).json()
    moved = post(keeper, "calendar-transfers", **ACT, **days)
    again = post(keeper, "calendar-transfers", **ACT, **days)
    after = get(officer, "calendar-year", 2009).json()
    back = post(keeper, "calendar-take-back", days=list(days.values()), reason="Ошибка.").json()
    assert (moved.status_code, code_of(again)) == (201, (409, "day_corrected"))
    assert (after["working_days"], len(after["corrections"])) == (before["working_days"], 2)
    assert (back, CalendarDay.objects.count()) == ({"removed": 2}, 0)


def test_one_day_becomes_a_day_off(keeper: User, officer: User) -> None:
    body = {**ACT, "day": "2009-07-10", "kind": "holiday", "name_ru": "День траура"}
    done = post(keeper, "calendar-days", **body)
    told = get(officer, "calendar-year", 2009).json()
    assert (done.status_code, done.json()["kind"]) == (201, "holiday")
    assert [one["is_corrected"] for one in told["days"] if one["day"] == "2009-07-10"] == [True]
    assert code_of(post(officer, "calendar-days", **body)) == (403, "permission_denied")
    assert fields_of(post(keeper, "calendar-days", **ACT)) == (400, ["day", "kind", "name_ru"])


def test_a_year_that_nobody_knows(officer: User) -> None:
    assert code_of(get(officer, "calendar-year", 1066)) == (404, "not_found")
