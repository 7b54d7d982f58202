"""What coordinators do daily: the board, its views, the queues, one report and many at once."""

from datetime import date
from typing import Any

import pytest

from agencies.models import Agency, Role, User
from measures.models import Job, Obligation, ProgressEntry, SavedView
from measures.services import together
from measures.services.progress import Draft, save_draft, submit
from planner.models import ActionPlan
from tests.api.asking import client_of, code_of, fields_of, get, post, send
from tests.factories import MeasureFactory, ObligationFactory, asked_for, person

TODAY = date(2009, 7, 6)


def report(plan: ActionPlan, agency: Agency, officer: User, **fields: Any) -> ProgressEntry:
    measure = MeasureFactory(plan=plan)
    owed = asked_for(ObligationFactory(measure=measure, agency=agency, **fields))
    entry = save_draft(owed, Draft("Сделано."), by=officer, today=TODAY)
    submit(entry, by=officer, today=TODAY)
    return entry


@pytest.fixture
def entry(plan: ActionPlan, agency: Agency, officer: User) -> ProgressEntry:
    return report(plan, agency, officer)


@pytest.fixture
def late(owed: Obligation) -> Obligation:
    return owed


def test_the_board_tells_what_is_late_first(
    late: Obligation, plan: ActionPlan, coordinator: User
) -> None:
    early = asked_for(
        ObligationFactory(measure=MeasureFactory(plan=plan), due_on=date(2009, 12, 1))
    )
    attention = get(coordinator, "board-list").json()["results"]
    everything = get(coordinator, "board-list", status="all").json()["results"]
    assert [(row["id"], row["status"], row["days_late"]) for row in attention] == [
        (late.pk, "overdue", 26)
    ]
    assert [row["id"] for row in everything] == [late.pk, early.pk]


