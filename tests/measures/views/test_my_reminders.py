"""A person's own reminders: what was told, how much of it is read, what is acknowledged."""

import re
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import Membership, Role, User
from measures.models import (
    Declined,
    Digest,
    DigestState,
    Reminder,
    ReminderRule,
    ReminderState,
    Subject,
)
from tests.factories import (
    ActionPlanFactory,
    AgencyFactory,
    DigestFactory,
    MeasureFactory,
    NoticeFactory,
    ObligationFactory,
    ReminderFactory,
    person,
    sent,
)
from tests.measures.views.conftest import signed_in

MINE = "/reminders/mine/"
NOW = datetime(2026, 1, 15, 6, 0, tzinfo=UTC)


@pytest.fixture
def owed(plan, agency):
    measure = MeasureFactory(plan=plan, number="7.5.1", title_en="A law on migration")
    return ObligationFactory(measure=measure, agency=agency)


@pytest.fixture
def mail(officer, owed):
    """An item of a mail to the officer."""
    return sent(DigestFactory(recipient=officer), obligation=owed)


@pytest.fixture
def notice(officer, plan, agency):
    other = ObligationFactory(measure=MeasureFactory(plan=plan), agency=agency)
    return NoticeFactory(recipient=officer, obligation=other, remind_on=date(2009, 6, 1))


def told(client, query=""):
    return [line.reminder for line in client.get(MINE + query).context["lines"]]


def acknowledged():
    rows = Reminder.objects.exclude(acknowledged_at=None)
    return set(rows.values_list("pk", flat=True))


def texts(page):
    """What the table says, row by row, without marks."""
    rows = re.findall(r"<tr>(.*?)</tr>", page.text.split("<tbody>")[1], re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows]


def test_new_notices_come_first_then_the_newest(officer, mail, notice):
    older = sent(DigestFactory(recipient=officer, day=date(2009, 7, 3)), remind_on=date(2009, 7, 6))
    read = NoticeFactory(recipient=officer, remind_on=date(2009, 7, 5), acknowledged_at=NOW)
    assert told(signed_in(officer)) == [notice, mail, read, older]


def test_a_settled_notice_is_new_no_more(officer, mail, notice):
    Reminder.objects.filter(pk=notice.pk).update(ended="handed_in")
    assert told(signed_in(officer)) == [mail, notice]


def test_a_row_says_about_what_when_and_how(officer, mail):
    (row,) = texts(signed_in(officer).get(MINE))
    agency = mail.obligation.agency.short_en
    assert row == (
        f"06.07.2009 7.5.1. A law on migration A report owed · {agency}"
        " 10.07.2009 Mail: sent Acknowledge 7.5.1 10.07.2009"
    )


STATES = [
    (ReminderState.SENT, "Mail: sent"),
    (ReminderState.BOUNCED, "Mail: came back"),
    (ReminderState.FAILED, "Mail: given up"),
    (ReminderState.WAITING, ""),
    (ReminderState.SKIPPED, ""),
]


@pytest.mark.parametrize(("state", "words"), STATES)
def test_what_never_went_out_is_not_told(officer, mail, state, words):
    Reminder.objects.update(state=state)
    page = signed_in(officer).get(MINE)
    assert ([words in row for row in texts(page)] if words else page.context["lines"]) == (
        [True] if words else []
    )


def test_a_reminder_of_a_round_names_the_quarter_and_the_plan(officer, plan):
    facts = {"subject": Subject.ROUND_OPENS, "occurrence": "2009Q3", "due_on": date(2009, 7, 1)}
    NoticeFactory(recipient=officer, obligation=None, plan=plan, **facts)
    (row,) = texts(signed_in(officer).get(MINE))
    assert "A reporting round opens: quarter III of 2009 Action plan 01.07.2009" in row


def test_nobody_reads_anothers_reminders(mail, notice, coordinator, agency):
    colleague = person(agency, Role.OFFICER)
    assert [told(signed_in(one)) for one in (colleague, coordinator)] == [[], []]


def test_an_empty_page_says_so(stranger):
    assert "You have not been reminded of anything yet." in signed_in(stranger).get(MINE).text


def test_the_page_asks_to_sign_in(client):
    assert client.get(MINE).url == f"/accounts/login/?next={MINE}"


# Who reads about a reminder, and how far.


def link(page):
    rows = re.findall(r'<th scope="row".*?</th>', page.text, re.DOTALL)
    return [address for row in rows for address in re.findall(r'href="([^"]+)"', row)]


def test_the_obligation_opens_to_those_who_report_for_it(officer, mail):
    assert link(signed_in(officer).get(MINE)) == [f"/obligations/{mail.obligation_id}/"]


def test_the_obligation_opens_to_overseers(coordinator, owed):
    sent(DigestFactory(recipient=coordinator), obligation=owed)
    assert link(signed_in(coordinator).get(MINE)) == [f"/obligations/{owed.pk}/"]


