"""People of the demonstration: made up, all with one password, on no other installation."""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import check_password, make_password

from agencies.models import Agency, Membership, User

PASSWORD = "demo-2009-migration"  # noqa: S105  documented: it opens demonstrations only


@dataclass(frozen=True)
class Account:
    """What a visitor needs to sign in; `password` "" once the person has chosen another."""

    email: str
    password: str
    role: str
    agency: str
    language: str


def demo_password() -> str:
    return os.environ.get("DEMO_PASSWORD") or PASSWORD


def add_people(source: Path) -> list[Account]:
    """Adds who is missing and leaves the others alone; one hash serves all, as it is slow."""
    rows: list[dict[str, Any]] = json.loads(source.read_text())
    people = {
        user.email: user for user in User.objects.filter(email__in=[r["email"] for r in rows])
    }
    missing = [row for row in rows if row["email"] not in people]
    encoded = make_password(demo_password()) if missing else ""
    agencies = {agency.code: agency for agency in Agency.objects.all()}
    for row in missing:
        people[row["email"]] = _add(row, encoded, agencies[row["agency"]])
    return _accounts(rows, people, known={encoded})


def _add(row: dict[str, Any], encoded: str, agency: Agency) -> User:
    chief = row.get("is_administrator", False)
    user = User.objects.create(
        email=row["email"],
        full_name=row["full_name"],
        position=row["position"],
        language=row["language"],
        password=encoded,
        is_staff=chief,
        is_superuser=chief,
    )
    Membership.objects.create(user=user, agency=agency, role=row["role"])
    return user


def _accounts(
    rows: list[dict[str, Any]], people: dict[str, User], *, known: set[str]
) -> list[Account]:
    """`known`: hashes that the password is known to open; the few others are tried."""
    password = demo_password()
    hashes = {user.password for user in people.values()}
    opened = known | {encoded for encoded in hashes - known if check_password(password, encoded)}
    return [
        Account(
            email=row["email"],
            password=password if people[row["email"]].password in opened else "",
            role="administrator" if row.get("is_administrator") else row["role"],
            agency=row["agency"],
            language=people[row["email"]].language,
        )
        for row in rows
    ]
