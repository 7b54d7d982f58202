"""Calendars behind private links, read back by an independent library."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agencies.models import Membership, Role
from exchange.models import CalendarLink, LinkKind
from exchange.services.links import Wanted, make_link
from measures.models import Event, EventKind, Obligation, ReminderRule
from tests import factories
from tests.exchange.reading import calendar_in, events_in

TODAY = date(2009, 7, 6)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_waits():
    cache.clear()


@pytest.fixture
def ours(measure, agency):
    """Owed by the officer's agency."""
    return factories.ObligationFactory(measure=measure, agency=agency, due_on=date(2009, 7, 10))


def address(person, kind=LinkKind.MINE, **more):
    wanted = Wanted(kind, language="en", **more)
    _link, token = make_link(wanted, by=person, today=TODAY, now=timezone.now())
    return f"/exchange/calendars/{token}.ics"


def uid(owed):
    return f"obligation-{owed.pk}@127.0.0.1"


def test_an_independent_library_reads_what_an_agency_owes(client, officer, ours):
    answer = client.get(address(officer))
    [event] = calendar_in(answer.content).events
    told = (event.uid, event.dtstart, event.dtend, event.status.value, event.sequence)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert told == (uid(ours), date(2009, 7, 10), date(2009, 7, 11), "CONFIRMED", 0)
    assert f"7.1 {ours.agency.short_en} (" in event.summary
    assert str(event.url) == f"http://127.0.0.1:8000/obligations/{ours.pk}/"
    assert b"DTSTART;VALUE=DATE:20090710\r\n" in answer.content


def test_reminders_ring_by_the_steps_of_the_plan_and_by_a_usual_two_without_them(
    client, officer, ours
):
    path = address(officer)
    [event] = calendar_in(client.get(path).content).events
    assert [one.trigger for one in event.alarm] == [
        timedelta(hours=9) - timedelta(days=days) for days in (7, 1)
    ]
    ReminderRule.objects.create(plan=ours.measure.plan, audience="officer", offset=-3)
    ReminderRule.objects.create(
        plan=ours.measure.plan, audience="officer", offset=-5, days="working"
    )
    [event] = calendar_in(client.get(path).content).events
    # Monday 6 July 2009 is the capital's day, a day off: five working days before are eight.
    assert [one.trigger.days for one in event.alarm] == [-3, -8]


def test_texts_are_folded_escaped_and_rid_of_control_signs(client, officer, ours):
    ours.measure.title_en = "Миграция; саясаты, \\ «қазақ ” 😀" * 6 + "\x0b\r\nBEGIN:VALARM"
    ours.measure.save()
    content = client.get(address(officer)).content
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    [event] = calendar_in(content).events
    said = " ".join(ours.measure.title_en.replace("\x0b", " ").split())
    assert event.description.split("\n")[0] == f"7.1 {said}"
    assert len(event.alarm) == 2


def test_a_moved_date_keeps_the_uid_and_counts_the_sequence_on(client, officer, ours):
    path = address(officer)
    before = client.get(path)
    Obligation.objects.filter(pk=ours.pk).update(due_on=date(2009, 8, 3), changed_on=TODAY)
    Event.objects.create(
        measure=ours.measure, obligation=ours, kind=EventKind.EXTENSION_GRANTED, happened_on=TODAY
    )
    after = events_in(client.get(path).content)[uid(ours)]
    first = events_in(before.content)[uid(ours)]
    assert (first.sequence, first.dtstart) == (0, date(2009, 7, 10))
    assert (after.sequence, after.dtstart) == (1, date(2009, 8, 3))
    assert after.last_modified > first.last_modified


def test_what_is_owed_no_more_is_cancelled_for_a_while_and_then_gone(client, officer, ours):
    path = address(officer)
    Obligation.objects.filter(pk=ours.pk).update(state="withdrawn", changed_on=TODAY)
    Event.objects.create(
        measure=ours.measure, obligation=ours, kind=EventKind.WITHDRAWN, happened_on=TODAY
    )
    [event] = calendar_in(client.get(path).content).events
    assert (event.status.value, event.sequence, event.alarm) == ("CANCELLED", 1, [])
    # Three months after the change it has been told to every program.
    long_ago = TODAY - timedelta(days=91)
    other = factories.ObligationFactory(
        measure=ours.measure,
        agency=ours.agency,
        due_on=TODAY,
        occurrence="old",
        state="withdrawn",
        changed_on=long_ago,
    )
    assert uid(other) not in events_in(client.get(path).content)


def test_only_the_own_agency_is_told_of_and_the_page_led_to_is_one_that_opens(
    client, officer, ours, owed
):
    mine = events_in(client.get(address(officer)).content)
    assert list(mine) == [uid(ours)]
    theirs = events_in(client.get(address(officer, LinkKind.AGENCY, agency=owed.agency)).content)
    [event] = theirs.values()
    assert str(event.url) == f"http://127.0.0.1:8000/measures/{owed.measure_id}/"
    assert event.alarm == []


