"""From which hour a mail goes: the person's, or the site's, through changes of the clocks."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from agencies.clock import business_today
from measures.models import Digest, DigestState
from measures.services.reminders import Counts, opening, send_reminders
from measures.tasks import send_reminders as task
from tests.factories import ObligationFactory
from tests.measures.reminding import DUE

MIDNIGHT = datetime(2009, 7, 9, 19, 0, tzinfo=UTC)  # in Almaty, at UTC+6 in 2009; REMINDER_HOUR 8


@pytest.fixture
def zone(settings):
    def use(name):
        settings.TIME_ZONE = name
        timezone.get_default_timezone.cache_clear()

    yield use
    settings.TIME_ZONE = "Asia/Almaty"
    timezone.get_default_timezone.cache_clear()


def run_at(hours):
    now = MIDNIGHT + timedelta(hours=hours)
    return send_reminders(today=DUE, now=now, opens=opening(DUE))


def test_a_mail_waits_for_the_hour_of_the_site(smtp, obligation, officer):
    assert [run_at(hours) for hours in (0, 6.9, 7)] == [
        Counts(planned=1),
        Counts(),
        Counts(sent=1),
    ]


def test_a_person_has_another_hour(smtp, obligation, officer):
    officer.digest_hour = 14
    officer.save()
    assert [run_at(hours).sent for hours in (0, 12.9, 13)] == [0, 0, 1]


def test_hour_0_is_an_hour_too(smtp, obligation, officer):
    officer.digest_hour = 0
    officer.save()
    assert run_at(0) == Counts(planned=1, sent=1)


def test_what_comes_up_before_the_hour_is_in_the_one_mail(smtp, obligation, officer, agency):
    run_at(0)
    other = ObligationFactory(agency=agency, measure=obligation.measure, due_on=DUE + timedelta(1))
    assert run_at(6).planned == 1
    assert run_at(8) == Counts(sent=2)
    assert len(smtp.taken) == 1
    assert f"/{other.pk}/" in smtp.taken[0].get_body(("plain",)).get_content()


@pytest.mark.parametrize(
    ("day", "hour", "opens"),
    [
        (date(2026, 3, 28), 2, datetime(2026, 3, 28, 1, tzinfo=UTC)),
        (date(2026, 3, 29), 2, datetime(2026, 3, 29, 1, tzinfo=UTC)),  # from 2:00 to 3:00
        (date(2026, 3, 29), 8, datetime(2026, 3, 29, 6, tzinfo=UTC)),
        (date(2026, 10, 25), 2, datetime(2026, 10, 25, 0, tzinfo=UTC)),  # twice: the first
        (date(2026, 10, 25), 8, datetime(2026, 10, 25, 7, tzinfo=UTC)),
        (date(2028, 2, 29), 8, datetime(2028, 2, 29, 7, tzinfo=UTC)),
    ],
)
def test_an_hour_that_the_clocks_leave_out_or_have_twice_is_one_moment(zone, day, hour, opens):
    zone("Europe/Berlin")
    moment = opening(day)(hour)
    assert moment is not None
    assert moment.astimezone(UTC) == opens


def test_kazakhstan_moved_its_clocks_in_2024(zone):
    zone("Asia/Almaty")
    days = (date(2024, 2, 29), date(2024, 3, 1))
    hours = [opening(day)(8).astimezone(UTC).hour for day in days]
    assert hours == [2, 3]


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 7, 9, 18, 59, tzinfo=UTC), date(2026, 7, 9)),
        (datetime(2026, 7, 9, 19, 0, tzinfo=UTC), date(2026, 7, 10)),
    ],
)
def test_the_day_changes_at_midnight_of_the_site_not_of_london(monkeypatch, settings, moment, day):
    settings.BUSINESS_DATE = ""
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
    assert business_today() == day


def test_a_demonstration_does_not_wait_for_hours_of_another_day(
    smtp, obligation, officer, settings
):
    settings.BUSINESS_DATE = DUE.isoformat()
    settings.REMINDER_HOUR = 23
    task()
    assert Digest.objects.get().state == DigestState.SENT


def test_within_ten_minutes_the_task_sends_without_planning_again(
    smtp, obligation, officer, settings, agency
):
    settings.BUSINESS_DATE = DUE.isoformat()
    task()
    ObligationFactory(agency=agency, measure=obligation.measure, due_on=DUE + timedelta(1))
    task()
    assert Digest.objects.count() == 1
    settings.BUSINESS_DATE = (DUE + timedelta(days=1)).isoformat()
    task()  # another day is planned at once
    assert Digest.objects.count() == 2
