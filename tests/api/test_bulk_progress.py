"""A quarter's reports in one call: all or nothing, or row by row, each told what came of it."""

from datetime import date
from typing import Any

import pytest

from agencies.models import Agency, User
from measures.models import DeadlineKind, Obligation, ProgressEntry
from measures.services.bulk_progress import MOST_ROWS
from measures.services.progress import Draft, save_draft
from planner.models import ActionPlan
from tests.api.asking import client_of, code_of, fields_of, post, somebody
from tests.factories import MeasureFactory, ObligationFactory, asked_for

TODAY = date(2009, 7, 6)


def periodic(plan: ActionPlan, agency: Agency) -> Obligation:
    measure = MeasureFactory(plan=plan)
    owed = ObligationFactory(measure=measure, agency=agency, kind=DeadlineKind.RECURRING)
    return asked_for(owed)


@pytest.fixture
def owed(plan: ActionPlan, agency: Agency) -> list[Obligation]:
    return [periodic(plan, agency) for _ in range(3)]


def row(owed: Obligation, **more: Any) -> dict[str, Any]:
    return {"obligation": owed.pk, "text": f"Сделано {owed.pk}.", "claim": "done", **more}


def bulk(by: User, *rows: Any, atomic: bool = True) -> Any:
    return post(by, "progressentry-bulk", rows=list(rows), atomic=atomic)


def states() -> list[str]:
    return list(ProgressEntry.objects.order_by("obligation").values_list("state", flat=True))


def test_drafts_are_kept_and_reports_handed_in(officer: User, owed: list[Obligation]) -> None:
    first, second, third = owed
    rows = [row(first), row(second, submit=True), {"obligation": third.pk, "nil": True}]
    answer = bulk(officer, *rows)
    told = answer.json()
    assert answer.status_code == 200
    assert (told["written"], told["refused"], told["atomic"]) == (3, 0, True)
    assert [(one["row"], one["state"], one["changed"], one["code"]) for one in told["rows"]] == [
        (0, "draft", True, ""),
        (1, "submitted", True, ""),
        (2, "draft", True, ""),
    ]
    assert ProgressEntry.objects.get(obligation=third).claim == "nil"


def test_the_same_call_twice_does_nothing_twice(officer: User, owed: list[Obligation]) -> None:
    first, second, _third = owed
    rows = [row(first), row(second, submit=True)]
    once, twice = bulk(officer, *rows).json(), bulk(officer, *rows).json()
    assert [one["entry"] for one in twice["rows"]] == [one["entry"] for one in once["rows"]]
    assert [one["changed"] for one in twice["rows"]] == [False, False]
    assert (twice["refused"], states()) == (0, ["draft", "submitted"])


def test_all_or_nothing_takes_everything_back(officer: User, owed: list[Obligation]) -> None:
    strange = periodic(owed[0].measure.plan, somebody().memberships.get().agency)
    answer = bulk(officer, row(owed[0]), row(strange), row(owed[1], text="", submit=True))
    told = answer.json()
    assert (answer.status_code, answer["content-type"], told["code"]) == (
        409,
        "application/problem+json",
        "rows_refused",
    )
    assert [one["code"] for one in told["rows"]] == [
        "not_written",
        "permission_denied",
        "text_missing",
    ]
    assert [(one["field"], one["code"]) for one in told["errors"]] == [
        ("rows.1.obligation", "permission_denied"),
        ("rows.2.text", "text_missing"),
    ]
    assert states() == []


def test_row_by_row_keeps_what_can_be_kept(officer: User, owed: list[Obligation]) -> None:
    rows = [row(owed[0]), row(owed[1], text="", submit=True), row(owed[2], submit=True)]
    answer = bulk(officer, *rows, atomic=False)
    told = answer.json()
    assert (answer.status_code, told["written"], told["refused"]) == (200, 2, 1)
    assert told["rows"][1]["errors"] == [
        {
            "field": "rows.1.text",
            "code": "text_missing",
            "message": "Say what was done before handing in.",
        }
    ]
    assert states() == ["draft", "submitted"]


def test_a_row_that_cannot_be_read_is_told_with_its_path(
    officer: User, owed: list[Obligation]
) -> None:
    rows = [row(owed[0]), row(owed[1], claim="perhaps", document_on="tomorrow"), "no row"]
    answer = bulk(officer, *rows, atomic=False)
    told = answer.json()["rows"]
    assert [one["code"] for one in told] == ["", "invalid", "invalid"]
    assert [(one["field"], one["code"]) for one in told[1]["errors"]] == [
        ("rows.1.claim", "invalid_choice"),
        ("rows.1.document_on", "invalid"),
    ]
    assert (told[1]["obligation"], told[2]["errors"][0]["field"]) == (owed[1].pk, "rows.2")


def test_what_cannot_be_read_takes_all_back_too(officer: User, owed: list[Obligation]) -> None:
    answer = bulk(officer, row(owed[0]), row(owed[1], claim="perhaps"))
    assert (code_of(answer), states()) == ((409, "rows_refused"), [])
    assert [one["code"] for one in answer.json()["rows"]] == ["not_written", "invalid"]


def test_an_unknown_report_is_told(officer: User, owed: list[Obligation]) -> None:
    answer = bulk(officer, row(owed[0]), {"obligation": 10**12, "text": "…"}, atomic=False)
    assert [one["code"] for one in answer.json()["rows"]] == ["", "not_found"]


def test_nobodys_draft_is_overwritten_unseen(officer: User, owed: list[Obligation]) -> None:
    seen = save_draft(owed[0], Draft("Иначе."), by=officer, today=TODAY)
    stale = bulk(officer, row(owed[0]), atomic=False).json()["rows"][0]
    known = bulk(officer, row(owed[0], version=seen.version), atomic=False).json()["rows"][0]
    assert (stale["code"], stale["errors"][0]["field"]) == ("changed_meanwhile", "rows.0.version")
    assert (known["code"], known["version"]) == ("", seen.version + 1)


def test_nil_is_for_periodic_reports_only(officer: User, plan: ActionPlan, agency: Agency) -> None:
    once = asked_for(ObligationFactory(measure=MeasureFactory(plan=plan), agency=agency))
    answer = bulk(officer, {"obligation": once.pk, "nil": True, "submit": True})
    assert [(one["field"], one["code"]) for one in answer.json()["errors"]] == [
        ("rows.0.claim", "nil_not_allowed")
    ]


def test_a_call_takes_so_many_rows_at_most(officer: User, owed: list[Obligation]) -> None:
    answer = bulk(officer, *[row(owed[0])] * (MOST_ROWS + 1))
    assert fields_of(answer) == (400, ["rows"])


def test_an_empty_call_is_refused(officer: User) -> None:
    assert fields_of(bulk(officer)) == (400, ["rows"])


def test_who_only_looks_on_writes_nothing(coordinator: User, owed: list[Obligation]) -> None:
    answer = bulk(coordinator, row(owed[0]))
    assert (answer.json()["rows"][0]["code"], states()) == ("permission_denied", [])


def test_a_key_makes_a_call_that_is_sent_again_one_call(
    officer: User, owed: list[Obligation]
) -> None:
    body = {"rows": [row(owed[0])], "atomic": False}
    client = client_of(officer)
    calls = [
        client.post("/api/v1/progress/bulk/", body, headers={"Idempotency-Key": "q2"})
        for _ in range(2)
    ]
    assert calls[0].json() == calls[1].json()
    assert calls[1]["Idempotency-Replayed"] == "true"
