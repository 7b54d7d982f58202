"""The template holds what is owed, in any language, and comes back as it went out."""

import csv
import io
from datetime import date

import openpyxl
import pytest

from agencies.models import Role
from measures.models import Claim, Event, ProgressEntry
from measures.services.progress import Draft, save_draft
from tests import factories
from tests.measures.importing import files
from tests.measures.views.conftest import signed_in
from tests.measures.views.progress_uploads.filling_in import (
    CLAIM,
    DAY,
    HEAD,
    PAGE,
    TEXT,
    TODAY,
    confirm,
    faults,
    fill,
    kept,
    ods,
    packed,
    template,
)

pytestmark = pytest.mark.django_db


def test_the_template_holds_what_is_owed_locked_and_with_the_choices_of_each_row(
    client, dated, periodic
):
    factories.ObligationFactory(measure=dated.measure, due_on=date(2009, 7, 1))
    book = template(client)
    sheet = book.worksheets[0]
    assert sheet.max_row == 3  # what another agency owes is not in it
    assert [sheet.cell(row, 1).value for row in (2, 3)] == [f"R{dated.pk}-0", f"R{periodic.pk}-0"]
    assert sheet.protection.sheet
    assert [sheet.cell(2, place).protection.locked for place in (1, 2, 8, CLAIM, TEXT, DAY)] == [
        *(True, True, True),
        *(False, False, False),
    ]
    choices = {str(one.sqref): one.formula1 for one in sheet.data_validations.dataValidation}
    assert choices["I2"] == '"in progress,done"'
    assert choices["I3"] == '"report for the period,nothing to report"'
    assert choices["K2:K3"] == "kinds"
    assert book["lists"].sheet_state == "hidden"


def test_a_draft_stands_in_the_template_and_its_formulas_are_text(client, officer, dated):
    save_draft(dated, Draft("=1+1", Claim.INTERIM), by=officer, today=TODAY)
    sheet = template(client).worksheets[0]
    cell = sheet.cell(2, TEXT)
    assert (sheet.cell(2, 1).value, cell.value, cell.data_type) == (f"R{dated.pk}-1", "=1+1", "s")
    assert (cell.quotePrefix, sheet.cell(2, CLAIM).value) == (True, "in progress")


def test_a_filled_in_table_is_handed_in_whole(client, officer, dated, periodic, done):
    book = fill(fill(template(client), "7.1", **done), "7.2", claim="nothing to report")
    upload = kept(client, packed(book))
    assert ProgressEntry.objects.count() == 0  # shown, not written
    page = client.get(f"{PAGE}{upload.pk}/").content.decode()
    assert ["Принят закон." in page, "Hand in all of them" in page] == [True, True]
    assert confirm(client, upload, "hand_in").status_code == 302
    told = {
        entry.obligation_id: (entry.state, entry.claim, entry.text, entry.document_on)
        for entry in ProgressEntry.objects.all()
    }
    assert told == {
        dated.pk: ("submitted", "done", "Принят закон.", date(2009, 7, 2)),
        periodic.pk: ("submitted", "nil", "", None),
    }
    assert set(Event.objects.values_list("kind", flat=True)) >= {"submitted"}


def test_drafts_are_saved_where_the_person_says_so(client, dated, done):
    upload = kept(client, packed(fill(template(client), "7.1", **done)))
    assert confirm(client, upload, "draft").status_code == 302
    entry = ProgressEntry.objects.get()
    assert (entry.state, entry.document_kind, entry.document_number) == ("draft", "law", "12-IV")


def test_what_was_left_empty_is_left_alone(client, dated, periodic):
    upload = kept(client, packed(fill(template(client), "7.1", claim="in progress", text="Идёт.")))
    assert (upload.outcome["left_alone"], upload.outcome["filled_in"]) == (1, 1)
    confirm(client, upload, "draft")
    assert ProgressEntry.objects.get().obligation == dated


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
@pytest.mark.parametrize("fmt", ["xlsx", "csv"])
def test_a_template_of_any_language_is_read(officer, dated, fmt, language):
    officer.language = language
    officer.save()
    client = signed_in(officer)
    answer = client.get(f"{PAGE}template.{fmt}")
    content = b"".join(answer.streaming_content)
    if fmt == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(content))
        choices = book.worksheets[0].data_validations.dataValidation[0].formula1.strip('"')
        book.worksheets[0].cell(2, CLAIM).value = choices.split(",")[0]
        book.worksheets[0].cell(2, TEXT).value = "Идёт."
        content = packed(book)
    else:
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
        rows[1][CLAIM - 1], rows[1][TEXT - 1] = "in progress", "Идёт."
        content = files.csv_file(rows)
    officer.language = "en"
    officer.save()
    upload = kept(client, content, f"t.{fmt}")
    assert faults(upload) == []
    assert upload.outcome["rows"][0]["claim"] == "interim"


def test_columns_may_be_moved_added_and_left_out(client, dated):
    rows = [
        ["Ministry of the Interior, 2nd quarter"],
        [],
        ["Remarks", "what was done :", "Status", "KEY"],
        ["ours", "Идёт.", "In progress", f"r{dated.pk}-0"],
    ]
    upload = kept(client, files.xlsx(rows))
    [row] = upload.outcome["rows"]
    assert (row["row"], row["claim"], row["text"], row["faults"]) == (4, "interim", "Идёт.", [])


def test_an_open_document_spreadsheet_is_read(client, dated):
    head = ["Key", "Status", "What was done", "Its date"]
    row = [f"R{dated.pk}-0", "in progress", "Идёт.", date(2009, 7, 2)]
    upload = kept(client, ods([head, row]), "reports.ods")
    [told] = upload.outcome["rows"]
    assert (told["text"], told["document_on"], told["faults"]) == ("Идёт.", "2009-07-02", [])


def test_days_are_read_as_offices_write_them(client, dated):
    for written in ("02.07.2009", "2/7/2009", "2009-07-02", "02.07.2009 г.", date(2009, 7, 2)):
        row = [f"R{dated.pk}-0", "7.1", "done", f"{written}", "law", 12, written]
        [told] = kept(client, files.xlsx([HEAD, row])).outcome["rows"]
        assert (told["document_on"], told["document_number"]) == ("2009-07-02", "12")


def test_a_formula_gives_the_value_that_its_cell_shows(client, dated):
    book = openpyxl.Workbook()
    book.active.append(HEAD)
    book.active.append([f"R{dated.pk}-0", "7.1", "in progress", '="a"&"b"'])
    # Written by no spreadsheet, the formula has no value yet: the cell is empty.
    upload = kept(client, packed(book))
    assert upload.outcome["rows"][0]["text"] == ""


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.OBSERVER])
def test_who_reports_for_no_agency_has_no_such_page(role, agency):
    client = signed_in(factories.person(agency, role))
    pages = [PAGE, f"{PAGE}template.xlsx", f"{PAGE}1/"]
    assert [client.get(page).status_code for page in pages] == [403, 403, 403]
