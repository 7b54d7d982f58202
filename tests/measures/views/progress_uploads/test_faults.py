"""Whatever is wrong in a filled-in table is told at its row and column; nothing is written."""

import pytest

from measures.models import ImportState, ProgressEntry, ProgressUpload
from tests import factories
from tests.measures.importing import files
from tests.measures.views.progress_uploads.filling_in import (
    HEAD,
    PAGE,
    confirm,
    faults,
    kept,
    ods,
    send,
)

pytestmark = pytest.mark.django_db


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


def test_a_report_of_another_agency_is_not_told_from_one_that_is_not_there(client, dated):
    owed = factories.ObligationFactory()
    upload = kept(client, files.xlsx([HEAD, [f"R{owed.pk}-0", "7.1", "done", "x"]]))
    none = kept(client, files.xlsx([HEAD, ["R99999-0", "7.1", "done", "x"]]))
    assert faults(upload) == faults(none) == [(2, "not_yours", "key")]
    pages = [client.get(f"{PAGE}{one.pk}/").content.decode() for one in (upload, none)]
    assert not any(owed.measure.title_en in page for page in pages)
