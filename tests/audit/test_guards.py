"""The record is only added to, in the database itself."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from audit.models import Anchor, Entry, Kind, Link
from audit.services.sealing import seal
from audit.services.telling import tell
from tests.audit.reading import last
from tests.database import is_refused

pytestmark = pytest.mark.django_db
ON_POSTGRESQL = connection.vendor == "postgresql"


@pytest.fixture
def entry(agency) -> Entry:
    seal()
    Anchor.objects.create(at=timezone.now(), position=1, hash="0" * 64)
    return last("agencies_agency")


@pytest.mark.parametrize("model", [Entry, Link, Anchor])
def test_nothing_of_the_record_is_deleted(model, entry: Entry):
    assert is_refused(lambda: model.objects.all().delete())
    assert is_refused(lambda: model.objects.all()._raw_delete("default"))


@pytest.mark.parametrize(
    "change",
    [
        {"actor": 1},
        {"after": "{}"},
        {"at": "2009-07-06T00:00Z"},
        {"personal": "{}"},
        {"personal": None, "door": "page"},
    ],
)
def test_no_record_is_changed(change, entry: Entry):
    assert is_refused(lambda: Entry.objects.filter(pk=entry.pk).update(**change))


def test_the_personal_part_may_be_forgotten(officer):
    entry = last("agencies_user")
    assert Entry.objects.filter(pk=entry.pk).update(personal=None) == 1


def test_the_chain_and_its_anchors_are_not_changed(entry: Entry):
    assert is_refused(lambda: Link.objects.update(hash="0" * 64))
    assert is_refused(lambda: Anchor.objects.update(position=2))


@pytest.mark.skipif(not ON_POSTGRESQL, reason="SQLite knows no TRUNCATE")
@pytest.mark.parametrize("table", ["audit_entry", "audit_link", "audit_anchor"])
def test_the_record_is_not_emptied(table: str, entry: Entry):
    def empty() -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {table}")

    assert is_refused(empty)


@pytest.mark.skipif(not ON_POSTGRESQL, reason="SQLite does not tell who writes")
def test_the_application_cannot_claim_that_a_table_was_written(entry: Entry):
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.create(at=timezone.now(), kind=Kind.UPDATE, door="page")


def test_the_application_tells_what_it_did_beside(officer):
    tell(Kind.DOWNLOADED, relation="measures_evidence", object_id=7, label="letter.pdf")
    found = last("measures_evidence")
    assert (found.kind, found.object_id, found.label) == ("downloaded", "7", "letter.pdf")
