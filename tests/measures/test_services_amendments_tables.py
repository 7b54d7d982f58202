"""A draft out of a whole table: what reads otherwise, what is new, what is gone."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from agencies.errors import Refused
from agencies.models import Agency, User
from measures.exporting import export_plan
from measures.importing.outcome import Options
from measures.models import Change
from measures.services.amendments import Drafted, draft_from_table, start_amendment
from measures.services.plan import CostDraft
from planner.models import ActionPlan, Amendment
from tests.factories import AgencyFactory
from tests.measures.amending import enter

MARCH = date(2009, 3, 2)


@pytest.fixture
def draft(plan: ActionPlan, agency: Agency, coordinator: User) -> Amendment:
    helper = AgencyFactory()
    enter(plan, "1", "до 1 октября 2009 года", agency, helper, section="Первый")
    cost = CostDraft(Decimal("12.5"), 2009, "республиканский бюджет")
    enter(plan, "2", "ежеквартально", agency, section="Первый", costs=(cost,))
    enter(plan, "1", "2010 год", agency, section="Второй")
    return start_amendment(plan, by=coordinator, today=MARCH)


def take(draft: Amendment, by: User, content: bytes, name: str = "plan.xlsx") -> Drafted:
    return draft_from_table(draft, content, name, by=by, today=MARCH, options=Options())


@pytest.mark.parametrize("fmt", ["xlsx", "docx"])
@pytest.mark.parametrize("language", ["ru", "kk"])
def test_the_plan_as_it_is_changes_nothing(
    draft: Amendment, coordinator: User, fmt: str, language: str
) -> None:
    content = export_plan(draft.plan, fmt, language)
    assert take(draft, coordinator, content, f"plan.{fmt}") == Drafted(0, 0, 0)


def test_what_was_changed_in_the_file_is_what_the_draft_changes(
    draft: Amendment, coordinator: User
) -> None:
    book = openpyxl.load_workbook(BytesIO(export_plan(draft.plan, "xlsx", "ru")))
    sheet = book.active
    assert sheet
    numbers = {sheet.cell(row, 1).value: row for row in range(1, sheet.max_row + 1)}
    second, last = numbers["2"], sheet.max_row
    for column in range(1, sheet.max_column + 1):
        text = sheet.cell(last, column).value
        if text == "2010 год":
            sheet.cell(last, column).value = "IV квартал 2010 года"
        if sheet.cell(second, column).value == "ежеквартально":
            sheet.cell(second, column).value = "раз в полугодие"
    sheet.cell(last + 1, 1).value = "2"
    for column in range(2, sheet.max_column + 1):
        sheet.cell(last + 1, column).value = sheet.cell(last, column).value
    packed = BytesIO()
    book.save(packed)
    drafted = take(draft, coordinator, packed.getvalue())
    told = [
        (one.kind, one.wording.get("number"), one.wording.get("deadline_ru"))
        for one in Change.objects.order_by("position")
    ]
    assert drafted == Drafted(2, 1, 0)
    assert told == [
        ("reword", "2", "раз в полугодие"),
        ("reword", "1", "IV квартал 2010 года"),
        ("add", "2", "IV квартал 2010 года"),
    ]


def test_a_measure_that_the_file_does_not_have_is_struck(
    draft: Amendment, coordinator: User
) -> None:
    book = openpyxl.load_workbook(BytesIO(export_plan(draft.plan, "xlsx", "ru")))
    sheet = book.active
    assert sheet
    sheet.delete_rows(sheet.max_row)
    packed = BytesIO()
    book.save(packed)
    drafted = take(draft, coordinator, packed.getvalue())
    change = Change.objects.get()
    assert (drafted, change.kind, change.measure and change.measure.section.title_ru) == (
        Drafted(0, 0, 1),
        "strike",
        "Второй",
    )


def test_an_error_in_the_file_leaves_the_draft_as_it_was(
    draft: Amendment, coordinator: User
) -> None:
    book = openpyxl.load_workbook(BytesIO(export_plan(draft.plan, "xlsx", "ru")))
    sheet = book.active
    assert sheet
    last = sheet.max_row
    executors = next(
        column
        for column in range(1, sheet.max_column + 1)
        if sheet.cell(last, column).value == Agency.objects.order_by("pk")[1].short_ru
    )
    sheet.cell(last, executors).value = "Министерство морей"
    packed = BytesIO()
    book.save(packed)
    with pytest.raises(Refused) as refusal:
        take(draft, coordinator, packed.getvalue())
    assert (refusal.value.code, Change.objects.count()) == ("errors_in_file", 0)
    assert "Министерство морей" in str(refusal.value)


def sheet_of(plan: ActionPlan, *rows: tuple[str, str]) -> bytes:
    """A table with a title and a number in each row; executors and deadline as in the plan."""
    body = plan.measures.earliest("position").executors.get(role="lead").agency
    head = "№;Мероприятие;Форма завершения;Исполнители;Срок исполнения"
    told = [
        f"{number};{title};Информация Правительству;{body.short_ru};2010 год"
        for number, title in rows
    ]
    return "\n".join([head, *told]).encode()


def test_a_table_put_right_takes_back_what_the_first_one_struck_and_added(
    plan: ActionPlan, agency: Agency, coordinator: User
) -> None:
    for number in ("1", "2"):
        enter(plan, number, "2010 год", agency)
    draft = start_amendment(plan, by=coordinator, today=MARCH)
    keeps = [("1", "Мероприятие 1"), ("2", "Мероприятие 2")]
    take(draft, coordinator, sheet_of(plan, keeps[0], ("3", "Новое")), "plan.csv")
    take(draft, coordinator, sheet_of(plan, *keeps, ("3", "Новейшее")), "plan.csv")
    told = [(one.kind, one.wording["title_ru"]) for one in draft.changes.order_by("position")]
    assert told == [("add", "Новейшее")]
