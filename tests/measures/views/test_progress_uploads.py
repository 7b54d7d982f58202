"""A quarter's progress as a ministry fills it in: template, file, preview, all or nothing."""

import csv
import io
import zipfile
from datetime import UTC, date, datetime

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django.utils.html import escape

from agencies.models import Role
from measures.models import (
    Claim,
    Event,
    ImportState,
    Job,
    Obligation,
    ProgressEntry,
    ProgressState,
    ProgressUpload,
)
from measures.services.jobs import run_next
from measures.services.progress import Draft, save_draft, submit
from tests import factories
from tests.measures.importing import files
from tests.measures.views.conftest import signed_in

TODAY = date(2009, 7, 6)
PAGE = "/desk/upload/"
CLAIM, TEXT, KIND, NUMBER, DAY = 9, 10, 11, 12, 13  # columns of the template, from 1
pytestmark = pytest.mark.django_db


@pytest.fixture
def dated(measure, agency):
    """Once, due on 1 July."""
    return factories.asked_for(
        factories.ObligationFactory(measure=measure, agency=agency, due_on=date(2009, 7, 1))
    )


@pytest.fixture
def periodic(plan, agency):
    measure = factories.MeasureFactory(plan=plan, position=2, number="7.2")
    return factories.ObligationFactory(
        measure=measure, agency=agency, kind="recurring", due_on=date(2009, 7, 3)
    )


@pytest.fixture
def client(officer):
    return signed_in(officer)


def template(client, language="en", **asked):
    with translation.override(language):
        answer = client.get(f"{PAGE}template.xlsx", asked)
    assert answer.status_code == 200
    return openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))


def packed(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def row_of(sheet, number):
    return next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, 2).value == number)


def fill(book, number, **cells):
    sheet = book.worksheets[0]
    places = {"claim": CLAIM, "text": TEXT, "kind": KIND, "document": NUMBER, "day": DAY}
    for name, value in cells.items():
        sheet.cell(row_of(sheet, number), places[name]).value = value
    return book


def send(client, content, name="reports.xlsx", **more):
    sent = {"file": SimpleUploadedFile(name, content), "language": "ru", **more}
    return client.post(PAGE, sent)


def kept(client, content, name="reports.xlsx"):
    """The upload that is made of it."""
    answer = send(client, content, name)
    assert answer.status_code == 302, answer.content.decode()
    return ProgressUpload.objects.get(pk=answer["Location"].split("/")[3])


def confirm(client, upload, action, **more):
    return client.post(f"{PAGE}{upload.pk}/confirm/", {"action": action, **more})


def faults(upload):
    return [
        (row["row"], fault["code"], fault["column"])
        for row in upload.outcome["rows"]
        for fault in row["faults"]
    ]


@pytest.fixture
def done():
    return {
        "claim": "done",
        "text": "Принят закон.",
        "kind": "law",
        "document": "12-IV",
        "day": date(2009, 7, 2),
    }


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


def ods(rows, extra=None, content=None):
    """A spreadsheet as LibreOffice writes it, with its million empty rows."""

    def cell(value):
        if isinstance(value, date):
            return (
                f'<table:table-cell office:value-type="date" office:date-value="{value}">'
                f"<text:p>{value}</text:p></table:table-cell>"
            )
        told = escape(value)
        return (
            '<table:table-cell office:value-type="string">'
            f"<text:p>{told}</text:p></table:table-cell>"
        )

    drawn = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    rest = (
        '<table:table-row table:number-rows-repeated="1048574">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    whole = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{names} '
        f'office:version="1.2"><office:body><office:spreadsheet><table:table table:name="1">'
        f"{content or drawn + rest}</table:table></office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", whole)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        for name, part in (extra or {}).items():
            archive.writestr(name, part)
    return out.getvalue()


