"""The chain finds what was changed, deleted, inserted, cut off or written anew."""

import json
from contextlib import contextmanager
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from agencies import triggers as engine
from agencies.models import Agency
from audit.guards import GUARDS
from audit.models import Anchor, Entry, Link
from audit.rules import chain
from audit.services.anchoring import anchor, anchors_in
from audit.services.forgetting import forget_before
from audit.services.sealing import body, seal
from audit.verifying import verify
from tests import factories
from tests.audit.reading import last

pytestmark = pytest.mark.django_db
KEY, OTHER_KEY = "k" * 32, "o" * 32


@contextmanager
def as_owner():
    """Whoever owns the database takes the guards off first."""
    with connection.cursor() as cursor:
        for guard in GUARDS:
            if connection.vendor == "postgresql":
                cursor.execute(f"DROP TRIGGER {guard.name} ON {guard.table}")
            else:
                for event in guard.events:
                    cursor.execute(f"DROP TRIGGER IF EXISTS {guard.name}_{event.lower()}")
    yield
    engine.install(connection, GUARDS)


@pytest.fixture
def agencies() -> list[Agency]:
    made = factories.AgencyFactory.create_batch(5)
    seal()
    return made


def broken() -> list[tuple[str, int | None, int | None]]:
    return [(one.what, one.position, one.entry) for one in verify().breaks]


def place(entry: Entry) -> int:
    return Link.objects.get(entry=entry.pk).position


def test_an_untouched_record_holds(agencies):
    found = verify()
    assert (found.breaks, found.links, found.waiting) == ([], Entry.objects.count(), 0)
    assert found.head == Link.objects.order_by("-position")[0].hash


def test_what_was_not_sealed_yet_waits(agencies):
    factories.AgencyFactory()
    assert (verify().whole, verify().waiting) == (True, 1)


def test_sealing_twice_seals_nothing_twice(agencies):
    factories.AgencyFactory()
    assert [seal(), seal()] == [1, 0]
    assert verify().whole


@pytest.mark.parametrize(
    "change",
    [{"after": '{"code":"x"}'}, {"actor": 99}, {"label": "other"}, {"at": timezone.now()}],
)
def test_a_changed_row_is_named(agencies, change):
    entry = last("agencies_agency", object_id=agencies[2].pk)
    with as_owner():
        Entry.objects.filter(pk=entry.pk).update(**change)
    assert broken() == [("changed", place(entry), entry.pk)]


def test_a_changed_personal_part_is_named(officer):
    seal()
    entry = last("agencies_user")
    with as_owner():
        Entry.objects.filter(pk=entry.pk).update(personal='{"salt":"1"}')
    assert broken() == [("changed", place(entry), entry.pk)]


def test_a_deleted_row_is_named(agencies):
    entry = last("agencies_agency", object_id=agencies[1].pk)
    position = place(entry)
    with as_owner():
        Entry.objects.filter(pk=entry.pk)._raw_delete("default")
    assert broken() == [("deleted", position, entry.pk)]


def test_a_row_deleted_with_its_link_is_named(agencies):
    entry = last("agencies_agency", object_id=agencies[1].pk)
    position = place(entry)
    with as_owner():
        Link.objects.filter(position=position).delete()
        Entry.objects.filter(pk=entry.pk)._raw_delete("default")
    assert broken() == [("deleted", position, None)]


def test_an_inserted_row_is_named(agencies):
    entry = last("agencies_agency", object_id=agencies[0].pk)
    with as_owner():
        # In the place of a number that was never used, and of a transaction that ended long ago.
        number = Entry.objects.order_by("id")[0].pk - 1
        Entry.objects.bulk_create(
            [Entry(pk=number, at=entry.at, xid=1, kind="downloaded", door="page")]
        )
    assert broken() == [("inserted", None, number)]


def test_a_record_put_in_the_place_of_another_is_named(agencies):
    first, second = (last("agencies_agency", object_id=one.pk) for one in agencies[:2])
    with as_owner():
        one, other = place(first), place(second)
        Link.objects.filter(position=one).update(entry=0)
        Link.objects.filter(position=other).update(entry=first.pk)
        Link.objects.filter(position=one).update(entry=second.pk)
    assert broken() == [("changed", one, second.pk)]


def test_an_end_that_was_cut_off_is_found_by_the_last_anchor(agencies):
    anchored = anchor(now=timezone.now())
    head = Link.objects.order_by("-position")[0]
    with as_owner():
        Link.objects.filter(position=head.position).delete()
        Entry.objects.filter(pk=head.entry)._raw_delete("default")
    assert anchored is not None
    assert broken() == [("cut", head.position, None)]


def test_an_anchor_from_outside_finds_a_chain_written_anew(agencies):
    kept = [(2, "a" * 64)]
    assert [(one.what, one.position) for one in verify(kept).breaks] == [("moved", 2)]


