"""Reminders beside the bare tools: python -m benchmarks.reminders [--obligations N] [--mails N]

Planning against the plainest INSERT … SELECT of as many ledger rows, a run without news against
planning, and sending against smtplib on one connection to the same local server. Then the work on
which other trackers were measured: 10 000 open items of 30 bodies, half of them late, and 30
people to remind. Everything is rolled back; only ratios within one run mean anything. Needs a
migrated database (DATABASE_URL).
"""

import logging
import os
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from smtplib import SMTP
from time import perf_counter

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()
logging.getLogger("mail.log").setLevel(logging.WARNING)  # each SMTP command, else

from django.conf import settings  # noqa: E402  (the models need the settings first)
from django.db import connection, transaction  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from agencies.models import Agency, Membership, Role  # noqa: E402
from measures.models import Digest, Measure, Obligation, Reminder  # noqa: E402
from measures.services.reminders import (  # noqa: E402
    default_rules,
    mails,
    plan_reminders,
    send_reminders,
)
from planner.models import ActionPlan  # noqa: E402
from tests.factories import (  # noqa: E402
    ActionPlanFactory,
    AgencyFactory,
    UserFactory,
)
from tests.mail_server import mail_server  # noqa: E402

TODAY = date(2009, 7, 10)
PLAIN = """
INSERT INTO measures_reminder
    (subject, channel, occurrence, ended, ladder, plan_id, obligation_id, recipient_id, due_on,
     remind_on, state, created_at)
SELECT 'report', 'mail', '', '', 0, s.plan_id, o.id, m.user_id, o.due_on, o.due_on, 'waiting',
       CURRENT_TIMESTAMP
FROM measures_obligation o
JOIN measures_measure s ON s.id = o.measure_id
JOIN agencies_membership m ON m.agency_id = o.agency_id
WHERE o.due_on IS NOT NULL
ON CONFLICT DO NOTHING
"""
EACH = 10  # reports that a body owes on one measure


def seconds(action: Callable[[], object]) -> float:
    started = perf_counter()
    action()
    return perf_counter() - started


def fill(agencies: int, obligations: int, span: int = 30) -> ActionPlan:
    """Agencies with an officer each; obligations spread over `span` due dates around TODAY."""
    plan: ActionPlan = ActionPlanFactory(slug="benchmark-of-reminders")
    default_rules(plan)
    bodies = AgencyFactory.create_batch(agencies)
    people = UserFactory.create_batch(agencies)
    Membership.objects.bulk_create(
        Membership(user=user, agency=body, role=Role.OFFICER)
        for user, body in zip(people, bodies, strict=True)
    )
    each = min(EACH, span)
    measures = add_measures(plan, max(1, obligations // (agencies * each)))
    rows = (
        obligation(measure, body, n * each + k, span)
        for n, measure in enumerate(measures)
        for body in bodies
        for k in range(each)
    )
    while batch := list(islice(rows, 20_000)):
        Obligation.objects.bulk_create(batch)
    return plan


def add_measures(plan: ActionPlan, count: int) -> list[Measure]:
    titled = (f"Мероприятие № {n} плана, как его пишут акты" for n in range(1, count + 1))
    return Measure.objects.bulk_create(
        Measure(plan=plan, position=n, number=str(n), title_ru=title)
        for n, title in enumerate(titled, 1)
    )


def obligation(measure: Measure, body: Agency, n: int, span: int) -> Obligation:
    due_on = TODAY + timedelta(days=n % span - span // 2)
    return Obligation(
        measure=measure,
        agency=body,
        role="lead",
        kind="once",
        occurrence=due_on.isoformat(),
        due_on=due_on,
        first_due_on=due_on,
        changed_on=date(2008, 1, 1),
    )


def plan_now() -> int:
    return plan_reminders(today=TODAY, now=timezone.now())


def bare_insert() -> None:
    with connection.cursor() as cursor:
        cursor.execute(PLAIN)


def planning(obligations: int) -> None:
    with transaction.atomic():
        fill(40, obligations)
        analyse()
        bare = seconds(bare_insert)
        Reminder.objects.all().delete()
        ours = seconds(plan_now)
        rows = Reminder.objects.count()
        again = min(seconds(plan_now) for _ in range(3))
        transaction.set_rollback(True)
    print(f"planning {rows} reminders: {ours:.3f} s, bare INSERT … SELECT {bare:.3f} s")
    print(f"  ratio {ours / bare:.2f}; again without news {again:.3f} s")


def analyse() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def sending(count: int) -> None:
    with mail_server() as (server, port), transaction.atomic():
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        fill(count, count * 5)
        plan_now()
        composed = compose_all()
        bare = seconds(lambda: send_bare(port, composed))
        ours = seconds(lambda: send_reminders(today=TODAY, now=timezone.now()))
        sent = len(server.taken) - count
        transaction.set_rollback(True)
    print(f"sending {sent} mails of 5 items: {sent / ours:.0f} a second,")
    print(
        f"  smtplib alone, mails ready-made: {count / bare:.0f} a second; ratio {ours / bare:.2f}"
    )


def compose_all() -> list[tuple[str, bytes]]:
    composed = []
    for digest in Digest.objects.select_related("recipient"):
        items = digest.reminders.select_related(*mails.TOLD)
        mail = mails.compose(digest, list(items), today=TODAY)
        composed.append((digest.recipient.email, mail.message().as_bytes(linesep="\r\n")))
    return composed


def send_bare(port: int, composed: list[tuple[str, bytes]]) -> None:
    with SMTP("127.0.0.1", port) as server:
        for address, content in composed:
            server.sendmail("tracker@localhost", [address], content)


def beside_others() -> None:
    """10 000 open items of 30 bodies, 5 000 of them late, one person in each to remind."""
    with mail_server() as (server, port), transaction.atomic():
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        plan = fill(30, 10_000, span=10)
        late = Obligation.objects.filter(measure__plan=plan, due_on__lt=TODAY).count()
        analyse()
        with CaptureQueriesContext(connection) as statements:
            ours = seconds(lambda: send_reminders(today=TODAY, now=timezone.now()))
        sizes = [len(mail.as_bytes()) for mail in server.taken]
        transaction.set_rollback(True)
    print(f"{late} late items of 10 000, {len(sizes)} mails to as many people: {ours:.2f} s,")
    print(f"  {len(statements)} statements, {sum(sizes) / len(sizes) / 1000:.0f} kB a mail")


if __name__ == "__main__":
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--obligations", type=int, default=20_000)
    parser.add_argument("--mails", type=int, default=200)
    wanted = parser.parse_args()
    planning(wanted.obligations)
    sending(wanted.mails)
    beside_others()
