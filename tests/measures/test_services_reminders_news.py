"""News in mails: with the mail of the day, at once, or not at all, as the person chose."""

from datetime import timedelta

import pytest

from agencies.models import Membership, Role
from measures.models import Digest, Notice, Preference
from measures.services.notices import see
from measures.services.progress import Draft, return_progress, save_draft, submit
from measures.services.reminders import try_again
from measures.services.reminders.grouping import group_into_digests
from tests.factories import MeasureFactory, ObligationFactory, asked_for, person
from tests.measures.reminding import DUE, LONG, NOW, body, run

FAR = DUE + timedelta(days=100)


@pytest.fixture
def owed(plan, agency):
    """Of which nobody is reminded: its date is far away."""
    return asked_for(
        ObligationFactory(measure=MeasureFactory(plan=plan), agency=agency, due_on=FAR)
    )


def give_back(owed, officer, coordinator, day=DUE):
    entry = save_draft(owed, Draft("Сделано."), by=officer, today=day)
    submit(entry, by=officer, today=day)
    return_progress(entry, by=coordinator, today=day, reason="Нет цифр.")


def mails():
    return list(Notice.objects.order_by("pk").values_list("mail", flat=True))


def test_a_return_is_told_with_the_mail_of_the_day(smtp, owed, officer, coordinator):
    give_back(owed, officer, coordinator)
    run(), run()
    (mail,) = smtp.taken
    assert mail["Subject"].startswith("[1 new] News about your work")
    for words in ("Your report was returned for rework", "Reason: Нет цифр.", "/settings/"):
        assert words in body(mail)
    assert f"/obligations/{owed.pk}/" in body(mail)
    assert mails() == ["sent"]


def test_news_stand_below_what_is_owed(smtp, obligation, owed, officer, coordinator):
    give_back(owed, officer, coordinator)
    run()
    (mail,) = (one for one in smtp.taken if officer.email in one["To"])
    text = body(mail)
    assert mail["Subject"].startswith("[1 due today]")
    assert text.index("Due today") < text.index("News about your work")
    assert Digest.objects.filter(recipient=officer).count() == 1


def test_what_was_seen_on_the_site_is_not_mailed(smtp, owed, officer, coordinator):
    give_back(owed, officer, coordinator)
    see(Notice.objects.values_list("pk", flat=True), by=officer, now=NOW)
    run()
    assert (list(smtp.taken), mails()) == ([], ["skipped"])
    assert Digest.objects.get().state == "cancelled"


def test_who_left_the_agency_is_not_mailed(smtp, owed, officer, coordinator):
    give_back(owed, officer, coordinator)
    Membership.objects.filter(user=officer).update(valid_to=DUE - timedelta(days=1))
    run()
    assert (list(smtp.taken), mails()) == ([], ["skipped"])


def test_on_the_site_only(smtp, owed, officer, coordinator):
    Preference.objects.create(person=officer, returned="site")
    give_back(owed, officer, coordinator)
    run()
    assert (list(smtp.taken), mails()) == ([], [""])


def test_at_once_it_is_a_mail_of_its_own(smtp, obligation, owed, officer, coordinator):
    """Beside the mail of the day, which had gone before."""
    Preference.objects.create(person=officer, returned="at_once")
    run()
    give_back(owed, officer, coordinator)
    run(), run()
    own = [one for one in smtp.taken if officer.email in one["To"]]
    subjects = [one["Subject"].split("]")[0] for one in own]
    assert subjects == ["[1 due today", "[1 new"]
    assert len({one["Message-ID"] for one in own}) == 2


def test_news_after_the_mail_of_the_day_wait_for_the_next(
    smtp, obligation, owed, officer, coordinator
):
    run()
    give_back(owed, officer, coordinator)
    run()
    assert mails() == ["waiting"]
    run(DUE + timedelta(days=1), NOW + LONG)
    assert mails() == ["sent"]


def test_a_mail_that_fails_keeps_its_news(smtp, owed, officer, coordinator):
    give_back(owed, officer, coordinator)
    smtp.to_content = ["451 4.3.0 try later"]
    run()
    assert mails() == ["waiting"]
    run(DUE, NOW + timedelta(hours=1))
    assert (mails(), len(smtp.taken)) == (["sent"], 1)


def test_given_up_and_ordered_again_its_news_go(smtp, owed, officer, coordinator):
    give_back(owed, officer, coordinator)
    smtp.to_content = ["550 5.7.1 refused"]
    run()
    assert mails() == ["failed"]
    try_again(Digest.objects.values_list("pk", flat=True), by=coordinator, today=DUE)
    run(DUE, NOW + LONG)
    assert (mails(), len(smtp.taken)) == (["sent"], 1)


@pytest.mark.parametrize("returned", [3, 30])
def test_as_many_statements_group_much_news_as_little(
    plan, coordinator, agency, returned, django_assert_max_num_queries
):
    for _ in range(returned):
        measure = MeasureFactory(plan=plan)
        owed = asked_for(ObligationFactory(measure=measure, agency=agency, due_on=FAR))
        give_back(owed, person(agency, Role.OFFICER), coordinator)
    with django_assert_max_num_queries(10):
        group_into_digests(today=DUE)
    assert not Notice.objects.filter(mail="waiting", digest=None).exists()
