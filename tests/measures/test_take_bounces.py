"""The ways in for mails that came back: a mail server's pipe, files, the folder, the task."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from io import StringIO

import pytest
from celery import current_app
from django.conf import settings as project
from django.core.management import CommandError, call_command
from django.test import override_settings

from measures.models import Digest, DigestState
from measures.rules.bounces import READ_AT_MOST
from measures.tasks import take_bounces
from tests.measures.answered import answer
from tests.measures.bounced import ADDRESS, postfix
from tests.measures.mailbox import a_mail, deliver, left_in, maildir_in
from tests.measures.test_send_reminders import database_for_processes

NOTHING = {"bounced": 0, "delayed": 0, "not_ours": 0, "not_a_bounce": 0, "known": 0}


@pytest.fixture
def sent(db):
    return a_mail()


@pytest.fixture
def folder(tmp_path):
    return maildir_in(tmp_path)


def called(*arguments):
    output = StringIO()
    call_command("take_bounces", *arguments, stdout=output)
    return output.getvalue()


def environment(**changes):
    return os.environ | {"SECRET_KEY": project.SECRET_KEY} | changes


def piped(message, **changes):
    """As a mail server calls it."""
    argv = [sys.executable, "manage.py", "take_bounces", "-", "--json"]
    return subprocess.run(  # noqa: S603  (our own program)
        argv,
        env=environment(**changes),
        cwd=project.BASE_DIR,
        capture_output=True,
        input=message,
        timeout=120,
        check=False,
    )


# -- files and the pipe


def test_the_command_takes_files_and_prints_what_came_of_them(sent, tmp_path):
    messages = [postfix(), postfix(), answer(), postfix("<x@y>"), postfix(action="delayed")]
    paths = [tmp_path / f"{number}.eml" for number in range(5)]
    for path, message in zip(paths, messages, strict=True):
        path.write_bytes(message)
    outcome = json.loads(called(*map(str, paths), "--json"))
    assert outcome == {"bounced": 1, "delayed": 1, "not_ours": 1, "not_a_bounce": 1, "known": 1}
    assert Digest.objects.get().state == DigestState.BOUNCED


def test_without_json_the_counts_stand_in_words(db, tmp_path):
    (tmp_path / "1.eml").write_bytes(answer())
    words = "bounced 0, delayed 0, not_ours 0, not_a_bounce 1, known 0\n"
    assert called(str(tmp_path / "1.eml")) == words


def test_a_file_that_is_not_there_is_told(db, tmp_path):
    with pytest.raises(CommandError, match="No such file") as refusal:
        called(str(tmp_path / "none.eml"))
    assert refusal.value.returncode == 2


@pytest.mark.django_db(transaction=True)
def test_a_mail_server_hands_a_message_over_by_a_pipe(tmp_path):
    a_mail()
    at = database_for_processes(tmp_path)
    first, second = piped(postfix(), DATABASE_URL=at), piped(postfix(), DATABASE_URL=at)
    assert (first.returncode, json.loads(first.stdout)) == (0, NOTHING | {"bounced": 1})
    assert (second.returncode, json.loads(second.stdout)) == (0, NOTHING | {"known": 1})
    assert ADDRESS not in (first.stderr + second.stderr).decode()


@pytest.mark.django_db(transaction=True)
def test_a_pipe_is_read_to_its_end_and_damage_is_no_failure(tmp_path):
    """A pipe that closes early, or an error, would make the server write a notice of its own."""
    a_mail()
    at = database_for_processes(tmp_path)
    long = piped(postfix() + b"x" * (3 * READ_AT_MOST), DATABASE_URL=at)
    assert (long.returncode, json.loads(long.stdout)) == (0, NOTHING | {"bounced": 1})
    damaged = piped(b"\x00\xff" * 100, DATABASE_URL=at)
    assert (damaged.returncode, json.loads(damaged.stdout)) == (0, NOTHING | {"not_a_bounce": 1})


def test_a_database_that_is_away_asks_the_server_to_try_again():
    nobody_listens = "postgresql://tracker:secret@127.0.0.1:1/tracker"
    outcome = piped(postfix(), DATABASE_URL=nobody_listens)
    assert outcome.returncode == 75
    assert outcome.stdout == b""
    assert b"secret" not in outcome.stderr
    assert ADDRESS.encode() not in outcome.stderr


@pytest.mark.django_db(transaction=True)
def test_a_mail_that_is_just_being_sent_asks_the_server_to_try_again(tmp_path):
    a_mail(state=DigestState.SENDING)
    outcome = piped(postfix(), DATABASE_URL=database_for_processes(tmp_path))
    assert (outcome.returncode, json.loads(outcome.stdout)) == (75, NOTHING)


# -- the folder


def take_as_process(changes):
    argv = [sys.executable, "manage.py", "take_bounces", "--json"]
    done = subprocess.run(  # noqa: S603  (our own program)
        argv,
        env=environment(**changes),
        cwd=project.BASE_DIR,
        capture_output=True,
        check=True,
        timeout=120,
    )
    return json.loads(done.stdout)


@pytest.mark.django_db(transaction=True)
def test_of_workers_at_once_one_marks_each_mail(tmp_path, folder):
    mails = [a_mail(number, address=f"person{number}@example.kz") for number in range(40)]
    deliver(folder, *(postfix(mail.message_id, mail.sent_to) for mail in mails))
    changes = {"DATABASE_URL": database_for_processes(tmp_path), "BOUNCES_MAILDIR": str(folder)}
    with ThreadPoolExecutor(3) as pool:
        outcomes = list(pool.map(take_as_process, [changes] * 3))
    assert sum(outcome["bounced"] for outcome in outcomes) == 40
    assert sum(outcome["not_a_bounce"] + outcome["not_ours"] for outcome in outcomes) == 0
    assert left_in(folder, "new") == []
    assert len(left_in(folder, "cur")) == 40


# -- the task


def test_the_task_of_the_worker_takes_what_is_in_the_folder(sent, folder):
    deliver(folder, postfix())
    with override_settings(BOUNCES_MAILDIR=str(folder)):
        take_bounces()
        take_bounces()
    assert Digest.objects.get().state == DigestState.BOUNCED


def test_without_a_folder_there_is_nothing_to_do(sent):
    take_bounces()
    with pytest.raises(CommandError, match="BOUNCES_MAILDIR") as refusal:
        called()
    assert refusal.value.returncode == 2


def test_the_command_without_files_takes_what_is_in_the_folder(sent, folder, settings):
    settings.BOUNCES_MAILDIR = str(folder)
    deliver(folder, postfix())
    assert json.loads(called("--json")) == NOTHING | {"bounced": 1}


def test_beat_rings_for_the_mail_worker_and_forgets_old_rings():
    ring = project.CELERY_BEAT_SCHEDULE["take-bounces"]
    assert ring == {"task": take_bounces.name, "schedule": 60.0, "options": {"expires": 60}}
    assert current_app.amqp.router.route({}, take_bounces.name)["queue"].name == "mail"
