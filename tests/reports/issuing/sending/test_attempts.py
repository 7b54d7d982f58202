"""A mail goes once, is put off, given up, taken over from a dead worker."""

from datetime import timedelta
from typing import Any

import pytest

from measures.rules.reminders import MAX_ATTEMPTS
from reports.models import Dispatch, Recipient
from reports.services import sending
from reports.services.sending import Mailed, send_issued
from tests.mail_server import BREAK_OFF, HANG, MailServer
from tests.reports.issuing.conftest import NOW, Signed
from tests.reports.issuing.sending.post import LONG, Add, states


def test_a_mail_goes_once_however_often_workers_look(
    smtp: MailServer, office: Recipient, signed: Signed
) -> None:
    signed()
    assert [send_issued(now=NOW), send_issued(now=NOW + LONG)] == [Mailed(sent=1), Mailed()]
    assert len(smtp.taken) == 1


def test_a_refused_mail_is_put_off_shown_and_sent_later(
    smtp: MailServer, office: Recipient, signed: Signed
) -> None:
    smtp.to_recipient = ["451 4.7.1 come back later"]
    signed()
    assert send_issued(now=NOW) == Mailed(failed=1)
    row = Dispatch.objects.get()
    assert (row.state, row.attempts) == ("waiting", 1)
    assert "come back later" in row.error
    assert row.next_try_at
    assert timedelta(seconds=48) <= row.next_try_at - NOW <= timedelta(seconds=72)
    assert send_issued(now=NOW + timedelta(seconds=30)) == Mailed()
    assert send_issued(now=NOW + timedelta(seconds=90)) == Mailed(sent=1)
    row.refresh_from_db()
    assert (row.state, row.attempts, row.error) == ("sent", 2, "")


def test_the_message_id_is_the_same_in_every_attempt(
    smtp: MailServer, office: Recipient, signed: Signed
) -> None:
    smtp.to_content = [BREAK_OFF]
    signed()
    assert send_issued(now=NOW) == Mailed(failed=1)
    assert send_issued(now=NOW + LONG) == Mailed(sent=1)
    assert len({mail["Message-ID"] for mail in smtp.taken}) == 1
    assert len(smtp.taken) == 2  # the server took the first, but its answer was lost


def test_an_unknown_mailbox_is_given_up_at_once_and_stops_nobody_else(
    smtp: MailServer, office: Recipient, add: Add, signed: Signed
) -> None:
    add("ministry@example.org")
    smtp.refused_for_good = {office.email}
    signed()
    assert send_issued(now=NOW) == Mailed(sent=1, failed=1)
    assert states() == {office.email: "failed", "ministry@example.org": "sent"}
    assert "no such mailbox" in Dispatch.objects.get(state="failed").error
    assert send_issued(now=NOW + LONG) == Mailed()


def test_after_the_last_attempt_the_mail_is_given_up(
    smtp: MailServer, office: Recipient, signed: Signed
) -> None:
    smtp.to_recipient = ["451 busy"] * MAX_ATTEMPTS
    signed()
    runs = [send_issued(now=NOW + LONG * attempt) for attempt in range(MAX_ATTEMPTS + 2)]
    assert sum(run.failed for run in runs) == MAX_ATTEMPTS
    row = Dispatch.objects.get()
    assert (row.state, row.attempts) == ("failed", MAX_ATTEMPTS)


def test_a_server_that_is_away_uses_up_no_attempt(
    smtp: MailServer, office: Recipient, add: Add, signed: Signed, settings: Any
) -> None:
    add("ministry@example.org")
    signed()
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    for hours in range(12):
        assert send_issued(now=NOW + timedelta(hours=hours)) == Mailed(failed=1)
    assert set(Dispatch.objects.values_list("state", "attempts")) == {("waiting", 0)}
    settings.EMAIL_PORT = port
    assert send_issued(now=NOW + LONG) == Mailed(sent=2)


def test_a_server_that_hangs_is_left_and_the_mail_waits(
    smtp: MailServer, office: Recipient, signed: Signed, settings: Any
) -> None:
    settings.EMAIL_TIMEOUT = 0.3
    smtp.to_content = [HANG]
    signed()
    assert send_issued(now=NOW) == Mailed(failed=1)
    assert states() == {office.email: "waiting"}
    assert send_issued(now=NOW + LONG) == Mailed(sent=1)


class Killed(BaseException):
    """What a worker sees of the signal that ends it: nothing is written down any more."""


def test_a_killed_worker_loses_nothing_and_its_successor_waits_for_the_claim_to_age(
    smtp: MailServer, office: Recipient, signed: Signed, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(_dispatch: Dispatch) -> None:
        raise Killed

    signed()
    with monkeypatch.context() as patched:
        patched.setattr(sending, "compose", killed)
        with pytest.raises(Killed):
            send_issued(now=NOW)
    assert states() == {office.email: "sending"}
    assert send_issued(now=NOW + timedelta(minutes=5)) == Mailed()
    assert send_issued(now=NOW + timedelta(minutes=16)) == Mailed(sent=1)
    assert [mail["Message-ID"] for mail in smtp.taken] == [Dispatch.objects.get().message_id]


def test_a_mail_that_kills_every_worker_is_given_up(
    smtp: MailServer, office: Recipient, signed: Signed
) -> None:
    signed()
    Dispatch.objects.update(state="sending", claimed_at=NOW, attempts=MAX_ATTEMPTS)
    assert send_issued(now=NOW + LONG) == Mailed()
    row = Dispatch.objects.get()
    assert (row.state, row.error) == ("failed", "abandoned by its worker")


def test_a_file_that_is_not_as_it_was_signed_is_never_sent(
    smtp: MailServer, office: Recipient, signed: Signed
) -> None:
    row = signed().report.files.get(format="pdf", language="kk")
    with row.file.storage.open(row.file.name, "ab") as stored:
        stored.write(b" ")
    assert send_issued(now=NOW) == Mailed(failed=1)
    assert smtp.taken == []
    assert "Refused" in Dispatch.objects.get().error
