"""Columns tell by their names what is a secret and whom they name."""

import pytest

from audit.rules.masking import is_personal, is_secret


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("agencies_user", "password"),
        ("authtoken_token", "key"),
        ("agencies_accesstoken", "token_hash"),
        ("exchange_webhook", "secret"),
        ("mfa_authenticator", "data"),
        ("django_session", "session_data"),
    ],
)
def test_keys_and_passwords_are_secret(table: str, column: str):
    assert is_secret(table, column)


@pytest.mark.parametrize(
    ("table", "column"),
    [("reports_report", "sha256"), ("measures_event", "data"), ("measures_notice", "about")],
)
def test_checksums_and_facts_are_none(table: str, column: str):
    assert not is_secret(table, column)


def test_names_and_addresses_name_people_and_states_of_mails_do_not():
    told = {name: is_personal(name) for name in ("email", "full_name", "sent_to", "ip", "mail")}
    assert told == {"email": True, "full_name": True, "sent_to": True, "ip": True, "mail": False}
