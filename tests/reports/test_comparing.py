import csv
import io
from datetime import date

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import User
from measures.models import Extension, Measure, MeasureState, Obligation
from measures.services.versions import keep_versions
from planner.models import ActionPlan
from tests import factories
from tests.reports.conftest import TODAY, Hand, Ready

pytestmark = pytest.mark.django_db
PAGE = "/reports/compare/"
BEFORE = date(2009, 4, 6)


@pytest.fixture
def reader(officer: User, client: Client) -> Client:
    client.force_login(officer)
    return client


def page(client: Client, address: str = PAGE) -> str:
    return client.get(address).content.decode()


def test_nobody_compares_without_a_role(client: Client) -> None:
    files = [reverse("reports:compare-file", args=[fmt]) for fmt in ("csv", "xlsx")]
    assert {client.get(one).status_code for one in [PAGE, *files]} == {302}
    client.force_login(factories.UserFactory())
    assert {client.get(one).status_code for one in [PAGE, *files]} == {403}


def test_with_no_edition_and_with_one_it_says_what_is_missing(reader: Client, ready: Ready) -> None:
    assert "There is no ready edition yet." in page(reader)
    ready()
    assert "There is only one ready edition." in page(reader)


def test_it_opens_with_the_newest_edition_and_the_quarter_before(
    reader: Client, owed: Obligation, ready: Ready
) -> None:
    first, second = ready("2009Q1", BEFORE), ready()
    ready("2008Q4", date(2009, 1, 6))
    shown = page(reader)
    assert f'<option value="{first.pk}" selected>' in shown
    assert f'<option value="{second.pk}" selected>' in shown
    assert "became overdue" in shown
    assert f"/measures/{owed.measure_id}/?as_of=2009-07-06" in shown


def test_the_earlier_one_stands_first_however_they_are_chosen(
    reader: Client, owed: Obligation, ready: Ready
) -> None:
    first, second = ready("2009Q1", BEFORE), ready()
    there = page(reader, f"{PAGE}?first={first.pk}&second={second.pk}")
    back = page(reader, f"{PAGE}?first={second.pk}&second={first.pk}")
    assert f"first={first.pk}&amp;second={second.pk}" in there
    assert f"first={first.pk}&amp;second={second.pk}" in back


def test_a_choice_that_cannot_be_is_explained(
    reader: Client, plan: ActionPlan, ready: Ready
) -> None:
    one, other = ready("2009Q1", BEFORE), ready()
    for query, said in [
        (f"first={one.pk}&second={one.pk}", "this is one and the same"),
        (f"first={one.pk}&second=999999", "There is no such ready edition."),
        (f"first={one.pk}&second=x", "There is no such ready edition."),
    ]:
        for address in (PAGE, "/reports/compare.csv"):
            answer = reader.get(f"{address}?{query}")
            assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert reader.get(f"{PAGE}?first={one.pk}&second={other.pk}&change=nonsense").status_code == 200


def test_filters_count_what_they_show(
    reader: Client, owed: Obligation, ready: Ready, hand_in: Hand, plan: ActionPlan
) -> None:
    done = factories.ObligationFactory(
        measure=factories.MeasureFactory(plan=plan, number="8"), due_on=date(2009, 6, 1)
    )
    first = ready("2009Q1", BEFORE)
    hand_in(done, date(2009, 5, 20), reviewed_on=date(2009, 5, 25))
    second = ready()
    query = f"first={first.pk}&second={second.pk}"
    assert page(reader, f"{PAGE}?{query}&change=overdue").count("<article") == 1
    assert page(reader, f"{PAGE}?{query}&change=completed").count("<article") == 1
    assert page(reader, f"{PAGE}?{query}&change=status").count("<article") == 2
    struck = page(reader, f"{PAGE}?{query}&change=struck")
    assert ("No measure changed so." in struck, struck.count("<article")) == (True, 0)
    assert page(reader, f"{PAGE}?{query}&by=direction").count("<article") == 2


def test_a_measure_that_was_amended_in_between_is_still_the_same(
    reader: Client, owed: Obligation, measure: Measure, ready: Ready, plan: ActionPlan
) -> None:
    first = ready("2009Q1", BEFORE)
    added = factories.MeasureFactory(plan=plan, position=90, title_en="A new law")
    Measure.objects.filter(pk=measure.pk).update(number="7.2", title_en="Measure 7.1 and more")
    keep_versions([Measure.objects.get(pk=measure.pk)], today=date(2009, 5, 10))
    second = ready()
    shown = page(reader, f"{PAGE}?first={first.pk}&second={second.pk}")
    assert "A new law" in shown
    assert "and more</ins>" in shown
    assert "renumbered" in shown
    assert f"/measures/{added.pk}/" in shown


