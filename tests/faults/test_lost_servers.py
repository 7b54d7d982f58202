"""Redis loses all, PostgreSQL fails, and for days nothing runs at all."""

import time
from collections import Counter

import pytest
from django.db import connection

from tests.faults.conftest import Begin
from tests.faults.scenario import Scenario
from tests.faults.town import Town

pytestmark = pytest.mark.faults
OUTAGE = 10  # seconds


def test_redis_begins_anew_and_people_act_meanwhile(begin: Begin) -> None:
    scenario = begin("Redis lost, people acting")
    site, post = scenario.site, scenario.site.post
    site.quickly = site.quickly | {"EMAIL_TIMEOUT": "30", "REMINDER_CLAIM_SECONDS": "60"}
    _hold_a_mail_of_each_worker(scenario)
    site.broker.lose_all()
    _people_act(scenario.town)
    post.order(holding=False)
    scenario.quiet()
    scenario.a_day()
    scenario.a_day()
    assert scenario.account().duplicates == Counter()


def _hold_a_mail_of_each_worker(scenario: Scenario) -> None:
    post = scenario.site.post
    post.order(holding=True)
    scenario.site.start()
    scenario.site.until(lambda: post.held == 2, "a mail of each worker")
    scenario.planned()


def _people_act(town: Town) -> None:
    """The mails of the day are planned; two are with the server, the others still wait."""
    first, second, third, fourth = ([o for o in town.reports if o.agency == b] for b in town.bodies)
    coming, soon, late = range(3)
    town.hand_in(first[soon])
    town.hand_in(second[late])
    town.give_back(second[late])
    town.give_time(second[soon], days=14)
    town.give_time(third[late], days=10)
    town.hand_in(third[coming])
    town.accept(third[coming])
    town.take_off_control(fourth[soon])
    town.leave(town.bodies[3])
    town.join(town.bodies[0])


def test_postgresql_is_away_while_mails_are_sent(begin: Begin) -> None:
    """What the mail server takes meanwhile cannot be written down, and is sent again."""
    scenario = begin(f"PostgreSQL away for {OUTAGE} s")
    site, post = scenario.site, scenario.site.post
    _hold_a_mail_of_each_worker(scenario)
    with site.postgres.stopped():
        back_at = time.monotonic() + OUTAGE
        post.order(holding=False)
        site.until(lambda: post.held == 0 and time.monotonic() > back_at, "the end of the outage")
    connection.close()
    scenario.quiet()
    scenario.a_day()
    assert scenario.account().duplicates["database away"] == 2


def test_nothing_runs_for_three_days(begin: Begin) -> None:
    scenario = begin("Three days skipped")
    site = scenario.site
    site.start()
    scenario.planned()
    scenario.quiet()
    site.kill(*site.running)
    before = len(site.post.deliveries())
    for _ in range(4):
        scenario.town.wake_on(scenario.after(days=1))
    site.start()
    scenario.planned()
    scenario.quiet()
    caught_up = site.post.deliveries()[before:]
    assert Counter(mail.to for mail in caught_up) == Counter(scenario.town.addresses_of_officers())
    scenario.account()
