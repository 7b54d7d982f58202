"""Bringing a file and clearing it away at one moment: bytes under a report are always there."""

from datetime import date

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from agencies.models import User
from measures.models import Evidence, ProgressEntry, StoredFile
from measures.services.evidence import attach_evidence, drop_evidence
from measures.services.files import clear_files
from measures.services.progress import Draft, save_draft
from tests.evidence_files import pdf
from tests.factories import MeasureFactory, ObligationFactory, asked_for
from tests.races import AT_ONE_MOMENT, at_once

pytestmark = AT_ONE_MOMENT
ROUNDS = 15


def bring(draft: ProgressEntry, officer: User, today: date) -> None:
    upload = SimpleUploadedFile("письмо.pdf", pdf())
    attach_evidence(draft, upload, by=officer, today=today)


def test_clearing_never_takes_what_somebody_brings_just_then(
    draft: ProgressEntry, officer: User, today: date
):
    for _ in range(ROUNDS):
        bring(draft, officer, today)
        drop_evidence(Evidence.objects.get(), by=officer, today=today)
        said = at_once(
            lambda: bring(draft, officer, today),
            lambda: clear_files(now=timezone.now()),
            lambda: clear_files(now=timezone.now()),
        )
        kept = Evidence.objects.get()
        assert (said, default_storage.exists(kept.file.name)) == (["done"] * 3, True)
        drop_evidence(kept, by=officer, today=today)


def test_the_same_bytes_brought_by_two_at_once_are_kept_once(
    draft: ProgressEntry, officer: User, today: date, plan, agency
):
    owed = asked_for(ObligationFactory(measure=MeasureFactory(plan=plan), agency=agency))
    other = save_draft(owed, Draft("Другое."), by=officer, today=today)
    said = at_once(*(lambda to=to: bring(to, officer, today) for to in (draft, other)))
    assert (said, StoredFile.objects.count(), Evidence.objects.count()) == (["done"] * 2, 1, 2)
