"""The same bytes are kept once, at a place of their own, and never under the name that came."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.errors import Refused
from agencies.models import Role
from measures.models import Evidence, ProgressEntry, ScanState, StoredFile
from measures.services.evidence import attach_evidence
from measures.services.files.serving import open_file
from measures.services.progress import Draft, save_draft
from tests.evidence_files import docx, pdf
from tests.factories import MeasureFactory, ObligationFactory, asked_for, person
from tests.measures.files.conftest import Bring

pytestmark = pytest.mark.django_db


@pytest.fixture
def another(plan, agency, today) -> ProgressEntry:
    """A draft of somebody else's in the same body, on another measure."""
    owed = asked_for(ObligationFactory(measure=MeasureFactory(plan=plan), agency=agency))
    return save_draft(owed, Draft("Другое."), by=person(agency, Role.OFFICER), today=today)


def stored_names() -> list[str]:
    root = Path(default_storage.location)
    return sorted(path.name for path in root.rglob("*") if path.is_file())


def test_two_reports_stand_on_the_same_bytes(bring: Bring, another: ProgressEntry):
    one, two = bring(name="а.pdf"), bring(name="б.pdf", to=another, by=another.author)
    assert (one.stored, [one.name, two.name]) == (two.stored, ["а.pdf", "б.pdf"])
    assert len(stored_names()) == 1


def test_the_place_tells_the_checksum_and_nothing_of_the_name(bring: Bring):
    kept = bring(name="секрет.pdf")
    folder, name = Path(kept.file.name).parts[-2:]
    assert (folder, name[:64]) == (kept.sha256[:2], kept.sha256)
    assert stored_names() == [name]


def test_only_the_account_of_the_site_reads_what_is_stored(bring: Bring):
    path = Path(bring().file.path)
    assert [oct(one.stat().st_mode & 0o777) for one in (path, path.parent)] == ["0o640", "0o750"]


def test_bytes_that_somebody_changed_are_not_given_out(bring: Bring, officer, today):
    kept = bring()
    Path(kept.file.path).write_bytes(pdf(b"% another"))
    with pytest.raises(Refused) as refused:
        open_file(Evidence.objects.get(), by=officer, today=today)
    assert refused.value.code == "file_changed"


def test_no_address_leads_to_the_storage(bring: Bring, client: Any, settings: Any):
    kept = bring()
    places = [f"/media/{kept.file.name}", f"/{kept.file.name}", f"/static/{kept.file.name}"]
    assert [client.get(place).status_code for place in places] == [404, 404, 404]
    assert settings.MEDIA_URL == "/"  # Django's own empty one: no view answers at it


def test_bytes_that_the_storage_lost_are_laid_down_again(bring: Bring, another: ProgressEntry):
    kept = bring()
    default_storage.delete(kept.file.name)
    again = bring(to=another, by=another.author)
    with again.file.open() as content:
        assert (again.stored_id, content.read()) == (kept.stored_id, pdf())


def test_what_a_virus_was_found_in_is_not_taken_again(bring: Bring, another: ProgressEntry):
    kept = bring()
    StoredFile.objects.update(
        state=ScanState.INFECTED, found="Eicar", scanned_at=kept.uploaded_at, look_at=None
    )
    with pytest.raises(Refused) as refused:
        bring(to=another, by=another.author)
    assert (refused.value.code, "Eicar" in str(refused.value)) == ("file_infected", True)
    assert another.evidence.count() == 0


@pytest.mark.parametrize(
    ("setting", "most", "code"),
    [
        ("EVIDENCE_MOST_FILES", 1, "too_many_files"),
        ("EVIDENCE_MAX_BYTES_TOGETHER", len(pdf()) + 5, "files_too_large"),
        ("FILES_A_DAY", 1, "too_much_today"),
        ("FILES_A_DAY_BYTES", len(pdf()) + 5, "too_much_today"),
    ],
)
def test_a_report_and_a_day_hold_so_much(
    bring: Bring, settings: Any, setting: str, most: int, code: str
):
    setattr(settings, setting, most)
    bring()
    with pytest.raises(Refused) as refused:
        bring(pdf(b"%2"))
    assert (refused.value.code, Evidence.objects.count()) == (code, 1)


def test_what_is_taken_away_stays_counted(bring: Bring, settings: Any, officer, today):
    settings.FILES_A_DAY = 1
    bring().delete()
    with pytest.raises(Refused) as refused:
        bring(pdf(b"%2"))
    assert refused.value.code == "too_much_today"


def test_another_day_begins_at_nought(bring: Bring, settings: Any, draft, officer):
    settings.FILES_A_DAY = 1
    bring()
    upload = SimpleUploadedFile("б.pdf", pdf(b"%2"))
    attach_evidence(draft, upload, by=officer, today=date(2009, 7, 7))
    assert Evidence.objects.count() == 2


@pytest.mark.parametrize(("setting", "kept"), [("refuse", 0), ("flag", 1)])
def test_macros_are_refused_or_told_of(bring: Bring, settings: Any, setting: str, kept: int):
    settings.FILE_PROGRAMS = setting
    code = ""
    try:
        bring(docx({"word/vbaProject.bin": b"x"}), "отчёт.docx")
    except Refused as refused:
        code = refused.code
    assert code == ("" if kept else "file_program")
    assert StoredFile.objects.filter(has_program=True).count() == kept