HEAD = [
    *("Key", "Number", "What do you report?", "What was done"),
    *("Completion document", "Document number", "Document date"),
]


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        (["", "7.1", "done", "x"], "key_missing", "key"),
        (["17", "7.1", "done", "x"], "key_wrong", "key"),
        (["R999999-0", "7.1", "done", "x"], "not_yours", "key"),
        (["R0-0", "7.1", "done", "x"], "not_yours", "key"),
        (["{key}", "7.9", "done", "x"], "row_mixed", "number"),
        (["{key}", "7.1", "finished", "x"], "not_a_choice", "claim"),
        (["{key}", "7.1", "", "x"], "claim_missing", "claim"),
        (["{key}", "7.1", "nothing to report", "x"], "claim_not_here", "claim"),
        (["{key}", "7.1", "done", "#REF!"], "broken_formula", "text"),
        (["{key}", "7.1", "done", "x", "a paper"], "not_a_choice", "document_kind"),
        (["{key}", "7.1", "done", "x", "law", "1" * 61], "too_long", "document_number"),
        (["{key}", "7.1", "done", "x", "law", "1", "soon"], "not_a_day", "document_on"),
        (["{key}", "7.1", "done", "x", "law", "1", "31.02.2009"], "not_a_day", "document_on"),
        (["{key}", "7.1", "done", "x", "law", "1", 39_996], "day_is_a_figure", "document_on"),
    ],
)
def test_each_fault_is_told_at_its_row_and_column_and_nothing_is_written(
    client, dated, periodic, cells, code, column
):
    row = [cell.format(key=f"R{dated.pk}-0") if isinstance(cell, str) else cell for cell in cells]
    fine = [f"R{periodic.pk}-0", "7.2", "report for the period", "Сделано."]
    upload = kept(client, files.xlsx([HEAD, fine, row]))
    assert faults(upload) == [(3, code, column)]
    page = client.get(f"{PAGE}{upload.pk}/").content.decode()
    assert 'href="#row-3"' in page
    assert ("Save as drafts" in page, "Drop the file" in page) == (False, True)
    refused = confirm(client, upload, "draft")
    assert (refused.status_code, ProgressEntry.objects.count()) == (409, 0)
    upload.refresh_from_db()
    assert upload.state == ImportState.PREVIEWED


def test_days_are_read_as_offices_write_them(client, dated):
    for written in ("02.07.2009", "2/7/2009", "2009-07-02", "02.07.2009 г.", date(2009, 7, 2)):
        row = [f"R{dated.pk}-0", "7.1", "done", f"{written}", "law", 12, written]
        [told] = kept(client, files.xlsx([HEAD, row])).outcome["rows"]
        assert (told["document_on"], told["document_number"]) == ("2009-07-02", "12")


def test_two_rows_with_one_key_are_not_guessed_at(client, dated):
    row = [f"R{dated.pk}-0", "7.1", "in progress", "Одно."]
    other = [f"R{dated.pk}-0", "7.1", "in progress", "Другое."]
    assert faults(kept(client, files.xlsx([HEAD, row, other]))) == [(3, "key_twice", "key")]


def test_merged_cells_are_named_and_not_taken_for_empty_ones(client, dated, periodic):
    rows = [
        HEAD,
        [f"R{dated.pk}-0", "7.1", "in progress", "Обо всём."],
        [f"R{periodic.pk}-0", "7.2", "report for the period", ""],
    ]
    upload = kept(client, files.xlsx(rows, merged=["D2:D3"]))
    assert faults(upload) == [(2, "merged", "text"), (3, "merged", "text")]


