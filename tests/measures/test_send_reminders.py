"""The run from outside: two processes at once, the command's output, the task of the worker."""

import json
import os
import sqlite3
import subprocess
import sys
from argparse import ArgumentTypeError
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from io import StringIO

import pytest
from django.conf import settings as project
from django.core.management import call_command
from django.db import connection

from agencies.models import Role
from measures.management.arguments import iso_day
from measures.services.reminders import default_rules
from measures.tasks import send_reminders
from tests.factories import ActionPlanFactory, MeasureFactory, ObligationFactory, person
from tests.mail_server import mail_server

DUE = date(2009, 7, 10)


@pytest.fixture
def owed(plan, agency, officer):
    default_rules(plan)
    return ObligationFactory(measure=MeasureFactory(plan=plan), agency=agency, due_on=DUE)


def called(*arguments):
    output = StringIO()
    call_command("send_reminders", *arguments, stdout=output)
    return output.getvalue()


def test_the_command_prints_its_counts(owed, mailoutbox):
    outcome = json.loads(called("--as-of", "2009-07-10", "--json"))
    assert outcome == {"planned": 1, "sent": 1, "failed": 0, "skipped": 0}
    assert len(mailoutbox) == 1


def test_without_json_the_counts_stand_in_words(owed, mailoutbox):
    assert called("--as-of", "2009-07-10") == "planned 1, sent 1, failed 0, skipped 0\n"


def test_a_dry_run_sends_nothing(owed, mailoutbox):
    outcome = json.loads(called("--as-of", "2009-07-10", "--dry-run", "--json"))
    assert outcome == {"planned": 1, "sent": 0, "failed": 0, "skipped": 0}
    assert mailoutbox == []


def test_without_a_date_it_is_the_business_date(owed, mailoutbox, settings):
    settings.BUSINESS_DATE = "2009-07-10"
    assert json.loads(called("--json"))["sent"] == 1


def test_the_task_of_the_worker_sends_what_is_due(owed, mailoutbox, settings):
    settings.BUSINESS_DATE = "2009-07-10"
    send_reminders()
    send_reminders()
    assert len(mailoutbox) == 1


def test_beat_rings_for_a_task_that_exists():
    assert project.CELERY_BEAT_SCHEDULE["send-reminders"]["task"] == send_reminders.name


def test_a_day_that_is_no_date_is_told_how_to_write_one():
    with pytest.raises(ArgumentTypeError, match="for example 2009-07-10"):
        iso_day("10.07.2009")


def database_for_processes(folder):
    """The test's database under an address of its own; SQLite's is in memory, so it is copied."""
    if connection.vendor == "sqlite":
        copy = folder / "copy.sqlite3"
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(copy)])
        with closing(sqlite3.connect(copy)) as made:  # as `migrate` leaves it, for all who come
            made.execute("PRAGMA journal_mode=WAL")
        return f"sqlite:///{copy}"
    at = connection.settings_dict
    login = f"{at['USER']}:{at['PASSWORD']}" if at["PASSWORD"] else at["USER"]
    return f"postgresql://{login}@{at['HOST']}:{at['PORT']}/{at['NAME']}"


def run_as_process(environment):
    argv = [sys.executable, "manage.py", "send_reminders", "--as-of", "2009-07-10", "--json"]
    done = subprocess.run(  # noqa: S603  (our own program)
        argv, env=environment, cwd=project.BASE_DIR, capture_output=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return json.loads(done.stdout)


@pytest.mark.django_db(transaction=True)
def test_of_processes_at_once_only_one_sends_each_mail(tmp_path):
    plan = ActionPlanFactory()
    default_rules(plan)
    for _ in range(12):
        owed = ObligationFactory(measure=MeasureFactory(plan=plan), due_on=DUE)
        person(owed.agency, Role.OFFICER)
    with mail_server() as (server, port):
        environment = os.environ | {
            "DATABASE_URL": database_for_processes(tmp_path),
            "EMAIL_URL": f"smtp://127.0.0.1:{port}",
            "SECRET_KEY": project.SECRET_KEY,
        }
        with ThreadPoolExecutor(3) as pool:
            outcomes = list(pool.map(run_as_process, [environment] * 3))
    assert sum(outcome["planned"] for outcome in outcomes) == 12
    assert sum(outcome["sent"] for outcome in outcomes) == 12
    assert len(server.taken) == len({message["To"] for message in server.taken}) == 12
