"""What a reminder mail says, as it arrives over SMTP, in the language of its reader."""

import re
from datetime import timedelta

import pytest
from django.utils import translation

from agencies.models import Role
from measures.models import Digest
from measures.services.reminders import Counts, items, mails
from tests.factories import AgencyFactory, MeasureFactory, ObligationFactory, person
from tests.measures.reminding import DUE, body, run


def test_automatic_mail_says_so_and_gets_no_automatic_answers(smtp, obligation, officer):
    run()
    [message] = smtp.taken
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["X-Auto-Response-Suppress"] == "All"
    assert message["Message-ID"] == Digest.objects.get().message_id


def test_an_item_says_number_title_date_how_late_and_where(smtp, obligation, officer, settings):
    run(DUE + timedelta(days=3))
    [message] = smtp.taken
    lines = [line.strip() for line in body(message).splitlines()]
    start = lines.index(f"- {obligation.measure.number} {obligation.measure.title_en}")
    assert lines[start - 2] == "Overdue"
    assert "10.07.2009" in lines[start + 1]
    assert "3 days late" in lines[start + 1]
    assert lines[start + 2].startswith(settings.SITE_URL + "/")
    assert lines[start + 2].endswith(f"/{obligation.pk}/")
    html = message.get_body(("html",)).get_content()
    assert f'<a href="{lines[start + 2]}">' in html


def test_late_comes_first_then_today_then_what_is_ahead(smtp, obligation, officer, agency):
    for days, name in ((-7, "Late"), (0, "Now"), (1, "Ahead")):
        measure = MeasureFactory(plan=obligation.measure.plan, title_en=name)
        ObligationFactory(measure=measure, agency=agency, due_on=DUE + timedelta(days=days))
    run()
    [message] = smtp.taken
    text = body(message)
    order = ["Overdue", "Late", "Due today", "Now", "Coming", "Ahead"]
    assert sorted(order, key=text.index) == order
    assert message["Subject"].startswith("[1 overdue]")


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_the_mail_speaks_the_language_of_its_reader(smtp, obligation, officer, agency, language):
    officer.language = language
    officer.save()
    run()
    [message] = smtp.taken
    with translation.override(language):
        assert message["Subject"].strip() == mails.subject([DUE], DUE)
        assert items.when(DUE, DUE) in body(message)
        assert obligation.measure.title in body(message)
        assert obligation.measure.title == getattr(obligation.measure, f"title_{language}")
    assert message["Content-Language"] == language


@pytest.mark.parametrize(
    ("language", "days", "words"),
    [
        ("en", 1, "1 day late"),
        ("en", 5, "5 days late"),
        ("ru", 1, "просрочено на 1 день"),
        ("ru", 2, "просрочено на 2 дня"),
        ("ru", 5, "просрочено на 5 дней"),
        ("ru", 0, "срок сегодня"),
        ("kk", -5, "5 күн қалды"),
    ],
)
def test_days_are_counted_as_the_language_counts(language, days, words):
    with translation.override(language):
        assert items.when(DUE, DUE + timedelta(days=days)) == words


def test_without_a_chosen_language_the_mail_is_russian(smtp, obligation, officer):
    officer.language = ""
    officer.save()
    run()
    assert obligation.measure.title_ru in body(smtp.taken[0])
    assert smtp.taken[0]["Content-Language"] == "ru"


def test_a_coordinator_reads_the_items_by_agency(smtp, obligation, plan, coordinator):
    other = AgencyFactory(name_en="A first ministry")
    for body_ in (other, obligation.agency):
        person(body_, Role.OFFICER)
    ObligationFactory(measure=MeasureFactory(plan=plan), agency=other, due_on=DUE)
    run(DUE + timedelta(days=14))
    [message] = [one for one in smtp.taken if one["To"] == coordinator.email]
    text = body(message)
    order = [other.name_en, obligation.agency.name_en]
    assert [line.strip() for line in text.splitlines() if line.strip() in order] == order


def test_a_very_long_mail_counts_what_it_leaves_out(smtp, obligation, officer, monkeypatch):
    monkeypatch.setattr(mails, "ITEMS_SHOWN", 2)
    for _ in range(4):
        measure = MeasureFactory(plan=obligation.measure.plan)
        ObligationFactory(measure=measure, agency=obligation.agency, due_on=DUE)
    assert run() == Counts(planned=5, sent=5)
    assert body(smtp.taken[0]).count("\n- ") == 2
    assert "And 3 more" in body(smtp.taken[0])


def test_the_mail_can_be_acknowledged_by_its_link(smtp, client, obligation, officer):
    run()
    text = body(smtp.taken[0])
    [link] = re.findall(r"http\S+/reminders/acknowledge/\S+", text)
    path = link.removeprefix("http://127.0.0.1:8000")
    assert client.get(path).status_code == 200
    assert Digest.objects.get().acknowledged_at is None
    client.post(path)
    assert Digest.objects.get().acknowledged_at is not None
    assert link in smtp.taken[0].get_body(("html",)).get_content()


def test_early_reminders_can_be_declined_from_the_mail_program(smtp, client, obligation, officer):
    run(DUE - timedelta(days=30))
    [message] = smtp.taken
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = message["List-Unsubscribe"].strip(" <>").removeprefix("http://127.0.0.1:8000")
    assert client.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert run(DUE - timedelta(days=14)) == Counts()
    assert run(DUE - timedelta(days=7)) == Counts(planned=1, sent=1)


def test_what_is_late_cannot_be_declined(smtp, obligation, officer):
    run(DUE + timedelta(days=1))
    assert smtp.taken[0]["List-Unsubscribe"] is None
    assert "/reminders/decline/" not in body(smtp.taken[0])