def test_whoever_has_another_role_now_is_led_to_the_measure(stranger, owed):
    sent(DigestFactory(recipient=stranger), obligation=owed)
    client = signed_in(stranger)
    assert link(client.get(MINE)) == [f"/measures/{owed.measure_id}/"]
    assert client.get(link(client.get(MINE))[0]).status_code == 200


def test_every_link_of_the_page_opens(officer, mail):
    client = signed_in(officer)
    assert client.get(link(client.get(MINE))[0]).status_code == 200


def test_after_a_membership_old_reminders_keep_number_and_date(officer, mail):
    Membership.objects.update(valid_to=date(2009, 7, 5))
    page = signed_in(officer).get(MINE)
    (row,) = texts(page)
    assert (row, link(page)) == (
        "06.07.2009 № 7.5.1 10.07.2009 Mail: sent Acknowledge 7.5.1 10.07.2009",
        [],
    )
    agency = mail.obligation.agency
    kept_back = ("A law on migration", agency.short_en, agency.name_en, "Action plan<")
    assert [said for said in kept_back if said in page.text] == []


# Acknowledging.


def test_one_is_acknowledged_by_its_button(officer, mail, notice):
    client = signed_in(officer)
    answer = client.post(f"{MINE}acknowledge/", {"one": notice.pk, "shown": [mail.pk, notice.pk]})
    assert (answer.url, acknowledged()) == (MINE, {notice.pk})


def test_all_that_the_page_showed_are_acknowledged_and_nothing_unseen(officer, mail, notice):
    unseen = NoticeFactory(recipient=officer)
    client = signed_in(officer)
    client.post(f"{MINE}acknowledge/", {"all": "1", "shown": [mail.pk, notice.pk]})
    assert acknowledged() == {mail.pk, notice.pk}
    assert unseen.pk not in acknowledged()


def test_others_numbers_change_nothing(stranger, mail, notice):
    client = signed_in(stranger)
    client.post(f"{MINE}acknowledge/", {"one": mail.pk})
    client.post(f"{MINE}acknowledge/", {"all": "1", "shown": [mail.pk, notice.pk, 10**17]})
    assert acknowledged() == set()


@pytest.mark.parametrize("number", ["", "x", "-1", "9" * 40, "1e3", "²"])
def test_nonsense_is_left_out(officer, mail, number):
    answer = signed_in(officer).post(f"{MINE}acknowledge/", {"one": number, "page": number})
    assert (answer.url, acknowledged()) == (MINE, set())


def test_one_comes_back_to_the_page_one_was_on(officer, mail):
    answer = signed_in(officer).post(f"{MINE}acknowledge/", {"one": mail.pk, "page": "2"})
    assert answer.url == f"{MINE}?page=2"


def test_what_is_acknowledged_has_no_button_any_more(officer, mail):
    client = signed_in(officer)
    client.post(f"{MINE}acknowledge/", {"one": mail.pk})
    page = client.get(MINE)
    assert ('name="one"' in page.text, 'name="all"' in page.text) == (False, False)
    mail.digest.refresh_from_db()
    assert mail.digest.acknowledged_at is not None


def test_a_mail_that_came_back_cannot_be_acknowledged(officer, mail):
    Reminder.objects.update(state=ReminderState.BOUNCED)
    Digest.objects.update(state=DigestState.BOUNCED)
    assert 'name="one"' not in signed_in(officer).get(MINE).text


# Many of them.


def statements(client, address):
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def fill(user, plan, rows):
    for _ in range(rows):
        obligation = ObligationFactory(measure=MeasureFactory(plan=plan), agency=AgencyFactory())
        NoticeFactory(recipient=user, obligation=obligation)
        ReminderFactory(recipient=user, digest=DigestFactory(recipient=user, day=fresh_day()))
        other = ActionPlanFactory()
        ReminderRule.objects.create(plan=other, offset=-5, may_decline=True)
        Declined.objects.create(person=user, plan=other)


def fresh_day():
    return date.fromordinal(date(2008, 1, 1).toordinal() + Digest.objects.count())


@pytest.mark.parametrize("address", [MINE, "/plans/"])
def test_the_statements_do_not_grow_with_reminders(officer, plan, address):
    client, counts = signed_in(officer), []
    for rows in (1, 9):
        fill(officer, plan, rows)
        counts.append(statements(client, address))
    assert counts[0] == counts[1]


def test_a_long_list_is_parted_into_pages(officer):
    for _ in range(51):
        NoticeFactory(recipient=officer)
    client = signed_in(officer)
    assert [len(told(client)), len(told(client, "?page=2"))] == [50, 1]


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_the_page_speaks_three_languages(officer, mail, language):
    User.objects.filter(pk=officer.pk).update(language=language)
    assert f'<html lang="{language}">' in signed_in(officer).get(MINE).text
