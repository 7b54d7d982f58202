"""Every write to every table leaves a record, whoever makes it and however."""

from datetime import date

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import connection, transaction

from agencies.models import Agency, Delegation, Membership, Role, User
from audit import recorded
from audit.installing import install, lift, missing, triggers_on
from audit.models import Entry
from audit.tables import names_of_tables, recorded_tables
from measures.models import Measure, Notice, Obligation, ObligationVersion, ReminderClock
from tests import factories
from tests.audit.reading import changed, entries, last, personal

TODAY = date(2009, 7, 6)
pytestmark = pytest.mark.django_db
ON_POSTGRESQL = connection.vendor == "postgresql"


def test_a_new_row_is_recorded_with_what_it_holds():
    agency = factories.AgencyFactory(code="mfa")
    entry = last("agencies_agency")
    before, after = changed(entry)
    assert (entry.kind, entry.object_id, entry.label) == ("insert", str(agency.pk), "mfa")
    assert (before, after["code"], after["name_ru"]) == (None, "mfa", agency.name_ru)


def test_a_change_is_recorded_by_its_columns_alone(agency):
    Agency.objects.filter(pk=agency.pk).update(code="other")
    entry = last("agencies_agency")
    assert (entry.kind, changed(entry)) == (
        "update",
        ({"code": agency.code}, {"code": "other"}),
    )


def test_saving_what_is_there_already_is_no_change(agency):
    agency.save()
    assert [entry.kind for entry in entries("agencies_agency", object_id=agency.pk)] == ["insert"]


def test_a_deleted_row_is_recorded_with_what_it_held(agency):
    number = agency.pk
    agency.delete()
    entry = last("agencies_agency")
    assert (entry.kind, entry.object_id) == ("delete", str(number))
    assert (changed(entry)[0]["code"], entry.after) == (agency.code, "")


def test_that_the_reminders_came_by_each_minute_is_no_change_but_what_they_planned_is():
    clock = ReminderClock.objects.create(planned_for=TODAY)
    ReminderClock.objects.filter(pk=clock.pk).update(ran_at="2009-07-06T10:00:00Z")
    ReminderClock.objects.filter(pk=clock.pk).update(planned_for=date(2009, 7, 7))
    told = entries("measures_reminderclock", object_id=clock.pk)
    assert [entry.kind for entry in told] == ["insert", "update"]
    assert changed(told[-1])[1] == {"planned_for": "2009-07-07"}


def test_an_update_of_many_rows_leaves_a_record_of_each(measure):
    factories.MeasureFactory.create_batch(3, plan=measure.plan)
    Measure.objects.filter(plan=measure.plan).update(number="none of theirs")
    told = entries("measures_measure", kind="update")
    assert [changed(entry)[1] for entry in told] == [{"number": "none of theirs"}] * 4


def test_raw_sql_is_recorded_as_well(agency):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE agencies_agency SET code = 'raw' WHERE id = %s", [agency.pk])
        cursor.execute(
            "INSERT INTO auth_group (name) SELECT code || ' copied' FROM agencies_agency"
            " WHERE id = %s",
            [agency.pk],
        )
    assert changed(last("agencies_agency"))[1] == {"code": "raw"}
    assert changed(last("auth_group"))[1]["name"] == "raw copied"


def test_rows_of_a_relation_between_two_tables_are_recorded(officer):
    officer.groups.add(Group.objects.create(name="readers"))
    assert changed(last("agencies_user_groups"))[1]["user_id"] == officer.pk


def test_nothing_is_known_as_null_and_null_as_nothing(agency, officer):
    Membership.objects.filter(user=officer).update(valid_to=date(2009, 7, 1))
    Membership.objects.filter(user=officer).update(valid_to=None)
    first, second = entries("agencies_membership", kind="update")
    assert changed(first) == ({"valid_to": None}, {"valid_to": "2009-07-01"})
    assert changed(second) == ({"valid_to": "2009-07-01"}, {"valid_to": None})


def test_secrets_are_told_to_have_changed_and_nothing_more(officer):
    officer.set_password("another one entirely")
    officer.save()
    entry = last("agencies_user")
    assert changed(entry)[1] == {"password": {"$": "secret"}}
    assert officer.password not in f"{entry.before}{entry.after}{entry.personal}"


