"""A report begun and handed in by one call: `submit` of `POST /api/v1/progress/`."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import Agency, KeptAnswer, Role, User
from measures.models import (
    DeadlineKind,
    Event,
    MeasureState,
    Obligation,
    Signing,
)
from measures.services.progress import Draft, return_progress, save_draft, submit
from planner.models import ActionPlan
from reports.services.round_life import close_round
from reports.services.rounds import round_of
from tests.api.asking import code_of, post, somebody
from tests.api.calling import signed_in, token_of
from tests.factories import (
    EvidenceFactory,
    MeasureFactory,
    ObligationFactory,
    StoredFileFactory,
    asked_for,
    person,
)
from tests.measures.consolidating import circle_of

TODAY = date(2009, 7, 6)
MOMENT = datetime(2009, 7, 6, 4, 30, tzinfo=UTC)
ENTRIES = "/api/v1/progress/"
TEXT = "Мониторинг проведён."
DOCUMENT = {
    "document_kind": "information",
    "document_number": "12-3/456",
    "document_on": "2009-06-30",
}


@pytest.fixture
def mine(plan: ActionPlan, agency: Agency) -> Obligation:
    return asked_for(ObligationFactory(measure=MeasureFactory(plan=plan), agency=agency))


def sent(by: User, owed: Obligation, **more: Any) -> Any:
    return post(
        by, "progressentry-list", obligation=owed.pk, **{"text": TEXT, "submit": True, **more}
    )


def kept(owed: Obligation) -> list[tuple[str, str]]:
    return list(owed.entries.order_by("pk").values_list("state", "text"))


def test_it_is_written_and_handed_in(mine: Obligation, officer: User) -> None:
    answer = sent(officer, mine, claim="done", **DOCUMENT)
    mine.refresh_from_db()
    told = answer.json()
    assert (answer.status_code, told["state"], told["submitted_on"]) == (
        201,
        "submitted",
        "2009-07-06",
    )
    assert (mine.state, mine.done_on, kept(mine)) == ("submitted", TODAY, [("submitted", TEXT)])
    event = Event.objects.get(obligation=mine)
    assert (event.kind, event.actor, event.data["claim"]) == ("submitted", officer, "done")


def test_the_answer_is_what_reading_it_says(mine: Obligation, officer: User) -> None:
    answer = sent(officer, mine)
    read = signed_in(officer).get(f"{ENTRIES}{answer.json()['id']}/")
    assert (answer.json(), answer["ETag"]) == (read.json(), read["ETag"])


def test_without_it_a_draft_is_begun(mine: Obligation, officer: User) -> None:
    for more in ({"submit": False}, {"submit": False, "despite_silence": True}):
        assert sent(officer, mine, **more).json()["state"] == "draft"
    assert kept(mine) == [("draft", TEXT)]


def test_a_draft_that_was_read_is_overwritten_and_handed_in(
    mine: Obligation, officer: User
) -> None:
    draft = save_draft(mine, Draft("Пишется."), by=officer, today=TODAY)
    assert sent(officer, mine, version=draft.version).json()["id"] == draft.pk
    assert kept(mine) == [("submitted", TEXT)]


def test_one_that_came_back_is_written_anew(
    mine: Obligation, officer: User, coordinator: User
) -> None:
    first = save_draft(mine, Draft("Кратко."), by=officer, today=TODAY)
    submit(first, by=officer, today=TODAY)
    return_progress(first, by=coordinator, today=TODAY, reason="Нет цифр.")
    assert sent(officer, mine).json()["version"] == first.version + 1
    assert kept(mine) == [("returned", "Кратко."), ("submitted", TEXT)]


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"text": " "}, "text_missing"),
    ({"claim": "nil", "text": ""}, "nil_not_allowed"),
    ({"claim": "done"}, "document_missing"),
]


@pytest.mark.parametrize(("more", "code"), REFUSED, ids=[code for _more, code in REFUSED])
def test_what_handing_in_refuses_leaves_no_draft(
    mine: Obligation, officer: User, more: dict[str, Any], code: str
) -> None:
    assert code_of(sent(officer, mine, **more)) == (409, code)
    assert (kept(mine), Event.objects.count()) == ([], 0)


def test_what_it_refuses_leaves_a_draft_as_it_was(mine: Obligation, officer: User) -> None:
    draft = save_draft(mine, Draft("Пишется."), by=officer, today=TODAY)
    answer = sent(officer, mine, claim="done", version=draft.version)
    assert code_of(answer) == (409, "document_missing")
    draft.refresh_from_db()
    assert (kept(mine), draft.version) == ([("draft", "Пишется.")], 1)


def test_somebody_elses_draft_is_not_overwritten(mine: Obligation, officer: User) -> None:
    save_draft(mine, Draft("Пишется."), by=officer, today=TODAY)
    for more in ({}, {"version": 7}):
        assert code_of(sent(officer, mine, **more)) == (409, "changed_meanwhile")
    assert kept(mine) == [("draft", "Пишется.")]


def test_what_waits_for_review_is_not_written_again(mine: Obligation, officer: User) -> None:
    """Interim information leaves the obligation open, and is under way itself."""
    assert sent(officer, mine).status_code == 201
    assert code_of(sent(officer, mine, text="Ещё раз.")) == (409, "in_review")
    assert kept(mine) == [("submitted", TEXT)]


def test_nothing_is_handed_in_on_what_is_off_control(mine: Obligation, officer: User) -> None:
    mine.measure.state = MeasureState.REMOVED
    mine.measure.state_on = TODAY
    mine.measure.save()
    assert code_of(sent(officer, mine)) == (409, "off_control")
    assert kept(mine) == []


def test_a_closed_round_refuses_it(plan: ActionPlan, agency: Agency, officer: User) -> None:
    late = ObligationFactory(
        measure=MeasureFactory(plan=plan),
        agency=agency,
        kind=DeadlineKind.RECURRING,
        due_on=date(2009, 6, 10),
    )
    close_round(round_of(plan, "2009Q2", TODAY), by=None, today=TODAY, now=MOMENT)
    assert code_of(sent(officer, late)) == (409, "round_closed")
    assert kept(late) == []


def test_silent_co_executors_are_named_or_recorded(plan: ActionPlan, coordinator: User) -> None:
    circle = circle_of(plan, coordinator, "МЗ")
    by, owed = circle.officers["lead"], circle.lead
    answer = sent(by, owed)
    assert code_of(answer) == (409, "co_executors_silent")
    assert ("«МЗ»" in answer.json()["detail"], kept(owed)) == (True, [])
    told = sent(by, owed, despite_silence=True).json()
    assert (told["state"], told["silent"]) == ("submitted", ["МЗ"])


def test_a_file_with_a_virus_is_not_handed_in_with_it(mine: Obligation, officer: User) -> None:
    draft = save_draft(mine, Draft("Пишется."), by=officer, today=TODAY)
    EvidenceFactory(entry=draft, stored=StoredFileFactory(state="infected"))
    assert code_of(sent(officer, mine, version=draft.version)) == (409, "file_infected")
    assert kept(mine) == [("draft", "Пишется.")]


def test_where_the_head_signs_it_goes_before_the_head(
    mine: Obligation, agency: Agency, officer: User
) -> None:
    agency.head_signs = True
    agency.save()
    head = person(agency, Role.HEAD)
    told = sent(officer, mine).json()
    signing = Signing.objects.get()
    assert (told["state"], told["submitted_on"]) == ("draft", None)
    assert (signing.entry_id, signing.asked_by, signing.state) == (told["id"], officer, "waiting")
    other = asked_for(
        ObligationFactory(measure=MeasureFactory(plan=mine.measure.plan), agency=agency)
    )
    assert sent(head, other).json()["state"] == "submitted"


def test_nobody_else_hands_in(mine: Obligation, coordinator: User) -> None:
    """The coordinator reads it all; another agency does not even learn whether it is open."""
    for who in (coordinator, somebody(), somebody(Role.OBSERVER)):
        assert code_of(sent(who, mine)) == (403, "permission_denied")
    assert kept(mine) == []


def test_a_program_needs_the_scope(mine: Obligation, officer: User) -> None:
    client = signed_in(officer)
    client.force_authenticate(None)
    body = {"obligation": mine.pk, "text": TEXT, "submit": True}
    assert client.post(ENTRIES, body).status_code == 401
    told = client.post(ENTRIES, body, headers={"authorization": token_of(officer)})
    assert (told.status_code, told.json()["state"]) == (201, "submitted")


@pytest.mark.parametrize("name", ["submit", "despite_silence"])
def test_neither_a_yes_nor_a_no(mine: Obligation, officer: User, name: str) -> None:
    answer = sent(officer, mine, **{name: "maybe"})
    [error] = answer.json()["errors"]
    assert (answer.status_code, error["field"], kept(mine)) == (400, name, [])


def test_sent_again_with_its_key_it_is_handed_in_once(mine: Obligation, officer: User) -> None:
    client = signed_in(officer, **{"idempotency-key": "one-report"})
    body = {"obligation": mine.pk, "text": TEXT, "submit": True}
    first, again = (client.post(ENTRIES, body) for _ in range(2))
    assert (first.status_code, again.json(), again["Idempotency-Replayed"]) == (
        201,
        first.json(),
        "true",
    )
    assert kept(mine) == [("submitted", TEXT)]


def test_a_refusal_keeps_neither_the_draft_nor_the_key(mine: Obligation, officer: User) -> None:
    client = signed_in(officer, **{"idempotency-key": "one-report"})
    body = {"obligation": mine.pk, "text": TEXT, "claim": "done", "submit": True}
    assert client.post(ENTRIES, body).status_code == 409
    assert (kept(mine), KeptAnswer.objects.count()) == ([], 0)
    assert client.post(ENTRIES, {**body, **DOCUMENT}).status_code == 201


def statements(by: User, address: str, body: dict[str, Any]) -> int:
    """With the count of calls, which Redis takes over if there is one; without savepoints."""
    client = signed_in(by)
    with CaptureQueriesContext(connection) as asked:
        assert client.post(address, body).status_code in (200, 201)
    points = ("SAVEPOINT", "RELEASE")
    return sum(not one["sql"].startswith(points) for one in asked.captured_queries)


def test_what_reports_cost(plan: ActionPlan, agency: Agency, officer: User) -> None:
    """Rights are asked once in a call, and no row is read twice: two calls, and both in one."""
    one, other = (
        asked_for(ObligationFactory(measure=MeasureFactory(plan=plan), agency=agency))
        for _ in range(2)
    )
    began = statements(officer, ENTRIES, {"obligation": one.pk, "text": TEXT})
    address = f"{ENTRIES}{one.entries.get().pk}/submit/"
    handed_in = statements(officer, address, {})
    at_once = statements(officer, ENTRIES, {"obligation": other.pk, "text": TEXT, "submit": True})
    assert (began, handed_in, at_once) == (12, 14, 18)
