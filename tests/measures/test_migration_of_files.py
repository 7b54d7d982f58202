"""Files that were kept one by one are kept once, and not a byte is written for it."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from measures.models import Evidence, ProgressEntry, StoredFile
from tests.factories import ProgressEntryFactory

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE, AFTER = "0020_rights", "0021_files_kept_once"


def to(*name: str) -> None:
    """Without a name: as the tests that follow expect it."""
    call_command("migrate", "measures", *name, verbosity=0)


def old_row(entry: ProgressEntry, name: str, sha256: str) -> str:
    state = MigrationExecutor(connection)
    model = state.loader.project_state([("measures", BEFORE)]).apps.get_model(
        "measures", "Evidence"
    )
    path = default_storage.save(f"evidence/2009/07/{name}", ContentFile(b"%PDF-" + name.encode()))
    facts = {"content_type": "application/pdf", "size": 9, "sha256": sha256}
    made = model.objects.create(
        entry_id=entry.pk, file=path, name=name, uploaded_by_id=entry.author_id, **facts
    )
    return str(made.file.name)


def test_rows_stand_on_the_bytes_where_they_lay_first_and_go_back() -> None:
    one, two = ProgressEntryFactory.create_batch(2)
    try:
        to(BEFORE)
        first = old_row(one, "а.pdf", "1" * 64)
        old_row(two, "б.pdf", "1" * 64)
        other = old_row(two, "в.pdf", "2" * 64)
        to(AFTER)
        kept = [(row.name, row.file.name, row.sha256) for row in Evidence.objects.order_by("pk")]
        stored = StoredFile.objects.count()
        to(BEFORE)
    finally:
        to()
    assert kept == [
        ("а.pdf", first, "1" * 64),
        ("б.pdf", first, "1" * 64),
        ("в.pdf", other, "2" * 64),
    ]
    assert (stored, list(Evidence.objects.values_list("name", flat=True))) == (
        2,
        ["а.pdf", "б.pdf", "в.pdf"],
    )
    assert default_storage.exists(first)