def test_what_names_people_stands_apart_from_what_is_chained(officer):
    User.objects.filter(pk=officer.pk).update(full_name="Ахметова Д. «Дана»")
    entry = last("agencies_user")
    assert changed(entry)[1] == {"full_name": {"$": "personal"}}
    assert personal(entry)["after"] == {"full_name": "Ахметова Д. «Дана»"}
    assert personal(entry)["before"] == {"full_name": officer.full_name}


def test_why_somebody_is_away_can_be_forgotten(officer, agency):
    Delegation.objects.create(
        membership=officer.memberships.get(),
        to=factories.person(agency, Role.OBSERVER),
        starts_on=date(2026, 1, 15),
        ends_on=date(2026, 1, 20),
        reason="Операция",
        made_by=officer,
    )
    entry = last("agencies_delegation")
    assert changed(entry)[1]["reason"] == {"$": "personal"}
    assert personal(entry)["after"] == {"reason": "Операция"}


def test_a_sign_of_life_is_no_change(officer):
    User.objects.filter(pk=officer.pk).update(last_login="2009-07-06T10:00:00Z")
    assert last("agencies_user").kind == "insert"


def test_a_long_text_is_told_by_its_checksum_and_length(measure):
    Measure.objects.filter(pk=measure.pk).update(title_ru="ж" * 700)
    told = changed(last("measures_measure"))[1]["title_ru"]
    assert (told["$"], told["length"], len(told["of"])) == ("sha256", 700, 64)


def test_a_record_says_the_same_in_json_whatever_the_text(measure):
    hard = 'a "quoted" \\ back\nslash \t – юникод \u2028'
    Measure.objects.filter(pk=measure.pk).update(title_ru=hard)
    assert changed(last("measures_measure"))[1] == {"title_ru": hard}


def test_what_the_database_keeps_by_itself_is_not_told_twice(owed):
    Obligation.objects.filter(pk=owed.pk).update(state="withdrawn", changed_on=TODAY)
    assert entries("measures_obligationversion") == []
    ObligationVersion.objects.filter(obligation=owed).delete()
    assert last("measures_obligationversion").kind == "delete"


def test_every_table_of_every_model_is_recorded_or_excluded_with_a_reason():
    known = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    told = {table.name for table in recorded_tables(connection)}
    assert told == known - set(recorded.EXCLUDED)
    assert set(names_of_tables()) == told


def test_every_recorded_table_has_its_triggers():
    assert missing(connection) == []


def test_a_trigger_that_was_taken_off_is_missed():
    name = next(name for name in triggers_on(connection) if name.startswith("audit_upd_"))
    table = triggers_on(connection)[name]
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if ON_POSTGRESQL else ""))
    assert missing(connection) == [name]


def test_installing_again_brings_back_what_was_lifted():
    before = triggers_on(connection)
    lift(connection)
    assert not [name for name in triggers_on(connection) if name.startswith("audit_upd_")]
    install(connection)
    assert triggers_on(connection) == before


def test_a_large_statement_on_a_machines_ledger_is_one_record(officer):
    Notice.objects.bulk_create(
        [Notice(recipient=officer, kind="accepted", about=str(n), told_on=TODAY) for n in range(30)]
    )
    told = [(entry.kind, entry.row_count) for entry in entries("measures_notice")]
    assert told == ([("insert", 30)] if ON_POSTGRESQL else [("insert", 1)] * 30)


def test_a_small_statement_on_a_ledger_is_told_row_by_row(officer):
    rows = [
        Notice(recipient=officer, kind="accepted", about=str(n), told_on=TODAY) for n in range(3)
    ]
    Notice.objects.bulk_create(rows)
    assert [entry.object_id for entry in entries("measures_notice")] == [
        str(row.pk) for row in rows
    ]


def test_a_rolled_back_write_leaves_no_record(agency):
    count = Entry.objects.count()
    with transaction.atomic():
        Agency.objects.filter(pk=agency.pk).update(code="never")
        transaction.set_rollback(True)
    assert Entry.objects.count() == count
