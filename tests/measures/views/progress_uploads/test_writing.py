"""What was read is written whole or not at all, and only by whose file it is."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import Role
from measures.models import Claim, Job, Obligation, ProgressEntry, ProgressState
from measures.services.jobs import run_next
from measures.services.progress import Draft, save_draft, submit
from tests import factories
from tests.measures.importing import files
from tests.measures.views.conftest import signed_in
from tests.measures.views.progress_uploads.filling_in import (
    HEAD,
    PAGE,
    TODAY,
    confirm,
    faults,
    fill,
    kept,
    packed,
    template,
)

pytestmark = pytest.mark.django_db


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
