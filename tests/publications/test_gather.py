"""What a publication holds, and what it never does."""

import json
from datetime import date, timedelta
from typing import Any

import jsonschema
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import User
from measures.models import Measure, MeasureVersion, Obligation, ProgressEntry, Review
from measures.services.control import CompletionDocument, remove_from_control
from planner.models import ActionPlan
from publications.facts import Wanted
from publications.models import PublicText, Release, TextChoice
from publications.views.data import SCHEMA
from reports.rules.canonical import canonical
from tests import factories
from tests.publications.conftest import NOW, TODAY

ALL = Wanted(TextChoice.ALL)
SCHEMA_OF_DOCUMENTS = json.loads(SCHEMA.read_text())


def accepted(owed: Obligation, by: User, text: str, on: date) -> ProgressEntry:
    entry: ProgressEntry = factories.ProgressEntryFactory(
        obligation=owed, text=text, state="accepted", claim="done", submitted_on=on
    )
    Review.objects.create(entry=entry, reviewer=by, verdict="accept", reviewed_on=on)
    return entry


def texts(told: dict[str, Any]) -> list[Any]:
    return [row["texts"] for row in told["measures"]]


def test_a_measure_is_told_as_the_act_has_it_with_where_it_stands(
    told: Any, owed: Obligation, coming: Obligation
) -> None:
    document = told()
    first, second = document["measures"]
    assert first["number"] == "7.1"
    assert first["deadline"]["ru"] == "до 10 июля 2009 года"
    assert [one["agency"] for one in first["executors"]] == [owed.agency.code]
    assert (first["status"], first["next_due_on"]) == ("overdue", None)
    assert (second["status"], second["next_due_on"]) == ("not_due", "2009-12-01")
    assert {k: n for k, n in document["totals"]["measures"].items() if n} == {
        "overdue": 1,
        "not_due": 1,
    }


def test_a_day_in_the_past_is_told_as_it_stood(told: Any, owed: Obligation) -> None:
    assert told(date(2009, 6, 1))["measures"][0]["status"] == "in_progress"
    assert told(TODAY)["measures"][0]["status"] == "overdue"


def test_that_a_report_was_returned_is_not_told(told: Any, owed: Obligation) -> None:
    before = told()
    owed.state, owed.changed_on = "returned", TODAY
    owed.save()
    assert told() == before


def test_a_date_asked_of_co_executors_is_not_the_next_date_of_the_measure(
    told: Any, coming: Obligation
) -> None:
    factories.ObligationFactory(measure=coming.measure, role="co", due_on=date(2009, 11, 24))
    assert told()["measures"][0]["next_due_on"] == "2009-12-01"


def test_accepted_texts_stay_internal_until_they_are_released_and_chosen(
    told: Any, owed: Obligation, coordinator: User
) -> None:
    entry = accepted(owed, coordinator, "Проект внесён.", date(2009, 7, 1))
    assert texts(told(wanted=ALL)) == [None]
    Release.objects.create(entry=entry, released_by=coordinator, released_at=NOW)
    assert texts(told()) == [None]
    assert texts(told(wanted=ALL)) == [
        {
            "summary": None,
            "reports": [
                {
                    "agency": owed.agency.code,
                    "language": "ru",
                    "text": "Проект внесён.",
                    "accepted_on": "2009-07-01",
                }
            ],
        }
    ]
    assert texts(told(date(2009, 6, 30), ALL)) == [None]


def test_texts_go_in_measure_by_measure(
    told: Any, owed: Obligation, coming: Obligation, coordinator: User
) -> None:
    for row in (owed, coming):
        PublicText.objects.create(
            measure=row.measure, text_ru="Сделано.", written_by=coordinator, written_at=NOW
        )
    chosen = Wanted(TextChoice.CHOSEN, frozenset([coming.measure_id]))
    summary = {"ru": "Сделано.", "kk": "", "en": ""}
    assert texts(told(wanted=chosen)) == [None, {"summary": summary, "reports": []}]
    assert [bool(each) for each in texts(told(wanted=ALL))] == [True, True]


def test_a_measure_off_control_names_its_completion_document(
    told: Any, owed: Obligation, coordinator: User
) -> None:
    paper = CompletionDocument("resolution", "№ 214", date(2009, 7, 1))
    remove_from_control(owed.measure, paper, by=coordinator, today=TODAY, note="Внутреннее.")
    row = told()["measures"][0]
    assert (row["state"], row["status"], row["state_on"]) == ("removed", "removed", "2009-07-06")
    assert row["document"] == {"kind": "resolution", "number": "№ 214", "on": "2009-07-01"}
    assert told(TODAY - timedelta(days=1))["measures"][0]["document"] is None


def test_the_document_has_the_form_that_is_described(
    told: Any, owed: Obligation, coming: Obligation, coordinator: User
) -> None:
    entry = accepted(owed, coordinator, "Проект внесён.", date(2009, 7, 1))
    Release.objects.create(entry=entry, released_by=coordinator, released_at=NOW)
    line = factories.LineOfActionFactory(direction__concept=owed.measure.plan.concept)
    owed.measure.lines.add(line)
    jsonschema.Draft202012Validator.check_schema(SCHEMA_OF_DOCUMENTS)
    jsonschema.validate(told(wanted=ALL), SCHEMA_OF_DOCUMENTS)


def test_the_same_facts_make_the_same_document(
    told: Any, owed: Obligation, coming: Obligation
) -> None:
    """Whatever the order in which the database gives out what a measure serves."""
    directions = [
        factories.DirectionFactory(concept=owed.measure.plan.concept, number=number)
        for number in (9, 3, 7, 1, 5)
    ]
    lines = [factories.LineOfActionFactory(direction=each) for each in directions]
    tasks = [factories.TaskFactory(goal__concept=owed.measure.plan.concept) for _ in range(5)]
    owed.measure.lines.set(lines)
    owed.measure.tasks.set(tasks)
    first = canonical(told())
    for rows, many in ((lines, owed.measure.lines), (tasks, owed.measure.tasks)):
        many.clear()
        for row in reversed(rows):
            many.add(row)
    row = json.loads(first)["measures"][0]
    assert [len(row[name]) for name in ("directions", "tasks")] == [5, 5]
    assert row["directions"] == sorted(row["directions"])
    assert canonical(told()) == first


def test_a_text_that_was_emptied_is_none(told: Any, owed: Obligation, coordinator: User) -> None:
    PublicText.objects.create(measure=owed.measure, written_by=coordinator, written_at=NOW)
    assert texts(told(wanted=ALL)) == [None]


def test_signs_that_cannot_be_printed_are_not_published(told: Any, owed: Obligation) -> None:
    MeasureVersion.objects.filter(measure=owed.measure).update(title_ru="Первая\x0bвторая")
    assert told()["measures"][0]["title"]["ru"] == "Первая вторая"


@pytest.mark.parametrize("wanted", [Wanted(), ALL])
def test_thirty_measures_take_no_more_statements_than_three(
    told: Any, plan: ActionPlan, wanted: Wanted
) -> None:
    def statements(count: int) -> int:
        for number in range(Measure.objects.count() + 1, count + 1):
            row = factories.MeasureFactory(plan=plan, position=number)
            factories.DeadlineFactory(measure=row)
            factories.ObligationFactory(measure=row)
        with CaptureQueriesContext(connection) as asked:
            assert len(told(wanted=wanted)["measures"]) == count
        return len(asked)

    assert statements(3) == statements(30)
