"""Letters about accounts: each by one worker, tried again, given up, cleared; no secret kept."""

import smtplib
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from agencies.models import Letter, User
from agencies.services_letters import CLAIM, clear_letters, send_letters, tell, write
from agencies.signing_in.letter_words import KINDS
from agencies.signing_in.letters import compose

NOW = timezone.now()
PARAMS = dict.fromkeys(("new", "old", "by", "provider", "minutes", "ip", "agent"), "x")


@pytest.fixture
def broken_server(monkeypatch: pytest.MonkeyPatch) -> Any:
    """`.error`: what the server does to the next mail."""

    class Server:
        error: Exception | None = OSError("away")

        def __enter__(self) -> "Server":
            return self

        def __exit__(self, *_error: object) -> None:
            pass

        def send_messages(self, mails: Any) -> int:
            if Server.error:
                raise Server.error
            mail.outbox += mails
            return len(mails)

    monkeypatch.setattr("agencies.services_letters.get_connection", Server)
    return Server


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"invitation", "reset"}))
def test_every_kind_can_be_worded_in_every_language(
    kind: str, language: str, officer: User
) -> None:
    write(kind, officer.email, now=NOW, person=officer, language=language, params=PARAMS)
    message = compose(Letter.objects.get(), now=NOW)
    assert message
    assert (message.to, "%(" in message.body, "\n" in message.subject) == (
        [officer.email],
        False,
        False,
    )


def test_a_server_that_is_away_is_tried_again_later(officer: User, broken_server: Any) -> None:
    tell("password_changed", officer, now=NOW)
    first = send_letters(now=NOW)
    broken_server.error = None
    at_once, later = send_letters(now=NOW), send_letters(now=NOW + timedelta(minutes=2))
    assert (first, at_once, later, len(mail.outbox)) == (0, 0, 1, 1)


def test_an_address_that_is_refused_for_good_is_given_up(officer: User, broken_server: Any) -> None:
    broken_server.error = smtplib.SMTPRecipientsRefused({officer.email: (550, b"no such user")})
    tell("password_changed", officer, now=NOW)
    send_letters(now=NOW)
    row = Letter.objects.get()
    assert (row.state, row.error) == ("failed", "SMTPRecipientsRefused")


def test_a_letter_is_given_up_in_the_end(officer: User, broken_server: Any) -> None:
    tell("password_changed", officer, now=NOW)
    for hours in range(0, 100, 4):
        send_letters(now=NOW + timedelta(hours=hours))
    row = Letter.objects.get()
    assert (row.state, row.attempts) == ("failed", 7)


def test_the_letter_of_a_worker_that_died_goes_by_another(officer: User) -> None:
    tell("password_changed", officer, now=NOW)
    Letter.objects.update(state="sending", claimed_at=NOW, attempts=1)
    assert [send_letters(now=NOW), send_letters(now=NOW + CLAIM)] == [0, 1]


def test_a_second_request_while_the_first_failed_sends_one(
    officer: User, broken_server: Any
) -> None:
    write("reset", officer.email, now=NOW)
    Letter.objects.update(state="sending", claimed_at=NOW - CLAIM)
    write("reset", officer.email, now=NOW)
    send_letters(now=NOW)
    states = sorted(Letter.objects.values_list("state", flat=True))
    assert states.count("waiting") <= 1
    broken_server.error = None
    send_letters(now=NOW + timedelta(minutes=2))
    assert len(mail.outbox) == 1


def test_no_link_stands_in_the_database(officer: User) -> None:
    write("reset", officer.email, now=NOW)
    write("confirm_email", "new@example.org", now=NOW, person=officer)
    send_letters(now=NOW)
    kept = " ".join(str(row) for row in Letter.objects.values())
    links = [line for message in mail.outbox for line in str(message.body).split() if "://" in line]
    assert (len(mail.outbox), any(link in kept for link in links)) == (2, False)


def test_old_letters_are_cleared_and_waiting_ones_not(officer: User) -> None:
    tell("password_changed", officer, now=NOW)
    send_letters(now=NOW)
    tell("password_set", officer, now=NOW)
    clear_letters(now=NOW + timedelta(days=31))
    assert [row.kind for row in Letter.objects.all()] == ["password_set"]
