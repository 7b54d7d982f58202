"""The commands that say what would go out, and why somebody was or was not reminded."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from agencies.models import User
from measures.models import Digest, Obligation, Reminder
from measures.services.reminders import plan_reminders, remind_now
from tests.measures.reminding import DUE, NOW


def called(*arguments: str) -> str:
    output = StringIO()
    call_command(*arguments, stdout=output)
    return output.getvalue()


def preview(*arguments: str) -> Any:
    return json.loads(called("preview_reminders", *arguments, "--json"))


def test_a_day_ahead_in_json(obligation: Obligation, officer: User) -> None:
    [one] = preview("--on", "2009-07-07")
    [mail] = one["mails"]
    assert (one["person"], one["roles"]) == (
        officer.email,
        [{"role": "officer", "agency": obligation.agency.code}],
    )
    assert (mail["state"], mail["goes_at"], mail["ordered_by"]) == ("planned", None, None)
    assert mail["reminders"] == [
        {
            "subject": "report",
            "plan": obligation.measure.plan.slug,
            "obligation": obligation.pk,
            "measure": obligation.measure.number,
            "title": obligation.measure.title_en,
            "agency": obligation.agency.code,
            "occurrence": "2009-07-10",
            "due_on": "2009-07-10",
            "days_late": -3,
            "remind_on": "2009-07-07",
            "audience": "officer",
            "why": "3 days before the day, to officers of the agency, by mail",
        }
    ]
    assert (Reminder.objects.count(), Digest.objects.count()) == (0, 0)


def test_in_words_it_is_a_list(obligation: Obligation, officer: User) -> None:
    text = called("preview_reminders", "--on", "2009-07-07")
    number = obligation.measure.number
    assert text.splitlines() == [
        f"{officer.full_name} <{officer.email}>",
        "  mail",
        f"    {number} Measure {number}: a report owed, due 2009-07-10, 3 days left; "
        "3 days before the day, to officers of the agency, by mail",
    ]


def test_a_day_without_reminders_says_so(obligation: Obligation, officer: User) -> None:
    assert called("preview_reminders", "--on", "2009-07-08") == (
        "Nobody is reminded of anything.\n"
    )


def test_it_is_narrowed_to_a_plan_and_a_person(obligation: Obligation, officer: User) -> None:
    slug, day = obligation.measure.plan.slug, ("--on", "2009-07-07")
    assert len(preview(*day, "--plan", slug, "--person", officer.email.upper())) == 1
    assert preview(*day, "--person", "nobody@example.org") == []
    with pytest.raises(CommandError, match="There is no plan 'other'"):
        preview("--plan", "other")


@pytest.mark.django_db
def test_a_day_too_far_ahead_is_refused() -> None:
    with pytest.raises(CommandError, match="400 days ahead"):
        preview("--on", "9999-12-31")


def test_without_a_day_it_is_the_business_date(
    obligation: Obligation, officer: User, coordinator: User
) -> None:
    remind_now([obligation.pk], by=coordinator, today=DUE, note="")
    [one] = preview()
    ordered, daily = one["mails"]
    assert (ordered["ordered_by"], daily["ordered_by"]) == (coordinator.email, None)


def explained(*arguments: str) -> Any:
    return json.loads(called("explain_reminders", *arguments, "--json"))


def test_why_somebody_was_reminded_in_json(
    obligation: Obligation, officer: User, coordinator: User, settings: Any
) -> None:
    settings.BUSINESS_DATE = DUE.isoformat()
    plan_reminders(today=DUE, now=NOW)
    [one] = explained(str(obligation.pk), "--person", officer.email)
    [part] = one["present"]
    assert (part["subject"], part["due_on"], one["earlier"]) == ("report", "2009-07-10", [])
    by_day = {line["first"]: line for line in part["lines"]}
    assert by_day["2009-07-10"] == {
        "first": "2009-07-10",
        "last": "2009-07-10",
        "times": 1,
        "step": "On the day, to officers of the agency, by mail",
        "state": "waiting",
        "mail": Digest.objects.get().message_id,
        "reasons": [],
        "told": "waits for the next run",
    }
    assert by_day["2009-07-09"]["reasons"] == [{"reason": "overtaken", "day": "2009-07-10"}]
    assert by_day["2009-07-11"]["reasons"] == [{"reason": "ahead", "day": "2009-07-11"}]


def test_in_words_it_is_a_story(obligation: Obligation, officer: User) -> None:
    lines = called("explain_reminders", str(obligation.pk)).splitlines()
    assert lines[1] == f"{obligation.agency.short_en}, due 2009-07-10, open"
    assert lines[3] == (
        f"{officer.full_name} <{officer.email}>: "
        "Not reminded so far. Owed now: the next run adds one."
    )
    assert (
        "    2009-07-03: 7 days before the day, to officers of the agency, by mail: "
        "owed now: the next run adds it"
    ) in lines


@pytest.mark.django_db
def test_an_obligation_that_is_not_there_is_told() -> None:
    with pytest.raises(CommandError, match="There is no obligation 5"):
        explained("5")
