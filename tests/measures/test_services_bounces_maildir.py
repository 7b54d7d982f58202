"""Bounces in a folder: each taken once, none lost, whatever happens to the worker."""

import pytest
from django.db import OperationalError

from measures.models import Digest, DigestState
from measures.services.reminders import maildir
from measures.services.reminders.bounces import Taken
from measures.services.reminders.maildir import take_maildir
from tests.measures.answered import answer, out_of_office
from tests.measures.bounced import ADDRESS, postfix
from tests.measures.mailbox import a_mail, deliver, left_in, maildir_in
from tests.measures.reminding import NOW


@pytest.fixture
def sent(db):
    return a_mail()


@pytest.fixture
def folder(tmp_path):
    return maildir_in(tmp_path)


def test_messages_are_moved_and_those_of_people_stay_unseen(sent, folder):
    deliver(folder, postfix(), postfix(), answer(), b"\xff\x00 what is this", postfix("<x@y>"))
    assert take_maildir(folder, now=NOW) == {
        Taken.BOUNCED: 1,
        Taken.KNOWN: 1,
        Taken.NOT_A_BOUNCE: 2,
        Taken.NOT_OURS: 1,
    }
    assert left_in(folder, "new") == []
    flags = [name.partition(":")[2] for name in left_in(folder, "cur")]
    assert flags == ["2,S", "2,S", "2,", "2,", "2,"]


def test_a_run_takes_a_bounded_number_oldest_first(sent, folder):
    deliver(folder, answer(), answer(), postfix())
    assert take_maildir(folder, now=NOW, at_most=2) == {Taken.NOT_A_BOUNCE: 2}
    assert len(left_in(folder, "new")) == 1
    assert take_maildir(folder, now=NOW, at_most=2) == {Taken.BOUNCED: 1}


def test_a_message_about_a_mail_being_sent_waits_in_the_folder(db, folder):
    a_mail(state=DigestState.SENDING)
    deliver(folder, postfix())
    assert take_maildir(folder, now=NOW) == {Taken.LATER: 1}
    assert len(left_in(folder, "new")) == 1
    Digest.objects.update(state=DigestState.SENT)
    assert take_maildir(folder, now=NOW) == {Taken.BOUNCED: 1}


def test_a_message_waits_while_the_database_is_away(sent, folder, monkeypatch):
    deliver(folder, postfix())
    away = OperationalError("no answer")
    with monkeypatch.context() as patch:
        patch.setattr(maildir, "take_bounce", raising(away))
        with pytest.raises(OperationalError):
            take_maildir(folder, now=NOW)
    assert len(left_in(folder, "new")) == 1
    assert take_maildir(folder, now=NOW) == {Taken.BOUNCED: 1}


def raising(error):
    def act(*_args, **_kwargs):
        raise error

    return act


def test_a_worker_that_dies_before_it_moves_a_message_loses_nothing(sent, folder, monkeypatch):
    deliver(folder, postfix(), answer())
    with monkeypatch.context() as patch:
        patch.setattr(maildir, "_move", raising(SystemExit()))
        with pytest.raises(SystemExit):
            take_maildir(folder, now=NOW)
    assert len(left_in(folder, "new")) == 2
    assert take_maildir(folder, now=NOW) == {Taken.KNOWN: 1, Taken.NOT_A_BOUNCE: 1}


def test_a_message_that_cannot_be_taken_does_not_keep_the_others_waiting(
    sent, folder, monkeypatch, caplog
):
    deliver(folder, out_of_office(), postfix())
    take = maildir.take_bounce

    def broken_for_one(message, *, now):
        if message == out_of_office():
            raise ValueError(ADDRESS)
        return take(message, now=now)

    monkeypatch.setattr(maildir, "take_bounce", broken_for_one)
    assert take_maildir(folder, now=NOW) == {Taken.NOT_A_BOUNCE: 1, Taken.BOUNCED: 1}
    assert [name.partition(":")[2] for name in left_in(folder, "cur")] == ["2,", "2,S"]
    assert "ValueError" in caplog.text
    assert ADDRESS not in caplog.text


def test_what_another_worker_has_taken_meanwhile_is_passed_over(sent, folder, monkeypatch):
    deliver(folder, postfix(), answer())
    listed = sorted((folder / "new").iterdir())
    take_maildir(folder, now=NOW)
    monkeypatch.setattr(maildir, "_new", lambda _folder: listed)
    assert take_maildir(folder, now=NOW) == {}


def test_a_message_that_another_worker_moves_first_is_read_twice_and_marked_once(
    sent, folder, monkeypatch
):
    deliver(folder, postfix())
    take = maildir.take_bounce

    def while_another_does(message, *, now):
        monkeypatch.setattr(maildir, "take_bounce", take)
        assert take_maildir(folder, now=now) == {Taken.BOUNCED: 1}
        return take(message, now=now)

    monkeypatch.setattr(maildir, "take_bounce", while_another_does)
    assert take_maildir(folder, now=NOW) == {Taken.KNOWN: 1}
    assert len(left_in(folder, "cur")) == 1


def test_a_folder_that_no_mail_was_delivered_to_yet_is_empty(db, tmp_path, caplog):
    assert take_maildir(tmp_path / "none", now=NOW) == {}
    assert caplog.messages == []


def test_a_folder_that_stands_nowhere_is_told(db, tmp_path, caplog):
    assert take_maildir(tmp_path / "none" / "bounces", now=NOW) == {}
    assert caplog.messages == [
        f"There is no place for BOUNCES_MAILDIR: {tmp_path / 'none'} does not exist"
    ]


def test_a_file_that_cannot_be_read_is_told_and_left(sent, folder, caplog):
    deliver(folder, answer(), postfix())
    first = min((folder / "new").iterdir())
    first.unlink()
    first.symlink_to("/proc/self/mem")  # opens, and then cannot be read, whoever asks
    assert take_maildir(folder, now=NOW) == {Taken.BOUNCED: 1}
    assert caplog.messages[0].startswith(f"The message {first.name} cannot be read")
    assert left_in(folder, "new") == [first.name]
