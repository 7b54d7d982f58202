"""Rights of the account that the application uses, where another one owns the tables (PostgreSQL).

The owner migrates; the application reads and writes, makes no tables, functions or triggers, and of
the record only adds, and forgets personal parts.
"""

from typing import Final

RECORD: Final = ("audit_entry", "audit_link", "audit_anchor")


def rights(role: str, *, schema: str, database: str) -> list[str]:
    """Statements for the owner to run; the same again after a migration changes nothing."""
    who, where, base = _q(role), _q(schema), _q(database)
    record = ", ".join(f"{where}.{table}" for table in RECORD)
    return [
        f"REVOKE CREATE ON SCHEMA {where} FROM PUBLIC, {who}",
        # Tables of its own would let it have triggers of its own, which could tell lies.
        f"REVOKE CREATE, TEMPORARY ON DATABASE {base} FROM PUBLIC, {who}",
        f"GRANT CONNECT ON DATABASE {base} TO {who}",
        f"GRANT USAGE ON SCHEMA {where} TO {who}",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA {where} FROM {who}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {where} TO {who}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {where} TO {who}",
        f"ALTER DEFAULT PRIVILEGES IN SCHEMA {where} GRANT SELECT, INSERT, UPDATE, DELETE"
        f" ON TABLES TO {who}",
        f"ALTER DEFAULT PRIVILEGES IN SCHEMA {where} GRANT USAGE, SELECT ON SEQUENCES TO {who}",
        f"REVOKE UPDATE, DELETE, TRUNCATE ON {record} FROM {who}",
        f"GRANT UPDATE (personal) ON {where}.audit_entry TO {who}",
        f"REVOKE INSERT, UPDATE, DELETE ON {where}.django_migrations FROM {who}",
    ]


def _q(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
