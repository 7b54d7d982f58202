"""An application that does not own its tables writes, and cannot touch the record."""

import secrets
from collections.abc import Iterator
from io import StringIO
from typing import Any

import psycopg2
import pytest
from django.core.management import call_command
from django.db import connection
from psycopg2.errors import CheckViolation, InsufficientPrivilege

from tests.audit.reading import last

ROLE = "tracker_application"
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no accounts"),
]

TOUCHES_THE_RECORD = [
    "UPDATE audit_entry SET actor = 1",
    "DELETE FROM audit_entry",
    "TRUNCATE audit_entry",
    "ALTER TABLE audit_entry DISABLE TRIGGER ALL",
    "DROP TABLE audit_entry",
    "UPDATE audit_link SET hash = ''",
    "DELETE FROM audit_link",
    "DELETE FROM audit_anchor",
    "TRUNCATE agencies_agency CASCADE",
    "ALTER TABLE agencies_agency DISABLE TRIGGER ALL",
    "SET session_replication_role = replica",
    "CREATE TABLE mine (id int)",
    "CREATE TEMP TABLE mine (id int)",
    "CREATE FUNCTION mine() RETURNS trigger AS $$ BEGIN END $$ LANGUAGE plpgsql",
    "UPDATE django_migrations SET name = 'x'",
]


@pytest.fixture
def application(agency) -> Iterator[Any]:
    """A cursor of the second account, which signs in by itself."""
    password = secrets.token_hex(8)
    with connection.cursor() as owner:
        owner.execute(f"CREATE ROLE {ROLE} LOGIN PASSWORD '{password}'")
    call_command("audit_roles", ROLE, "--apply", stdout=StringIO())
    params = {**connection.get_connection_params(), "user": ROLE, "password": password}
    params = {name: params[name] for name in ("host", "port", "dbname", "user", "password")}
    session = psycopg2.connect(**params)
    session.autocommit = True
    try:
        yield session.cursor()
    finally:
        session.close()
        with connection.cursor() as owner:
            owner.execute(f"DROP OWNED BY {ROLE}")
            owner.execute(f"DROP ROLE {ROLE}")
            owner.execute(f"GRANT TEMPORARY ON DATABASE {params['dbname']} TO PUBLIC")


def test_it_writes_and_is_recorded_under_its_name(application):
    application.execute("UPDATE agencies_agency SET code = 'by-hand'")
    entry = last("agencies_agency")
    assert (entry.kind, entry.door, entry.db_user) == ("update", "unknown", ROLE)


def test_it_is_refused_whatever_touches_the_record(application):
    taken = [sql for sql in TOUCHES_THE_RECORD if not is_refused(application, sql)]
    assert taken == []


def is_refused(application: Any, sql: str) -> bool:
    try:
        application.execute(sql)
    except InsufficientPrivilege:
        return True
    return False


def test_it_may_make_the_record_forget_and_nothing_else(application, officer):
    application.execute("UPDATE audit_entry SET personal = NULL WHERE relation = 'agencies_user'")
    assert application.rowcount > 0
    with pytest.raises(CheckViolation):
        application.execute("UPDATE audit_entry SET personal = '{}'")


def test_it_cannot_claim_that_a_table_was_written(application):
    with pytest.raises(CheckViolation):
        application.execute(
            "INSERT INTO audit_entry (at, xid, kind, relation, object_id, label, row_count, before,"
            " after, door, route, request, db_user)"
            " VALUES (now(), 1, 'update', '', '', '', 1, '', '', 'page', '', '', '')"
        )


def test_the_rights_are_printed_for_the_owner_to_read(application):
    said = StringIO()
    call_command("audit_roles", ROLE, stdout=said)
    assert f'GRANT UPDATE (personal) ON "public".audit_entry TO "{ROLE}";' in said.getvalue()