def test_an_extension_granted_in_between_moved_the_deadline(
    reader: Client, owed: Obligation, ready: Ready, coordinator: User
) -> None:
    first = ready("2009Q1", BEFORE)
    Extension.objects.create(
        obligation=owed,
        requested_by=coordinator,
        requested_on=date(2009, 5, 1),
        old_due_on=owed.due_on,
        proposed_on=date(2009, 8, 1),
        reason="Согласование",
        state="granted",
        granted_on=date(2009, 8, 1),
        decided_by=coordinator,
        decided_on=date(2009, 5, 5),
        act="№ 12",
    )
    Obligation.objects.filter(pk=owed.pk).update(
        due_on=date(2009, 8, 1), changed_on=date(2009, 5, 5)
    )
    second = ready()
    shown = page(reader, f"{PAGE}?first={first.pk}&second={second.pk}&change=deadline")
    assert shown.count("<article") == 1
    assert f"{owed.agency.short_en}: " in shown


def test_the_files_hold_what_the_page_shows_and_no_formula(
    reader: Client, owed: Obligation, measure: Measure, ready: Ready
) -> None:
    first = ready("2009Q1", BEFORE)
    Measure.objects.filter(pk=measure.pk).update(title_en="=1+1")
    keep_versions([Measure.objects.get(pk=measure.pk)], today=date(2009, 5, 10))
    second = ready()
    query = f"first={first.pk}&second={second.pk}"
    answer = reader.get(f"/reports/compare.csv?{query}")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert {row[1] for row in rows[1:]} == {"'=1+1"}
    status = next(row for row in rows if row[4] == "status")
    assert status[5:] == ["not due yet", "overdue"]
    book = openpyxl.load_workbook(io.BytesIO(reader.get(f"/reports/compare.xlsx?{query}").content))
    sheet = book["Measures that differ"]
    cells = [cell for line in sheet.iter_rows() for cell in line]
    assert {cell.data_type for cell in cells if cell.value == "=1+1"} <= {"s"}
    assert sheet.max_row == len(rows)
    figures = {row[0]: row[1:4] for row in book["Measures"].iter_rows(values_only=True)}
    assert figures["overdue"] == (0, 1, 1)
    assert first.sha256 in [cell.value for cell in book.worksheets[0]["B"]]


def test_it_takes_the_same_statements_for_3_measures_and_for_30(
    reader: Client, plan: ActionPlan, ready: Ready
) -> None:
    def statements(rows: int) -> int:
        while plan.measures.count() < rows:
            owed = factories.ObligationFactory(
                measure=factories.MeasureFactory(plan=plan), due_on=date(2009, 6, 1)
            )
            factories.ExecutorFactory(measure=owed.measure, agency=owed.agency)
        first, second = ready("2009Q1", BEFORE, rows), ready("2009Q2", TODAY, rows)
        with CaptureQueriesContext(connection) as asked:
            shown = page(reader, f"{PAGE}?first={first.pk}&second={second.pk}")
        assert shown.count("<article") == rows
        return len(asked)

    assert statements(3) == statements(30)


@pytest.mark.parametrize(
    ("language", "words"), [("ru", "Мероприятие 7.1"), ("kk", "7.1-іс-шара"), ("en", "Measure 7.1")]
)
def test_it_reads_in_three_languages(
    client: Client, owed: Obligation, ready: Ready, language: str, words: str
) -> None:
    ready("2009Q1", BEFORE)
    ready()
    client.force_login(factories.person(owed.agency, "officer", language=language))
    assert words in page(client)


def test_a_struck_measure_leads_its_group(
    reader: Client, owed: Obligation, measure: Measure, ready: Ready
) -> None:
    first = ready("2009Q1", BEFORE)
    Measure.objects.filter(pk=measure.pk).update(
        state=MeasureState.STRUCK, state_on=date(2009, 5, 10)
    )
    keep_versions([Measure.objects.get(pk=measure.pk)], today=date(2009, 5, 10))
    second = ready()
    shown = page(reader, f"{PAGE}?first={first.pk}&second={second.pk}")
    assert "Struck from the plan" in shown
