"""Bytes leave the storage at night once no report stands on them, and never before."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from measures.models import StoredFile, UploadTally
from measures.services.evidence import drop_evidence
from measures.services.files import clear_files
from measures.services.files.clearing import LEFT_BEHIND
from tests.evidence_files import pdf
from tests.measures.files.conftest import Bring

pytestmark = pytest.mark.django_db(transaction=True)
OLD = LEFT_BEHIND + timedelta(hours=1)


def stored() -> list[str]:
    root = Path(default_storage.location)
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())


def night() -> int:
    return clear_files(now=timezone.now())


def left_behind(path: str, age: timedelta) -> None:
    default_storage.save(path, ContentFile(b"%PDF-"))
    moment = (timezone.now() - age).timestamp()
    os.utime(default_storage.path(path), (moment, moment))


def test_the_last_report_that_stands_on_bytes_takes_them_along(bring: Bring, officer, today):
    kept, other = bring(), bring(pdf(b"%2"))
    drop_evidence(kept, by=officer, today=today)
    assert (night(), stored(), night()) == (1, [other.file.name], 0)


def test_bytes_of_another_report_stay(bring: Bring, officer, today):
    kept = bring()
    assert (night(), stored()) == (0, [kept.file.name])


def test_what_is_brought_again_before_the_night_stays(bring: Bring, officer, today):
    drop_evidence(bring(), by=officer, today=today)
    kept = bring()
    assert (night(), stored(), StoredFile.objects.count()) == (0, [kept.file.name], 1)


@pytest.mark.parametrize(
    ("path", "age", "stays"),
    [
        ("files/ab/abcd-1", OLD, False),
        ("files/ab/abcd-1", timedelta(hours=1), True),
        ("evidence/2009/07/письмо.pdf", OLD, False),
        ("reports/2009/1/edition.pdf", OLD, True),
    ],
)
def test_what_a_broken_transaction_left_is_swept_when_it_is_old(
    bring: Bring, path: str, age: timedelta, stays: bool
):
    kept = bring()
    os.utime(kept.file.path, (0, 0))  # old, and named by a row
    left_behind(path, age)
    night()
    assert stored() == sorted([kept.file.name] + [path] * stays)


def test_tallies_of_former_days_are_forgotten(bring: Bring):
    bring()
    clear_files(now=timezone.now() + timedelta(days=3))
    assert UploadTally.objects.count() == 0
