"""The files look as the official table does, and open in no one's hands as a program."""

import csv
import io

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from docx import Document
from docx.oxml.ns import qn

from measures.exporting import export_plan
from measures.services.plan import ExecutorDraft, MeasureDraft, add_measures
from tests import factories
from tests.conftest import TODAY

HEADINGS = [
    "№ п/п",
    "Мероприятие",
    "Форма завершения",
    "Ответственные исполнители",
    "Срок исполнения",
    "Предполагаемые расходы, млн. тенге",
    "Источник финансирования",
]
SPLIT = ["всего", "2008", "2009", "2010"]


@pytest.fixture
def one_measure(plan):
    body = factories.AgencyFactory()
    draft = MeasureDraft(
        number="1", title={"ru": "=HYPERLINK(1)\x07"}, completion_form={"ru": "Отчёт"},
        deadline={"ru": "2009 год"}, executors_text="", section={"ru": "Раздел"},
        executors=(ExecutorDraft(body, None, "lead"),),
    )  # fmt: skip
    add_measures(plan, [draft], by=None, today=TODAY)
    return plan


def test_the_document_repeats_its_headings_on_every_page(one_measure):
    document = Document(io.BytesIO(export_plan(one_measure, "docx", "ru")))
    page, table = document.sections[0], document.tables[0]
    assert page.page_width > page.page_height
    assert list(dict.fromkeys(cell.text for cell in table.rows[0].cells)) == HEADINGS
    assert [cell.text for cell in table.rows[1].cells][5:9] == SPLIT
    assert [cell.text for cell in table.rows[2].cells] == [str(n) for n in range(1, 11)]
    repeated = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]
    assert repeated == [True, True, True, False, False]
    assert {cell.text for cell in table.rows[3].cells} == {"Раздел"}


def test_the_workbook_holds_no_formula(one_measure):
    book = openpyxl.load_workbook(io.BytesIO(export_plan(one_measure, "xlsx", "ru")))
    cells = [cell for row in book.active.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert "=HYPERLINK(1)" in [cell.value for cell in cells]
    assert {str(place) for place in book.active.merged_cells.ranges} >= {"F2:I2", "A5:J5"}


def test_comma_separated_values_hold_no_formula_and_open_in_an_office(one_measure):
    data = export_plan(one_measure, "csv", "ru").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(data), delimiter=";"))
    head = next(at for at, row in enumerate(rows) if HEADINGS[1] in row)
    assert {len(row) for row in rows} == {10}
    assert rows[head + 1][5:9] == SPLIT
    assert rows[head + 3][0] == "Раздел"
    assert rows[head + 4][:3] == ["1", "'=HYPERLINK(1)", "Отчёт"]


def test_the_command_writes_the_file(one_measure, tmp_path):
    out = tmp_path / "plan.docx"
    args = ["--plan", one_measure.slug, "--format", "docx", "--language", "kk", "--out", str(out)]
    call_command("export_plan", *args, stdout=io.StringIO())
    assert Document(str(out)).tables[0].rows[0].cells[1].text == "Іс-шара"


def test_the_command_says_when_there_is_no_such_plan(db, tmp_path):
    with pytest.raises(CommandError, match="There is no plan"):
        call_command("export_plan", "--plan", "x", "--format", "xlsx", "--out", str(tmp_path / "x"))
