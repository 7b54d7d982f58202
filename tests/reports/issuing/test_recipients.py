"""The list of offices: checked, changed, retired and never deleted."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from agencies.models import User
from planner.models import ActionPlan
from reports.models import Dispatch, Recipient
from reports.services.recipients import (
    Address,
    add_recipient,
    change_recipient,
    retire_recipient,
)
from tests.reports.issuing.conftest import WHEN, Signed
from tests.reports.issuing.test_services import refused


def test_an_office_is_kept_as_it_was_typed_without_odd_blanks(
    plan: ActionPlan, coordinator: User
) -> None:
    typed = Address("  Аппарат   Правительства ", " office@gov.example ", "ru", ["pdf", "docx"])
    row = add_recipient(plan, typed, by=coordinator, **WHEN)
    assert (row.office, row.email, row.language, row.formats) == (
        "Аппарат Правительства",
        "office@gov.example",
        "ru",
        ["docx", "pdf"],
    )


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"office": " "}, "office_missing"),
        ({"email": "office@"}, "email_wrong"),
        ({"email": "a@b.example\nBcc: x@y.example"}, "email_wrong"),
        ({"language": "de"}, "language_wrong"),
        ({"formats": []}, "formats_wrong"),
        ({"formats": ["pdf", "exe"]}, "formats_wrong"),
    ],
)
def test_what_cannot_be_sent_to_is_refused(
    plan: ActionPlan, coordinator: User, wrong: dict[str, Any], code: str
) -> None:
    good = {"office": "A", "email": "a@b.example", "language": "ru", "formats": ["pdf"]}
    address = Address(**{**good, **wrong})
    assert refused(lambda: add_recipient(plan, address, by=coordinator, **WHEN)) == code


def test_an_address_stands_once_in_a_language(
    plan: ActionPlan, coordinator: User, office: Recipient
) -> None:
    again = Address("Другая", "OFFICE@pm.example", "kk", ["pdf"])
    assert refused(lambda: add_recipient(plan, again, by=coordinator, **WHEN)) == "on_the_list"
    russian = Address("Другая", "OFFICE@pm.example", "ru", ["pdf"])
    assert add_recipient(plan, russian, by=coordinator, **WHEN).pk != office.pk


def test_only_coordinators_of_the_plan_keep_the_list(
    plan: ActionPlan, officer: User, admin_user: User, office: Recipient
) -> None:
    address = Address("A", "a@b.example", "ru", ["pdf"])
    for person in (officer, admin_user):
        with pytest.raises(PermissionDenied):
            add_recipient(plan, address, by=person, **WHEN)
        with pytest.raises(PermissionDenied):
            change_recipient(office, address, by=person, **WHEN)
        with pytest.raises(PermissionDenied):
            retire_recipient(office, by=person, **WHEN)


def test_a_change_leaves_what_was_sent_as_it_was(
    signed: Signed, office: Recipient, coordinator: User
) -> None:
    signed()
    address = Address("Канцелярия", "new@pm.example", "ru", ["xlsx"])
    change_recipient(office, address, by=coordinator, **WHEN)
    office.refresh_from_db()
    sent = Dispatch.objects.get()
    assert (office.email, office.formats, office.changed_by) == (
        "new@pm.example",
        ["xlsx"],
        coordinator,
    )
    assert (sent.email, sent.formats) == ("office@pm.example", ["docx", "pdf"])


def test_a_change_to_the_own_address_in_capitals_is_no_clash(
    office: Recipient, coordinator: User
) -> None:
    address = Address(office.office, "Office@pm.example", "kk", ["pdf"])
    change_recipient(office, address, by=coordinator, **WHEN)
    office.refresh_from_db()
    assert office.email == "Office@pm.example"


def test_who_is_retired_gets_nothing_more_and_stays_on_record(
    signed: Signed, plan: ActionPlan, office: Recipient, coordinator: User
) -> None:
    retire_recipient(office, by=coordinator, **WHEN)
    signed()
    assert Dispatch.objects.count() == 0
    address = Address("A", "a@b.example", "ru", ["pdf"])
    assert refused(lambda: change_recipient(office, address, by=coordinator, **WHEN)) == "retired"
    assert refused(lambda: retire_recipient(office, by=coordinator, **WHEN)) == "retired"
    again = Address("Канцелярия", office.email, "kk", ["pdf"])
    assert add_recipient(plan, again, by=coordinator, **WHEN).pk != office.pk