def write_anew(key: str) -> None:
    """As whoever owns the database can."""
    previous = chain.GENESIS
    entries = {entry.pk: entry for entry in Entry.objects.all()}
    for link in Link.objects.order_by("position"):
        entry = entries[link.entry]
        promised = chain.commitment(entry.personal)
        previous = chain.link(link.position, previous, promised, body(entry), key.encode())
        Link.objects.filter(pk=link.pk).update(hash=previous, promised=promised)


def test_without_a_key_a_chain_written_anew_is_found_by_an_anchor_alone(agencies):
    entry = last("agencies_agency")
    outside = [(place(entry), Link.objects.get(entry=entry.pk).hash)]
    with as_owner():
        Entry.objects.filter(pk=entry.pk).update(actor=99)
        write_anew("")
    assert verify().whole
    assert [one.what for one in verify(outside).breaks] == ["moved"]


def test_with_a_key_nobody_writes_the_chain_anew(settings):
    settings.AUDIT_KEY = KEY
    entry = last("agencies_agency") if factories.AgencyFactory() else None
    seal()
    with as_owner():
        Entry.objects.filter(pk=entry.pk).update(actor=99)
        write_anew(OTHER_KEY)
    assert [one.what for one in verify().breaks] == ["changed"]


def test_a_chain_goes_on_under_a_new_key(settings, agencies):
    settings.AUDIT_KEY = KEY
    factories.AgencyFactory()
    seal()
    settings.AUDIT_KEY, settings.AUDIT_OLD_KEYS = OTHER_KEY, [KEY]
    factories.AgencyFactory()
    seal()
    assert verify().whole
    settings.AUDIT_OLD_KEYS = []
    assert [one.what for one in verify().breaks] == ["key"]


def test_a_link_without_a_key_after_one_with_a_key_is_named(settings):
    settings.AUDIT_KEY = KEY
    factories.AgencyFactory()
    seal()
    settings.AUDIT_KEY, settings.AUDIT_OLD_KEYS = "", [KEY]
    factories.AgencyFactory()
    seal()
    assert broken()[0][0] == "key"


def test_forgetting_keeps_the_chain_whole(officer):
    seal()
    assert forget_before(timezone.now()) > 0
    seal()
    found = verify()
    assert (found.breaks, found.forgotten > 0) == ([], True)


def test_a_personal_part_that_is_gone_without_a_word_is_named(officer):
    seal()
    entry = last("agencies_user")
    Entry.objects.filter(pk=entry.pk).update(personal=None)
    assert broken() == [("personal", place(entry), entry.pk)]


def test_a_large_record_is_read_in_batches(agencies, monkeypatch):
    monkeypatch.setattr("audit.verifying.BATCH", 2)
    monkeypatch.setattr("audit.services.sealing.BATCH", 2)
    factories.AgencyFactory.create_batch(5)
    assert seal() == 5
    assert (verify().whole, verify().links) == (True, Entry.objects.count())


def run(*args: str) -> tuple[int, str]:
    out, code = StringIO(), 0
    try:
        call_command("verify_audit", *args, stdout=out)
    except SystemExit as end:
        code = int(str(end.code))
    return code, out.getvalue()


def test_the_command_says_that_the_chain_is_whole(agencies):
    code, said = run("--json")
    assert (code, json.loads(said)["whole"]) == (0, True)
    assert run()[1].startswith("The chain is whole: ")


def test_the_command_names_the_first_row_that_does_not_fit_and_fails(agencies):
    entry = last("agencies_agency", object_id=agencies[3].pk)
    with as_owner():
        Entry.objects.filter(pk=entry.pk).update(label="other")
    code, said = run("--json")
    assert (code, json.loads(said)["breaks"][0]["entry"]) == (1, entry.pk)


def test_the_command_reads_anchors_kept_outside(agencies, tmp_path, settings):
    settings.AUDIT_ANCHOR_FILE = str(tmp_path / "anchors")
    made = anchor(now=timezone.now())
    assert run("--anchors", settings.AUDIT_ANCHOR_FILE, "--anchor", str(made))[0] == 0
    assert run("--anchor", f"1:{'b' * 64}")[0] == 1


def test_nothing_new_is_not_anchored_twice(agencies):
    assert [anchor(now=timezone.now()) is None for _ in range(2)] == [False, True]
    assert Anchor.objects.count() == 1


def test_anchors_are_mailed(agencies, settings, mailoutbox):
    settings.AUDIT_ANCHOR_MAIL = ["auditor@example.org"]
    made = anchor(now=timezone.now())
    assert [(mail.to, str(made) in mail.body) for mail in mailoutbox] == [
        (["auditor@example.org"], True)
    ]


@pytest.mark.parametrize("text", ["12", "12:abc", "x:" + "0" * 64])
def test_what_is_no_anchor_is_refused(text: str):
    with pytest.raises(ValueError, match="POSITION:HASH"):
        anchors_in(text)
