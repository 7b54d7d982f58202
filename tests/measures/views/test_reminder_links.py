"""Pages that a mail leads to: a button without signing in, and nothing to be learnt from them."""

import time
from datetime import date

import pytest
from django.test import Client
from django.test.utils import freeze_time

from agencies.models import Membership, Role, User
from measures.models import Declined, Digest, Reminder, ReminderRule
from measures.services.reminders.links import acknowledge_link, decline_link
from tests.factories import (
    ActionPlanFactory,
    DigestFactory,
    MeasureFactory,
    ObligationFactory,
    UserFactory,
    person,
    sent,
)
from tests.measures.views.conftest import main_of, signed_in

THE_SITE = "http://127.0.0.1:8000"


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = THE_SITE


@pytest.fixture
def strict():
    """A browser that asks for tokens of forms, as the test client does only when it is told to."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def digest(officer, plan, agency):
    """A mail to an officer about two reports; who answers to the name "Secretive"."""
    User.objects.filter(pk=officer.pk).update(full_name="Secretive", position="Chief secretary")
    officer.refresh_from_db()
    digest = DigestFactory(recipient=officer)
    for number in ("7.5.1", "28"):
        measure = MeasureFactory(plan=plan, number=number, title_en="A confidential title")
        sent(digest, obligation=ObligationFactory(measure=measure, agency=agency))
    return digest


def acknowledging(digest):
    return acknowledge_link(digest).removeprefix(THE_SITE)


def declining(digest, *plans):
    return decline_link(digest, *plans).removeprefix(THE_SITE)


def moments():
    rows = [*Reminder.objects.all(), *Digest.objects.all()]
    return {row.acknowledged_at is not None for row in rows}


def test_opening_a_link_changes_nothing(strict, digest, plan):
    """Scanners of mail follow every link, and some ask for the head alone."""
    for page in (acknowledging(digest), declining(digest, plan)):
        assert [strict.get(page).status_code, strict.head(page).status_code] == [200, 200]
        assert strict.put(page).status_code == 405
    assert moments() == {False}
    assert Declined.objects.count() == 0


def test_the_button_acknowledges_the_mail(strict, digest):
    answer = strict.post(acknowledging(digest))
    assert (answer.status_code, answer.url, moments()) == (302, acknowledging(digest), {True})


def test_afterwards_the_page_says_since_when_and_has_no_button(strict, digest):
    assert "<button" in strict.get(acknowledging(digest)).text
    page = strict.post(acknowledging(digest), follow=True)
    assert ("Acknowledged on" in page.text, "<button" in main_of(page.text)) == (True, False)


def test_a_second_press_changes_nothing(strict, digest):
    strict.post(acknowledging(digest))
    before = list(Reminder.objects.values_list("acknowledged_at", flat=True))
    strict.post(acknowledging(digest))
    assert list(Reminder.objects.values_list("acknowledged_at", flat=True)) == before


def test_the_page_shows_day_count_and_numbers_and_no_more(strict, digest):
    page = strict.get(acknowledging(digest)).text
    assert [said in page for said in ("6 July 2009", "<dd>2</dd>", "7.5.1, 28")] == [True] * 3
    recipient, agency = digest.recipient, digest.recipient.memberships.get().agency
    secrets = ("Secretive", "Chief secretary", recipient.email, "A confidential title")
    names = (agency.short_en, agency.name_en, *Reminder.objects.values_list("plan__title_en"))
    assert [said for said in (*secrets, *names) if str(said) in page] == []


def test_whose_browser_it_is_makes_no_difference(digest):
    """Opened by another who is signed in, it is the recipient's mail all the same."""
    other = person(digest.recipient.memberships.get().agency, Role.HEAD, full_name="Another")
    client = signed_in(other)
    assert "Another" not in client.get(acknowledging(digest)).text
    client.post(acknowledging(digest))
    assert moments() == {True}


def test_a_mail_about_nothing_to_acknowledge_says_so(strict, officer):
    page = strict.get(acknowledging(DigestFactory(recipient=officer)))
    assert ("Nothing in this mail" in page.text, "<button" in main_of(page.text)) == (True, False)


def test_a_link_is_kept_to_itself(strict, digest, plan):
    kept = ("no-referrer", "no-store", "noindex, nofollow")
    names = ("Referrer-Policy", "Cache-Control", "X-Robots-Tag")
    pages = (acknowledging(digest), declining(digest, plan), "/reminders/decline/nonsense/")
    answers = [strict.get(page) for page in pages] + [strict.post(page) for page in pages]
    assert {tuple(answer[name] for name in names) for answer in answers} == {kept}


def test_nothing_on_the_page_asks_another_site_or_sends_another_form(strict, digest, plan):
    """Browsers name no origin here: a form that needs one, as that of the language, would fail."""
    for address in (acknowledging(digest), declining(digest, plan)):
        page = strict.get(address)
        assert main_of(page.text).count("<form") == 1
        assert 'action="' not in main_of(page.text)
        assert [part for part in ('src="http', 'href="http') if part in page.text] == []