def test_a_formula_gives_the_value_that_its_cell_shows(client, dated):
    book = openpyxl.Workbook()
    book.active.append(HEAD)
    book.active.append([f"R{dated.pk}-0", "7.1", "in progress", '="a"&"b"'])
    # Written by no spreadsheet, the formula has no value yet: the cell is empty.
    upload = kept(client, packed(book))
    assert upload.outcome["rows"][0]["text"] == ""


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.xlsx", b"%PDF-1.4", "This is a PDF."),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "old .xls file"),
        ("a.xlsx", b"\x00\x01\x02" * 400, "not a spreadsheet"),
        ("a.xlsx", b"", "empty"),
        ("a.docx", files.docx([["a"]]), "not a spreadsheet"),
        ("a.xlsx", files.xlsx([["a"]])[:-40], "damaged"),
        ("a.ods", files.xlsx([["a"]]), "damaged"),
        ("a.xlsm", files.xlsx([["a"]]), "macros"),
        (
            "a.xlsx",
            files.archive({"xl/vbaProject.bin": b"macro"}, files.xlsx([["a"]])),
            "macros",
        ),
        (
            "a.xlsx",
            files.archive({"xl/media/a.bin": b"0" * 50_000_000}, files.xlsx([["a"]])),
            "unpacks to far more",
        ),
        ("a.ods", ods([["a"]], {"Basic/Standard/Module1.xml": "<x/>"}), "macros"),
        ("a.ods", ods([["a"]], {"x.bin": b"0" * 50_000_000}), "unpacks to far more"),
        (
            "a.ods",
            ods([], content="".join(
                '<table:table-row table:number-rows-repeated="999"><table:table-cell '
                'table:number-columns-repeated="999"><text:p>x</text:p></table:table-cell>'
                "</table:table-row>" for _ in range(9)
            )),
            "longer than what an agency owes",
        ),
        ("a.csv", "Key;Status;What was done\n" + "R1-0;done;x\n" * 100_000, "longer than"),
        ("a.xlsx", files.xlsx([["R1-0"]] * 20_000), "longer than"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_table_is_refused_in_words_and_kept_nowhere(
    client, dated, name, content, said
):
    body = content if isinstance(content, bytes) else content.encode()
    answer = send(client, body, name)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page or "empty" in page
    assert not ProgressUpload.objects.exists()


def test_a_table_of_something_else_says_which_headings_are_looked_for(client, dated):
    upload = kept(client, files.xlsx([["Name", "Sum"], ["a", 1]]))
    page = client.get(f"{PAGE}{upload.pk}/").content.decode()
    assert "no row has the headings" in page
    assert "Save as drafts" not in page


def test_a_missing_column_is_named(client, dated):
    upload = kept(client, files.xlsx([["Key", "Status"], [f"R{dated.pk}-0", "done"]]))
    page = client.get(f"{PAGE}{upload.pk}/").content.decode()
    assert "The column “What was done” is missing." in page


def test_what_another_handed_in_meanwhile_is_named_with_who_and_when(
    client, agency, dated, periodic
):
    book = fill(template(client), "7.2", claim="report for the period", text="Моё.")
    colleague = factories.person(agency, Role.OFFICER, full_name="A. Colleague")
    entry = save_draft(periodic, Draft("Его.", Claim.DONE), by=colleague, today=TODAY)
    submit(entry, by=colleague, today=TODAY)
    upload = kept(client, packed(book))
    assert faults(upload) == [(3, "handed_in_meanwhile", "")]
    page = client.get(f"{PAGE}{upload.pk}/").content.decode()
    assert "A. Colleague, 06.07.2009" in page


def test_a_draft_that_was_changed_since_is_not_overwritten(client, agency, dated):
    book = fill(template(client), "7.1", claim="in progress", text="Моё.")
    colleague = factories.person(agency, Role.OFFICER)
    save_draft(dated, Draft("Его."), by=colleague, today=TODAY)
    assert faults(kept(client, packed(book))) == [(2, "changed_meanwhile", "")]
    assert ProgressEntry.objects.get().text == "Его."


def test_what_changes_between_preview_and_confirmation_stops_all_of_it(
    client, agency, dated, periodic
):
    book = fill(template(client), "7.1", claim="in progress", text="Моё.")
    upload = kept(client, packed(fill(book, "7.2", claim="nothing to report")))
    colleague = factories.person(agency, Role.OFFICER)
    save_draft(periodic, Draft("Его.", Claim.DONE), by=colleague, today=TODAY)
    answer = confirm(client, upload, "hand_in")
    assert answer.status_code == 409
    assert "changed since the template was made" in answer.content.decode()
    assert list(ProgressEntry.objects.values_list("text", flat=True)) == ["Его."]


def test_the_same_file_is_kept_and_written_once(client, dated, done):
    content = packed(fill(template(client), "7.1", **done))
    first = kept(client, content)
    assert kept(client, content) == first
    confirm(client, first, "hand_in")
    assert kept(client, content) == first
    again = confirm(client, first, "hand_in")
    assert (again.status_code, ProgressEntry.objects.count()) == (409, 1)


def test_the_same_rows_in_another_file_are_seen_to_be_handed_in_already(client, dated, done):
    book = fill(template(client), "7.1", **done)
    confirm(client, kept(client, packed(book)), "hand_in")
    book.worksheets[1]["A9"] = "another file"
    upload = kept(client, packed(book))
    assert (faults(upload), upload.outcome["rows"][0]["same"]) == ([], True)
    page = client.get(f"{PAGE}{upload.pk}/").content.decode()
    assert "word for word" in page
    assert ProgressEntry.objects.count() == 1


def test_what_cannot_be_handed_in_yet_can_be_kept_as_drafts(client, dated):
    upload = kept(client, packed(fill(template(client), "7.1", claim="done", text="Принят.")))
    page = client.get(f"{PAGE}{upload.pk}/").content.decode()
    assert "against its completion document" in page
    assert ("Save as drafts" in page, "Hand in all of them" in page) == (True, False)
    assert confirm(client, upload, "hand_in").status_code == 409
    assert not ProgressEntry.objects.exists()
    assert confirm(client, upload, "draft").status_code == 302
    assert ProgressEntry.objects.get().state == ProgressState.DRAFT


def test_a_report_of_another_agency_is_not_told_from_one_that_is_not_there(client, dated):
    owed = factories.ObligationFactory()
    upload = kept(client, files.xlsx([HEAD, [f"R{owed.pk}-0", "7.1", "done", "x"]]))
    none = kept(client, files.xlsx([HEAD, ["R99999-0", "7.1", "done", "x"]]))
    assert faults(upload) == faults(none) == [(2, "not_yours", "key")]
    pages = [client.get(f"{PAGE}{one.pk}/").content.decode() for one in (upload, none)]
    assert not any(owed.measure.title_en in page for page in pages)


def test_a_dropped_file_is_forgotten_and_can_be_brought_again(client, dated, done):
    content = packed(fill(template(client), "7.1", **done))
    upload = kept(client, content)
    assert confirm(client, upload, "drop")["Location"] == PAGE
    assert kept(client, content) != upload


def test_another_persons_file_is_not_there(client, agency, dated, done):
    upload = kept(client, packed(fill(template(client), "7.1", **done)))
    other = signed_in(factories.person(agency, Role.HEAD))
    assert other.get(f"{PAGE}{upload.pk}/").status_code == 404
    assert confirm(other, upload, "draft").status_code == 404


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.OBSERVER])
def test_who_reports_for_no_agency_has_no_such_page(role, agency):
    client = signed_in(factories.person(agency, role))
    pages = [PAGE, f"{PAGE}template.xlsx", f"{PAGE}1/"]
    assert [client.get(page).status_code for page in pages] == [403, 403, 403]


