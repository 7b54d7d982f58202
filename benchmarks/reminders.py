"""Reminders beside the bare tools: python -m benchmarks.reminders [--obligations N] [--mails N]

Planning against the plainest INSERT … SELECT of as many ledger rows, a run without news against
planning, and sending against smtplib on one connection to the same local server. Everything is
rolled back; only ratios within one run mean anything. Needs a migrated database (DATABASE_URL).
"""

import logging
import os
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import date, timedelta
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
from django.utils import timezone  # noqa: E402

from agencies.models import Agency, Membership, Role  # noqa: E402
from measures.models import Digest, Obligation, Reminder  # noqa: E402
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
    MeasureFactory,
    UserFactory,
)
from tests.mail_server import mail_server  # noqa: E402

TODAY = date(2009, 7, 10)
PLAIN = """
INSERT INTO measures_reminder (obligation_id, recipient_id, due_on, remind_on, state, created_at)
SELECT o.id, m.user_id, o.due_on, o.due_on, 'waiting', o_now.at
FROM measures_obligation o JOIN agencies_membership m ON m.agency_id = o.agency_id,
     (SELECT CURRENT_TIMESTAMP AS at) o_now
WHERE m.id > 0
ON CONFLICT DO NOTHING
"""


def seconds(action: Callable[[], object]) -> float:
    started = perf_counter()
    action()
    return perf_counter() - started


def fill(agencies: int, obligations: int) -> ActionPlan:
    """Agencies with an officer each; obligations spread over 30 due dates around TODAY."""
    plan: ActionPlan = ActionPlanFactory(slug="benchmark-of-reminders")
    default_rules(plan)
    bodies = AgencyFactory.create_batch(agencies)
    people = UserFactory.create_batch(agencies)
    Membership.objects.bulk_create(
        Membership(user=user, agency=body, role=Role.OFFICER)
        for user, body in zip(people, bodies, strict=True)
    )
    measures = MeasureFactory.create_batch(max(1, obligations // agencies), plan=plan)
    rows = (obligation(measure, body, n) for n, measure in enumerate(measures) for body in bodies)
    Obligation.objects.bulk_create(rows, batch_size=2000)
    return plan


def obligation(measure: object, body: Agency, n: int) -> Obligation:
    due_on = TODAY + timedelta(days=n % 30 - 15)
    return Obligation(
        measure=measure,
        agency=body,
        role="lead",
        kind="once",
        occurrence=due_on.isoformat(),
        due_on=due_on,
        first_due_on=due_on,
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
        items = digest.reminders.select_related(
            "rule", "obligation__agency", "obligation__measure__plan"
        )
        mail = mails.compose(digest, list(items), today=TODAY)
        composed.append((digest.recipient.email, mail.message().as_bytes(linesep="\r\n")))
    return composed


def send_bare(port: int, composed: list[tuple[str, bytes]]) -> None:
    with SMTP("127.0.0.1", port) as server:
        for address, content in composed:
            server.sendmail("tracker@localhost", [address], content)


if __name__ == "__main__":
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--obligations", type=int, default=20_000)
    parser.add_argument("--mails", type=int, default=200)
    wanted = parser.parse_args()
    planning(wanted.obligations)
    sending(wanted.mails)
