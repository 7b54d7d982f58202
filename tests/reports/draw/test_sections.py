"""The sections of a report: which there are, and what each tells in every format."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from agencies.models import Region, User
from measures.models import Extension, MeasureVersion, Obligation
from planner.models import ActionPlan, Indicator, IndicatorValue
from reports.draw import DRAW, order, wording
from reports.draw.model import Table
from reports.draw.outline import outline
from reports.draw.summary import summary
from reports.models import Report
from reports.services.compiling import compile_report
from tests import factories
from tests.reports.conftest import Hand, Told
from tests.reports.draw.test_draw import READ

Document = dict[str, Any]
KEPT = Path(__file__).parent / "kept" / "edition-schema-2.json"
NEW = {"change", "change_round", "discipline", "regions", "tasks", "completed", "ahead", "at_risk",
       "sources", "indicators"}  # fmt: skip


@pytest.fixture
def document(plan: ActionPlan, told: Told, hand_in: Hand) -> Document:
    """An akimat that hands in in time, a ministry that is late and asks for time, money, a task."""
    region = Region.objects.create(code="akmola", kind="oblast", name_ru="Акмолинская область")
    akimat = factories.AgencyFactory(code="akimat", kind="akimat", region=region, short_en="Akimat")
    ministry = factories.AgencyFactory(code="ministry", short_en="Ministry", by_agreement=True)
    measure = factories.MeasureFactory(plan=plan, number="7.1")
    factories.DeadlineFactory(measure=measure)
    factories.ExecutorFactory(measure=measure, agency=ministry)
    measure.tasks.add(factories.TaskFactory(goal__concept=plan.concept, number=1))
    factories.CostFactory(measure=measure, year=2009, planned=Decimal("10.5"), source="бюджет")
    for day in (date(2009, 4, 10), date(2009, 5, 10), date(2009, 6, 10)):
        owed = _due(measure, akimat, day)
        hand_in(owed, day, reviewed_on=day, document_kind="order", document_number="15-н")
    late = _due(measure, ministry, date(2009, 6, 10))
    Extension.objects.create(
        obligation=late,
        requested_by=factories.UserFactory(),
        requested_on=date(2009, 6, 5),
        old_due_on=late.due_on,
        proposed_on=date(2009, 8, 1),
        reason="Нет заключения",
    )
    _due(measure, ministry, date(2009, 7, 8))
    _due(measure, ministry, date(2009, 9, 8))
    row = Indicator.objects.create(
        concept=plan.concept, code="quota", name_ru="Квота", unit_ru="семей", source="§6"
    )
    for kind, value in (("target", "15000"), ("actual", "13500.5")):
        IndicatorValue.objects.create(
            indicator=row, year=2008, kind=kind, value=Decimal(value), source="отчёт"
        )
    return told()


def _due(measure: Any, agency: Any, day: date) -> Obligation:
    row: Obligation = factories.ObligationFactory(
        measure=measure, agency=agency, due_on=day, kind="recurring"
    )
    return row


@pytest.fixture
def table(document: Document) -> Callable[[str], Table]:
    with translation.override("en"):
        made = order.made(document)
    return made.__getitem__


def test_discipline_shows_the_counts_behind_the_share(table: Callable[[str], Table]) -> None:
    shown = table("discipline")
    assert shown.rows == [
        (1, "Akimat", 3, 3, 0, 0, 0, 100, 0, 0),
        (None, "Ministry (by agreement)", 1, 0, 0, 1, 0, 0, 0, 0),
    ]
    assert shown.total == (None, "Total", 4, 3, 0, 1, 0, 75, 0, 0)


def test_change_stands_beside_what_was(table: Callable[[str], Table]) -> None:
    shown = table("change")
    assert [column.title for column in shown.columns] == [
        "Status", "06.07.2009", "06.04.2009", "Change since", "06.07.2008", "Change since",
    ]  # fmt: skip
    rows = {row[0]: row[1:] for row in shown.rows}
    assert rows["overdue"] == (1, 0, 1, 0, 1)
    assert shown.total == ("Total", 1, 1, 0, 1, 0)


def test_regions_end_with_the_bodies_of_the_whole_country(table: Callable[[str], Table]) -> None:
    shown = table("regions")
    assert [(row[0], row[1], row[2], row[-1]) for row in shown.rows] == [
        ("Акмолинская область", 1, 3, 3),
        ("Bodies of the whole country", 1, 1, 3),
    ]
    assert shown.total
    assert (shown.total[1], shown.total[2], shown.total[-1]) == (None, 4, 6)


def test_paper_shows_what_is_at_risk_and_a_spreadsheet_all_that_is_due(
    document: Document, table: Callable[[str], Table]
) -> None:
    said = "2 reports are due by 5 October 2009; at risk: 1."
    risky, due = table("at_risk"), table("ahead")
    assert [(row[2], row[4], row[8]) for row in risky.rows] == [
        ("Ministry", 2, "due soon and not begun")
    ]
    assert [row[4] for row in due.rows] == [2, 64]
    assert (risky.note, due.note) == (said, said)
    assert "ahead" in order.SHEETS
    assert not {"ahead"} & {*order.UPRIGHT, *order.WIDE, *order.PAGES}


def test_fulfilled_stands_with_its_document(table: Callable[[str], Table]) -> None:
    assert [(row[2], row[7]) for row in table("completed").rows] == [
        ("Akimat", "order No. 15-н")
    ] * 3


def test_overdue_says_why_in_the_words_of_the_body(table: Callable[[str], Table]) -> None:
    assert [row[-1] for row in table("overdue").rows] == [
        "Asked for more time on 05.06.2009: Нет заключения"
    ]


def test_indicators_stand_beside_their_targets(table: Callable[[str], Table]) -> None:
    assert table("indicators").rows == [
        ("Квота", "семей", "the whole country", "2008", None, 15000, Decimal("13500.5"), 90)
    ]


def test_spending_is_told_by_source(table: Callable[[str], Table]) -> None:
    assert table("sources").rows == [("2009", "бюджет", Decimal("10.500"), None, None)]


def test_tasks_are_counted(table: Callable[[str], Table]) -> None:
    assert [(row[1], row[-1]) for row in table("tasks").rows] == [(1, 6)]


def test_the_summary_says_it_in_words_and_figures(document: Document) -> None:
    with translation.override("en"):
        lines = summary(document)
    assert lines[5:] == [
        "On 6 April 2009 measures fulfilled or removed from control were 0, now 0; overdue reports "
        "were 0, now 1.",
        "On 6 July 2008 measures fulfilled or removed from control were 0, now 0; overdue reports "
        "were 0, now 1.",
        "Handed in in time: 3 of 4 reports of the period whose date has come, 75%; late 0, not "
        "handed in 1.",
        "3 reports were accepted as fulfilment in the period.",
        "2 reports are due by 5 October 2009; at risk: 1.",
        "Spending of 2009, million tenge: planned 10.500, spent not entered.",
    ]


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_every_section_stands_on_paper_in_a_spreadsheet_and_on_the_site(
    document: Document, language: str
) -> None:
    shown = outline(document, language)
    paper = {table.code for table in (*shown.tables, *shown.wide_tables)}
    sheets = {table.code for table in shown.sheets}
    pages = {table.code for table in shown.pages}
    assert paper >= NEW - {"ahead"}
    assert sheets >= NEW - {"at_risk"}
    assert pages >= NEW - {"ahead"}
    assert "problems" not in paper | sheets | pages


@pytest.mark.parametrize("fmt", list(DRAW))
def test_an_edition_of_schema_2_still_draws_and_tells_what_it_told(fmt: str) -> None:
    document = json.loads(KEPT.read_bytes())
    text = " ".join(READ[fmt](DRAW[fmt](document, "en")).split())
    for said in ("2 reports are overdue.", "Totals by status", "Overdue"):
        assert said in text
    shown = outline(document, "en")
    codes = {table.code for table in (*shown.tables, *shown.wide_tables, *shown.sheets)}
    assert not codes & (NEW | {"problems"})
    overdue = next(table for table in shown.sheets if table.code == "overdue")
    assert [column.title for column in overdue.columns][-1] == "Times put off"


@pytest.fixture
def broken(plan: ActionPlan, owed: Obligation, report: Report) -> Report:
    """An edition compiled beside a measure whose record cannot be read."""
    sick = factories.MeasureFactory(plan=plan, number="9.9")
    MeasureVersion.objects.filter(measure=sick).update(executors=[{"role": "lead"}])
    assert compile_report(report.pk)
    report.refresh_from_db()
    return report


SAID = "1 measure could not be told and is in no figure: No. 9.9."


@pytest.mark.parametrize("fmt", list(DRAW))
def test_a_measure_that_could_not_be_told_is_named_in_every_format(
    broken: Report, fmt: str
) -> None:
    assert broken.content
    text = " ".join(READ[fmt](DRAW[fmt](broken.content, "en")).split())
    assert SAID in text
    assert "Measures that could not be told" in text
    assert "KeyError" not in text  # for who compiles: on the page of the edition


def test_and_on_the_page_of_the_edition(broken: Report, coordinator: User, client: Client) -> None:
    coordinator.language = "en"
    coordinator.save()
    client.force_login(coordinator)
    page = client.get(f"/reports/editions/{broken.pk}/", headers={"accept-language": "en"})
    text = " ".join(page.content.decode().split())
    assert page.status_code == 200
    assert SAID in text
    assert 'id="problems"' in text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("коротко", "коротко"),
        ("две\nстроки", "две строки"),
        ("много слов и ещё слова", "много слов и…"),
        ("однодлинноеслово", "однодлинноес…"),
    ],
)
def test_a_long_text_is_cut_between_words_and_says_so(text: str, shown: str) -> None:
    assert wording.brief(text, 15 if " " in text else 13) == shown