def test_a_long_table_is_written_as_long_work(client, settings, dated, periodic):
    settings.JOB_FROM_ROWS = 1
    book = fill(template(client), "7.1", claim="in progress", text="Идёт.")
    upload = kept(client, packed(fill(book, "7.2", claim="nothing to report")))
    answer = confirm(client, upload, "draft")
    job = Job.objects.get()
    assert answer["Location"] == f"/jobs/{job.pk}/"
    while run_next(today=TODAY, now=datetime.now(UTC)):
        pass
    job.refresh_from_db()
    assert (job.state, job.outcome, ProgressEntry.objects.count()) == ("done", {"did": 2}, 2)


@pytest.mark.parametrize("page", ["", "{pk}/", "template.xlsx"])
def test_three_rows_and_thirty_take_the_same_statements(client, plan, agency, page):
    def asked(more):
        for _ in range(more):
            measure = factories.MeasureFactory(plan=plan)
            factories.ObligationFactory(
                measure=measure, agency=agency, kind="recurring", due_on=date(2009, 7, 3)
            )
        rows = [
            [f"R{pk}-0", "", "nothing to report", ""]
            for pk in Obligation.objects.values_list("pk", flat=True)
        ]
        upload = kept(client, files.xlsx([HEAD, *rows]))
        address = PAGE + page.format(pk=upload.pk)
        with CaptureQueriesContext(connection) as told:
            answer = client.get(address)
            b"".join(answer.streaming_content) if answer.streaming else answer.content
        return len(told)

    asked(1)
    assert asked(2) == asked(27)
