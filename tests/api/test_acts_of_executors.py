"""What officers do daily: the desk, one report, its parts, its files, nothing to report."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.models import Agency, User
from measures.models import DeadlineKind, Evidence, Obligation, ProgressEntry
from measures.services.evidence import attach_evidence
from measures.services.progress import Draft, accept_progress, save_draft, submit
from planner.models import ActionPlan
from tests.api.asking import code_of, fields_of, get, post, send, somebody
from tests.factories import MeasureFactory, ObligationFactory, asked_for
from tests.measures.consolidating import Circle, circle_of
from tests.measures.test_services_evidence import PDF

TODAY = date(2009, 7, 6)


def owed_by(agency: Agency, plan: ActionPlan, **fields: Any) -> Obligation:
    return asked_for(ObligationFactory(measure=MeasureFactory(plan=plan), agency=agency, **fields))


@pytest.fixture
def mine(plan: ActionPlan, agency: Agency) -> Obligation:
    return owed_by(agency, plan)


@pytest.fixture
def evidence(mine: Obligation, officer: User) -> Evidence:
    draft = save_draft(mine, Draft("Пишется."), by=officer, today=TODAY)
    return attach_evidence(draft, SimpleUploadedFile("доклад.pdf", PDF), by=officer, today=TODAY)


def test_the_desk_shows_the_own_and_nothing_else(
    mine: Obligation, plan: ActionPlan, officer: User
) -> None:
    owed_by(somebody().memberships.get().agency, plan)
    [row] = get(officer, "desk-list").json()["results"]
    assert (row["id"], row["pile"], row["under_way"], row["asked"]) == (mine.pk, "week", None, None)


def test_the_desk_is_asked_pile_by_pile(mine: Obligation, officer: User) -> None:
    told = get(officer, "desk-summary").json()
    assert (told["counts"], told["to_do"], told["next_due"]) == ({"week": 1}, 1, "2009-07-10")
    assert get(officer, "desk-list", show="late").json()["results"] == []
    assert fields_of(get(officer, "desk-list", show="heap")) == (400, ["show"])


def test_a_report_tells_what_may_be_done(
    mine: Obligation, officer: User, coordinator: User
) -> None:
    own = get(officer, "obligation-side-overview", mine.pk).json()
    theirs = get(coordinator, "obligation-side-overview", mine.pk).json()
    assert [own["may"][name] for name in ("may_write", "may_hand_in", "may_remind")] == [
        True,
        True,
        False,
    ]
    assert [theirs["may"][name] for name in ("may_write", "may_ask_for_time", "may_remind")] == [
        False,
        True,
        True,
    ]


def test_a_draft_is_its_agencys_alone(
    evidence: Evidence, mine: Obligation, officer: User, coordinator: User
) -> None:
    own = get(officer, "obligation-side-overview", mine.pk).json()
    theirs = get(coordinator, "obligation-side-overview", mine.pk).json()
    assert (own["draft"]["text"], theirs["draft"]) == ("Пишется.", None)


def test_nothing_to_report_is_handed_in_at_once(
    plan: ActionPlan, agency: Agency, officer: User
) -> None:
    periodic = owed_by(agency, plan, kind=DeadlineKind.RECURRING)
    answer = post(officer, "obligation-side-nil", periodic.pk)
    told = get(officer, "obligation-side-handed-in", periodic.pk).json()
    assert (answer.status_code, answer.json()["state"], answer.json()["claim"]) == (
        201,
        "submitted",
        "nil",
    )
    assert (told["entry"]["id"], told["review_by"], told["next"]) == (
        answer.json()["id"],
        "2009-07-13",
        None,
    )


def test_a_refused_nil_return_leaves_no_draft(mine: Obligation, officer: User) -> None:
    answer = post(officer, "obligation-side-nil", mine.pk)
    assert (code_of(answer), ProgressEntry.objects.count()) == ((409, "nil_not_allowed"), 0)


def test_nothing_waits_where_nothing_was_handed_in(mine: Obligation, officer: User) -> None:
    assert code_of(get(officer, "obligation-side-handed-in", mine.pk)) == (404, "not_found")


def test_a_file_is_read_and_taken_off(evidence: Evidence, officer: User) -> None:
    facts = get(officer, "evidence-detail", evidence.pk).json()
    content = get(officer, "evidence-file", evidence.pk)
    read = b"".join(content.streaming_content)
    gone = send(officer, "delete", "evidence-detail", evidence.pk)
    assert (facts["name"], facts["entry"]) == (evidence.name, evidence.entry_id)
    assert (read, content["x-content-type-options"]) == (PDF, "nosniff")
    assert content["content-disposition"].startswith("attachment;")
    assert (gone.status_code, Evidence.objects.count()) == (204, 0)


def test_what_was_handed_in_keeps_its_files(evidence: Evidence, officer: User) -> None:
    submit(evidence.entry, by=officer, today=TODAY)
    answer = send(officer, "delete", "evidence-detail", evidence.pk)
    assert code_of(answer) == (409, "not_a_draft")


def test_a_file_without_its_content_is_told(evidence: Evidence, officer: User) -> None:
    evidence.file.storage.delete(evidence.file.name)
    assert code_of(get(officer, "evidence-file", evidence.pk)) == (409, "file_missing")


@pytest.fixture
def circle(plan: ActionPlan, coordinator: User) -> Circle:
    return circle_of(plan, coordinator, "b", "a")


def test_parts_are_seen_and_taken_over(circle: Circle) -> None:
    source = circle.accepted("b", "Первое.")
    by = circle.officers["lead"]
    told = get(by, "obligation-side-parts", circle.lead.pk).json()
    taken = post(by, "obligation-side-take-parts", circle.lead.pk, text="Свод.").json()
    again = post(
        by, "obligation-side-take-parts", circle.lead.pk, text="Свод.", version=taken["version"]
    )
    assert (told["consolidator"], told["silent"]) == ("lead", ["a"])
    assert [(one["agency"], one["standing"]) for one in told["parts"]] == [
        ("b", "accepted"),
        ("a", "silent"),
    ]
    assert (taken["sources"], "Первое." in taken["text"]) == ([source.pk], True)
    assert code_of(again) == (409, "nothing_new")


def test_a_part_is_left_out_again(circle: Circle) -> None:
    source = circle.accepted("b", "Первое.")
    by, lead = circle.officers["lead"], circle.lead.pk
    taken = post(by, "obligation-side-take-parts", lead, text="Свод.").json()
    left = post(
        by,
        "obligation-side-leave-out",
        lead,
        text=taken["text"],
        version=taken["version"],
        source=source.pk,
    )
    assert (left.status_code, left.json()["sources"]) == (200, [])


def test_only_parts_of_the_report_are_taken(circle: Circle) -> None:
    circle.accepted("b", "Первое.")
    by = circle.officers["lead"]
    answer = post(by, "obligation-side-take-parts", circle.lead.pk, text="…", sources=[10**9])
    assert code_of(answer) == (409, "not_a_part")


def test_who_is_taken_over_sees_where(circle: Circle) -> None:
    source = circle.accepted("b", "Первое.")
    lead = circle.officers["lead"]
    post(lead, "obligation-side-take-parts", circle.lead.pk, text="Свод.")
    entry = circle.lead.entries.get()
    submit(entry, by=lead, today=TODAY, despite_silence=True)
    [use] = get(circle.officers["b"], "obligation-side-uses", source.obligation_id).json()
    assert (use["entry"], use["agency"], use["may_open"]) == (entry.pk, "lead", False)


def test_a_report_that_nobody_shares_has_no_parts(mine: Obligation, officer: User) -> None:
    assert code_of(get(officer, "obligation-side-parts", mine.pk)) == (404, "not_found")


def test_the_history_tells_each_what_is_theirs(
    mine: Obligation, officer: User, coordinator: User
) -> None:
    entry = save_draft(mine, Draft("Сделано."), by=officer, today=TODAY)
    submit(entry, by=officer, today=TODAY)
    accept_progress(entry, by=coordinator, today=TODAY, note="Хорошо.")
    own = get(officer, "obligation-side-history", mine.pk).json()["results"]
    measure = get(somebody(), "measure-side-history", mine.measure_id).json()["results"]
    assert [(one["kind"], one["is_told"]) for one in own] == [
        ("accepted", True),
        ("submitted", True),
    ]
    assert [
        (one["kind"], one["is_told"], one["data"]) for one in measure if not one["is_told"]
    ] == [("submitted", False, {})]


def test_reports_are_asked_for_by_plan_agency_and_measure(
    mine: Obligation, agency: Agency, officer: User
) -> None:
    entry = save_draft(mine, Draft("Пишется."), by=officer, today=TODAY)
    for query in (
        {"plan": mine.measure.plan.slug},
        {"agency": agency.code},
        {"measure": mine.measure_id},
        {"obligation": mine.pk},
    ):
        [found] = get(officer, "progressentry-list", **query).json()["results"]
        assert found["id"] == entry.pk
    assert get(officer, "progressentry-list", agency="none").json()["results"] == []