def test_the_board_is_filtered_as_the_page_is(late: Obligation, coordinator: User) -> None:
    agency = get(coordinator, "board-list", agency=late.agency.code).json()["results"]
    other = get(coordinator, "board-list", age="week").json()["results"]
    words = get(coordinator, "board-list", text=late.measure.number).json()["results"]
    assert ([one["id"] for one in agency], other, [one["id"] for one in words]) == (
        [late.pk],
        [],
        [late.pk],
    )


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"status": "perhaps"}, "status"),
        ({"agency": "nobody"}, "agency"),
        ({"due_from": "tomorrow"}, "due_from"),
        ({"as_of": "2010-01-01"}, "as_of"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_filter_that_cannot_be_read_is_named(
    coordinator: User, query: dict[str, str], field: str
) -> None:
    assert fields_of(get(coordinator, "board-list", **query)) == (400, [field])


def test_the_board_is_read_page_by_page_without_a_gap(plan: ActionPlan, coordinator: User) -> None:
    for number in range(5):
        asked_for(ObligationFactory(measure=MeasureFactory(plan=plan, number=str(number))))
    client, found = client_of(coordinator), []
    address: Any = "/api/v1/board/?status=all&page_size=2&sort=-status"
    while address:
        page = client.get(address).json()
        found += [row["id"] for row in page["results"]]
        address = page["next"]
    assert sorted(found) == sorted(Obligation.objects.values_list("pk", flat=True))
    assert len(found) == len(set(found)) == 5


def test_each_total_leads_to_as_many_rows(late: Obligation, coordinator: User) -> None:
    told = get(coordinator, "board-totals").json()
    assert (told["by_status"]["overdue"], told["by_age"]) == (1, {"month": 1})
    assert [(one["key"], one["count"]) for one in told["by_agency"]] == [(late.agency.code, 1)]


def test_the_board_as_a_table(late: Obligation, coordinator: User) -> None:
    answer = get(coordinator, "board-csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert answer["content-disposition"] == 'attachment; filename="board-2009-07-06.csv"'
    assert (answer["x-content-type-options"], late.measure.number in text) == ("nosniff", True)


def test_a_view_is_kept_renamed_and_deleted(coordinator: User) -> None:
    kept = post(coordinator, "boardview-list", name="Моё", query="status=overdue&page=7").json()
    twice = post(coordinator, "boardview-list", name="Моё", query="")
    changed = send(
        coordinator, "patch", "boardview-detail", kept["id"], name="Наше", is_default=True
    ).json()
    gone = send(coordinator, "delete", "boardview-detail", kept["id"])
    assert (kept["query"], kept["filters"]) == ("status=overdue", {"status": "overdue"})
    assert (code_of(twice), changed["name"], changed["is_default"]) == (
        (409, "name_taken"),
        "Наше",
        True,
    )
    assert (gone.status_code, SavedView.objects.count()) == (204, 0)


def test_what_was_seen_is_what_is_changed(coordinator: User) -> None:
    kept = post(coordinator, "boardview-list", name="Моё").json()
    client, address = client_of(coordinator), f"/api/v1/board-views/{kept['id']}/"
    tag = client.get(address)["ETag"]
    client.patch(address, {"name": "Иначе"})
    stale = client.patch(address, {"name": "Наше"}, headers={"If-Match": tag})
    assert (code_of(stale), SavedView.objects.get().name) == ((412, "precondition_failed"), "Иначе")


def test_the_queue_tells_by_when_to_decide(entry: ProgressEntry, coordinator: User) -> None:
    [row] = get(coordinator, "queue-reports").json()["results"]
    waits = get(coordinator, "queue-waiting").json()
    assert (row["id"], row["reviewer"], row["days_over"], row["files"]) == (entry.pk, None, 0, 0)
    assert (waits["reports"], waits["extensions"], waits["deadlines"]) == (1, 0, 0)


def test_a_report_is_taken_and_given(entry: ProgressEntry, coordinator: User) -> None:
    colleague = person(entry.obligation.measure.plan.coordinator, Role.COORDINATOR)
    taken = post(coordinator, "progressentry-take-review", entry.pk).json()
    again = post(colleague, "progressentry-take-review", entry.pk)
    given = post(coordinator, "progressentry-assign", entry.pk, reviewer=colleague.pk).json()
    mine = get(colleague, "queue-reports", whose="mine").json()["results"]
    assert (taken["reviewer"]["id"], code_of(again)) == (coordinator.pk, (409, "taken"))
    assert (given["reviewer"]["id"], [one["id"] for one in mine]) == (colleague.pk, [entry.pk])


def test_only_who_may_review_is_given_it(
    entry: ProgressEntry, coordinator: User, officer: User
) -> None:
    answer = post(coordinator, "progressentry-assign", entry.pk, reviewer=officer.pk)
    assert code_of(answer) == (409, "cannot_review")


def test_a_reviewer_compares(entry: ProgressEntry, coordinator: User, officer: User) -> None:
    post(coordinator, "progressentry-return", entry.pk, reason="Мало.")
    anew = save_draft(entry.obligation, Draft("Больше."), by=officer, today=TODAY)
    submit(anew, by=officer, today=TODAY)
    told = get(coordinator, "progressentry-before", anew.pk).json()
    assert [(one["id"], one["reason"]) for one in told["returned"]] == [(entry.pk, "Мало.")]
    assert told["accepted"] is None


def test_many_are_looked_at_and_accepted(
    plan: ActionPlan, agency: Agency, officer: User, coordinator: User
) -> None:
    entries = [report(plan, agency, officer) for _ in range(2)]
    elsewhere = report(MeasureFactory().plan, agency, officer)
    seen = post(coordinator, "review-preview", act="accept", queue={}).json()
    ids = [*(one.pk for one in entries), elsewhere.pk, 10**9]
    done = post(coordinator, "review-accept", entries=ids, note="Принято.")
    assert (sorted(seen["possible"]), [one["code"] for one in seen["left_out"]]) == (
        sorted(one.pk for one in entries),
        ["another_plan"],
    )
    assert (done.status_code, [one["code"] for one in done.json()]) == (
        200,
        ["", "", "denied", "unknown"],
    )


def test_more_than_a_page_waits_for_are_long_work(
    entry: ProgressEntry, coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("measures.api.together.MOST_AT_ONCE", 0)
    answer = post(coordinator, "review-assign", entries=[entry.pk], reviewer=coordinator.pk)
    job = Job.objects.get()
    assert (answer.status_code, answer.json()["id"], job.params["act"]) == (202, job.pk, "assign")
    assert together.MOST_AT_ONCE == 50


def test_nothing_chosen_is_refused(coordinator: User) -> None:
    assert code_of(post(coordinator, "review-accept", entries=[])) == (409, "nothing_chosen")


def test_a_past_day_tells_no_reviewers(entry: ProgressEntry, coordinator: User) -> None:
    answer = get(coordinator, "queue-reports", as_of="2009-07-05", whose="mine")
    assert fields_of(answer) == (400, ["whose"])
    assert get(coordinator, "queue-reports", as_of="2009-07-05").json()["results"] == []


def test_a_condition_on_what_is_not_there(coordinator: User) -> None:
    client = client_of(coordinator)
    for number in ("null", str(10**30)):
        answer = client.patch(
            f"/api/v1/board-views/{number}/", {"name": "Моё"}, headers={"If-Match": '"x"'}
        )
        assert code_of(answer) == (404, "not_found")