def test_drafts_and_reasons_are_nowhere_in_it(client, officer, ours):
    factories.ProgressEntryFactory(obligation=ours, text="only a draft", author=officer)
    content = client.get(address(officer, LinkKind.AGENCY, agency=ours.agency)).content
    assert b"only a draft" not in content


def test_a_coordinator_has_the_days_of_the_rounds(client, coordinator, plan):
    from reports.models import ReportingRound

    row = ReportingRound.objects.create(
        plan=plan,
        label="2009Q2",
        starts_on=date(2009, 4, 1),
        ends_on=date(2009, 6, 30),
        counts_from=date(2009, 4, 1),
        executors_due_on=date(2009, 7, 10),
        coordinator_due_on=date(2009, 7, 25),
    )
    found = events_in(client.get(address(coordinator)).content)
    assert {name: event.dtstart for name, event in found.items()} == {
        f"round-{row.pk}-executors@127.0.0.1": date(2009, 7, 10),
        f"round-{row.pk}-coordinator@127.0.0.1": date(2009, 7, 25),
    }


def test_who_has_it_already_gets_304_and_nothing_between_keeps_it(client, officer, ours):
    path = address(officer)
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert first["Cache-Control"] == "private, max-age=600, must-revalidate"
    assert first["Referrer-Policy"] == "no-referrer"


def test_the_link_dies_with_the_role_and_looks_then_like_one_that_never_was(client, officer, ours):
    path = address(officer)
    Membership.objects.filter(user=officer).update(valid_to=TODAY - timedelta(days=1))
    dead, never = client.get(path), client.get("/exchange/calendars/no-such-token.ics")
    assert (dead.status_code, dead.content) == (404, never.content)
    named = {"X-Request-ID": ""}  # each answer has its own
    assert {**dead.headers, **named} == {**never.headers, **named}


def test_the_link_of_a_closed_account_gives_nothing(client, officer, ours):
    path = address(officer)
    officer.is_active = False
    officer.save()
    assert client.get(path).status_code == 404


def test_a_link_of_one_kind_opens_no_other(client, officer, plan, ours):
    _link, token = make_link(
        Wanted(LinkKind.NEWS, plan=plan), by=officer, today=TODAY, now=timezone.now()
    )
    assert client.get(f"/exchange/calendars/{token}.ics").status_code == 404
    assert client.get(f"/exchange/news/{token}.atom").status_code == 200


def test_reading_is_noted_as_a_day_and_once(client, officer, ours):
    path = address(officer)
    client.get(path)
    link = CalendarLink.objects.get()
    assert link.last_read_on == timezone.localdate()


def test_guessing_is_slowed_down_and_a_link_is_not_read_without_end(client, officer, ours):
    path = address(officer)
    guesses = [client.get(f"/exchange/calendars/guess{n}.ics").status_code for n in range(31)]
    assert (set(guesses[:30]), guesses[30]) == ({404}, 429)
    reads = [client.get(path) for _ in range(61)]
    assert [one.status_code for one in reads[-2:]] == [200, 429]
    assert int(reads[-1]["Retry-After"]) > 0


@pytest.mark.parametrize("kind", [LinkKind.MINE, LinkKind.AGENCY])
def test_three_dates_and_thirty_take_the_same_statements(client, officer, ours, kind):
    path = address(officer, kind, **({"agency": ours.agency} if kind == LinkKind.AGENCY else {}))

    def asked(rows):
        for number in range(rows):
            row = factories.MeasureFactory(plan=ours.measure.plan)
            factories.ObligationFactory(
                measure=row, agency=ours.agency, due_on=TODAY + timedelta(days=number)
            )
        client.get(path)
        with CaptureQueriesContext(
            connection,
        ) as told:
            answer = client.get(path)
        return len(told), len(calendar_in(answer.content).events)

    few, many = asked(2), asked(28)
    assert (few[0], few[1], many[1]) == (many[0], 3, 31)


def test_nothing_but_the_hash_of_a_token_is_kept(officer):
    link, token = make_link(Wanted(LinkKind.MINE), by=officer, today=TODAY, now=timezone.now())
    kept = " ".join(str(value) for value in vars(link).values())
    assert token not in kept
    assert len(token) >= 43


def test_a_role_that_reports_nothing_has_no_own_calendar(agency, client):
    observer = factories.person(agency, Role.OBSERVER)
    client.force_login(observer)
    page = client.get("/exchange/calendars/").content.decode()
    assert ('value="mine"' in page, 'value="agency"' in page) == (False, True)
    wrong = client.post("/exchange/calendars/", {"kind": "mine"})
    assert (wrong.status_code, CalendarLink.objects.count()) == (422, 0)