def test_a_browser_that_names_no_origin_is_heard(strict, digest):
    answer = strict.post(acknowledging(digest), headers={"origin": "null"})
    assert (answer.status_code, moments()) == (302, {True})


@pytest.mark.parametrize(("language", "heading"), [("ru", 'lang="ru"'), ("kk", 'lang="kk"')])
def test_a_page_speaks_the_recipients_language(strict, digest, plan, language, heading):
    User.objects.filter(pk=digest.recipient_id).update(language=language)
    for address in (acknowledging(digest), declining(digest, plan)):
        page = strict.get(address, headers={"accept-language": "en"})
        assert (f"<html {heading}>" in page.text, page["Content-Language"]) == (True, language)


def test_to_one_who_chose_no_language_it_speaks_the_browsers(strict, digest):
    User.objects.filter(pk=digest.recipient_id).update(language="")
    page = strict.get(acknowledging(digest), headers={"accept-language": "kk"})
    assert '<html lang="kk">' in page.text


def test_an_old_link_says_what_to_do(strict, digest, plan):
    pages = acknowledging(digest), declining(digest, plan)
    with freeze_time(time.time() + 31 * 24 * 60 * 60):
        answers = [strict.get(page) for page in pages] + [strict.post(page) for page in pages]
    assert [answer.status_code for answer in answers] == [410] * 4
    assert all('href="/reminders/mine/"' in answer.text for answer in answers)
    assert (moments(), Declined.objects.count()) == ({False}, 0)


def test_a_wrong_link_does_nothing(strict, digest, plan):
    good = acknowledging(digest)
    token = good.rstrip("/").rsplit("/", 1)[1]
    wrong = (
        f"{good[:-2]}/",
        f"/reminders/decline/{token}/",
        "/reminders/acknowledge/x/",
        declining(digest, plan).replace("decline", "acknowledge"),
    )
    answers = [strict.post(page) for page in wrong] + [strict.get(page) for page in wrong]
    assert [answer.status_code for answer in answers] == [404] * 8
    assert (moments(), Declined.objects.count()) == ({False}, 0)


def test_a_person_who_left_does_nothing_by_an_old_mail(strict, digest, plan):
    User.objects.filter(pk=digest.recipient_id).update(is_active=False)
    pages = acknowledging(digest), declining(digest, plan)
    assert [strict.post(page).status_code for page in pages] == [404, 404]
    assert (moments(), Declined.objects.count()) == ({False}, 0)


def test_a_membership_that_ended_does_not_close_the_link(strict, digest):
    Membership.objects.update(valid_to=date(2009, 7, 5))
    assert strict.post(acknowledging(digest)).status_code == 302
    assert moments() == {True}


def test_the_button_declines_for_the_recipient_and_the_plan_of_the_link(strict, digest, plan):
    ActionPlanFactory()
    page = strict.post(declining(digest, plan))
    assert (page.status_code, "Declined." in page.text) == (200, True)
    assert list(Declined.objects.values_list("person", "plan")) == [(digest.recipient_id, plan.pk)]


def test_a_mail_programs_own_button_declines_in_one_go(strict, digest, plan):
    """RFC 8058: neither cookies nor a token, and the answer is no redirect."""
    other = ActionPlanFactory()
    answer = strict.post(
        declining(digest, plan, other),
        "List-Unsubscribe=One-Click",
        content_type="application/x-www-form-urlencoded",
    )
    again = strict.post(declining(digest, plan, other), {"List-Unsubscribe": "One-Click"})
    assert [answer.status_code, again.status_code] == [200, 200]
    assert set(Declined.objects.values_list("person", "plan")) == {
        (digest.recipient_id, plan.pk),
        (digest.recipient_id, other.pk),
    }


def test_a_person_reads_what_stops_and_what_goes_on(strict, digest, plan):
    ReminderRule.objects.create(plan=plan, offset=-10, may_decline=True)
    ReminderRule.objects.create(plan=plan, offset=-3, days="working", may_decline=True)
    ReminderRule.objects.create(plan=plan, offset=0)
    ReminderRule.objects.create(plan=plan, offset=1, repeat_every=1)
    page = strict.get(declining(digest, plan)).text
    stops = "A report owed: 10 days before, 3 working days before"
    goes_on = "A report owed: on the day itself, 1 day after and again until it is settled"
    assert [said in page for said in (stops, goes_on)] == [True, True]


def test_a_page_to_decline_names_nobody(strict, digest, plan):
    page = strict.get(declining(digest, plan)).text
    assert [said for said in ("Secretive", digest.recipient.email) if said in page] == []


def test_the_statements_do_not_grow_with_the_mail(db, strict, django_assert_num_queries):
    for items in (3, 30):
        digest = DigestFactory(recipient=UserFactory())
        for _ in range(items):
            sent(digest)
        with django_assert_num_queries(3):  # the mail, the business date, its items
            strict.get(acknowledging(digest))
