"""The demonstration as visitors find it on 6 July 2009."""

import html
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client, RequestFactory, override_settings
from pytest_django import DjangoDbBlocker

from agencies.clock import business_today
from agencies.models import Agency, Membership, Role, User
from agencies.services import move_business_date
from measures.demo.seed import FIXTURES
from measures.models import (
    Cost,
    Deadline,
    Event,
    Evidence,
    Extension,
    Measure,
    MeasureState,
    Obligation,
    ProgressEntry,
    Reminder,
    Review,
)
from measures.queries.bodies import known_names
from measures.rules.deadlines import PlanDates, read
from measures.rules.plan_table.executors import read_executors
from planner.models import ActionPlan, Amendment, LineOfAction, Task
from publications.models import Publication, Release
from reports.models import Issue, Report, ReportingRound

pytestmark = pytest.mark.django_db
TODAY = date(2009, 7, 6)
PLAN = json.loads((FIXTURES / "demo" / "plan.json").read_text())
COUNTED = (Agency, User, Membership, ActionPlan, Measure, Obligation, ProgressEntry, Review, Event,
           Evidence, Extension, Deadline, Cost, Reminder, ReportingRound, Report,
           Issue)  # fmt: skip


@pytest.fixture(scope="module")
def told(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: Any
) -> Iterator[dict[str, Any]]:
    """What the command prints; it plays the history once for all tests of this module."""
    quick = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    media = tmp_path_factory.mktemp("media")
    with (
        django_db_blocker.unblock(),
        override_settings(BUSINESS_DATE="2009-07-06", MEDIA_ROOT=media, PASSWORD_HASHERS=quick),
        transaction.atomic(),
    ):
        yield seed()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _seeded(told: dict[str, Any], db: None) -> None:
    """Every test stands on the demonstration and rolls back what it did itself."""


def seed() -> dict[str, Any]:
    out = StringIO()
    call_command("seed_demo", "--json", stdout=out, stderr=StringIO())
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def rows() -> dict[str, int]:
    return {model.__name__: model._base_manager.count() for model in COUNTED}


def test_it_tells_what_there_is(told: dict[str, Any]) -> None:
    assert set(told) == {"plan", "measures", "obligations", "people"}
    assert told["plan"] == "migration-2008-2010"
    assert (told["measures"], told["obligations"]) == (57, 1333)
    assert set(told["people"][0]) == {"email", "password", "role", "agency", "language"}


def test_the_plan_says_in_three_languages_that_it_is_illustrative() -> None:
    plan = ActionPlan.objects.get()
    assert plan.is_illustrative
    assert "не является официальным актом" in plan.title_ru
    assert "ресми акт емес" in plan.title_kk
    assert "not the official act" in plan.title_en


def test_every_line_of_action_and_every_task_of_the_concept_is_served() -> None:
    assert LineOfAction.objects.count() == 27
    assert Task.objects.count() == 14
    assert list(LineOfAction.objects.filter(measures=None)) == []
    assert list(Task.objects.filter(measures=None)) == []


def test_the_columns_of_the_official_table_are_full_in_three_languages() -> None:
    assert not Measure.objects.filter(executors_text="").exists()
    assert not Measure.objects.filter(funding_source="").exists()
    for column in ("title", "completion_form"):
        for language in ("ru", "kk", "en"):
            assert not Measure.objects.filter(**{f"{column}_{language}": ""}).exists()
    assert Measure.objects.filter(executors__group__code="akimats").count() == 7
    assert Measure.objects.filter(executors__by_agreement=True).distinct().count() == 11
    assert set(Cost.objects.values_list("year", flat=True)) == {2008, 2009, 2010}
    assert Measure.objects.filter(costs=None).exists()


def test_the_executors_column_reads_as_the_bodies_that_were_entered() -> None:
    names = known_names()
    for measure in Measure.objects.prefetch_related("executors"):
        read_ = read_executors(measure.executors_text, names).named
        assert [
            (one.body.pk if one.body else None, one.lead, one.by_agreement, one.consolidates)
            for one in read_
        ] == [
            (one.agency_id or one.group_id, one.role == "lead", one.by_agreement, one.consolidates)
            for one in measure.executors.all()
        ]


def test_every_family_of_deadline_occurs() -> None:
    kinds = Counter(Deadline.objects.values_list("kind", flat=True))
    assert set(kinds) == {"once", "recurring", "continuous", "event", "undecided"}
    wordings = " · ".join(Deadline.objects.values_list("text_ru", flat=True))
    for words in (
        "до 1 июля 2009 года", "к 1 декабря 2008 года", "6 июля 2009 года", "июнь 2009 года",
        "IV квартал 2008 года", "I полугодие 2008 года", "2009 год", "2008–2010 годы",
        "ноябрь 2008 года – март 2009 года", "ежегодно, к 25 декабря",
        "ежегодно, к 10 января и 10 июля, по итогам полугодия",
        "два раза в год, к 15 января и 15 июля", "раз в полугодие", "ежеквартально",
        "ежеквартально, к 5 числу месяца, следующего за отчётным кварталом",
        "ежемесячно, до 10 числа месяца, следующего за отчётным", "ежегодно, в январе и июле",
        "не позднее 1 февраля года, следующего за отчётным годом", "в двухмесячный срок",
        "в течение 10 рабочих дней после подписания", "постоянно", "по мере необходимости",
        "в течение года", "по итогам полугодия, следующего за отчётным кварталом",
        "в сроки, установленные",
    ):  # fmt: skip
        assert words in wordings


@pytest.mark.parametrize("row", PLAN["measures"], ids=lambda row: row["number"])
def test_a_deadline_means_the_same_in_three_languages(row: dict[str, Any]) -> None:
    dates = PlanDates(date(2008, 1, 1), date(2010, 12, 31), date(2007, 11, 28))
    found = [read(row["deadline"][language], dates) for language in ("ru", "kk", "en")]
    assert len({(one.kind, one.due) for one in found}) == 1
    doubtful = {one.language for one in found if one.warnings}
    assert doubtful == ({"ru", "kk", "en"} if row["number"] in ("4.4", "9.1") else set())


def test_the_plan_is_kept_on_control_by_the_prime_ministers_office() -> None:
    controller = ActionPlan.objects.get().controller
    assert controller is not None
    held = controller.memberships.values_list("user__email", "role")
    assert (controller.code, list(held)) == ("kpm", [("observer.kpm@demo.example", "observer")])


def test_people_of_every_role_sign_in_with_what_is_printed(told: dict[str, Any]) -> None:
    roles = Counter(person["role"] for person in told["people"])
    assert roles == {
        **{"administrator": 1, "coordinator": 2, "observer": 1},
        **{"head": 2, "deputy": 1, "officer": 41},
    }
    assert {person["language"] for person in told["people"]} == {"ru", "kk", "en"}
    for person in told["people"][:7]:
        request = RequestFactory().post("/accounts/login/")
        assert authenticate(request, email=person["email"], password=person["password"])


def test_the_history_holds_every_case() -> None:
    counted = Counter(Obligation.objects.with_status(TODAY).values_list("status", flat=True))
    assert counted == {
        "done": 539,
        "done_late": 33,
        "in_review": 23,
        "overdue": 24,
        "in_progress": 38,
        "not_due": 562,
        "continuous": 107,
        "waiting": 6,
        "removed": 1,
    }
    entries = Counter(ProgressEntry.objects.values_list("state", flat=True))
    assert entries == {"accepted": 583, "submitted": 29, "returned": 10, "draft": 4}
    assert ProgressEntry.objects.filter(claim="nil", state="accepted").count() == 6
    assert Measure.objects.filter(state=MeasureState.REMOVED).count() == 3
    extensions = Counter(Extension.objects.values_list("state", flat=True))
    assert extensions == {"granted": 2, "refused": 1, "requested": 2}
    amendments = Counter(Amendment.objects.values_list("state", flat=True))
    assert amendments == {"applied": 1, "draft": 1}


def test_what_was_returned_came_back_better_except_for_two() -> None:
    returned = Obligation.objects.filter(entries__state="returned").distinct()
    again = returned.filter(entries__state="accepted").distinct()
    assert (returned.count(), again.count()) == (10, 8)
    assert not Review.objects.filter(verdict="return", reason="").exists()


def test_some_bodies_keep_silent() -> None:
    silent = Obligation.objects.filter(kind="continuous", due_on__lt=TODAY - timedelta(days=30))
    assert silent.filter(entries=None).count() == 4
    assert Obligation.objects.overdue(TODAY).filter(entries=None).count() == 21


def test_files_stand_behind_reports() -> None:
    kinds = Counter(
        name.rsplit(".", 1)[-1] for name in Evidence.objects.values_list("name", flat=True)
    )
    assert kinds == {"docx": 4, "pdf": 3}


def overdue_by_hand(today: date) -> set[int]:
    owed = Obligation.objects.values_list("pk", "state", "kind", "due_on")
    return {
        pk
        for pk, state, kind, due_on in owed
        if state in ("open", "returned") and kind != "continuous" and due_on and due_on < today
    }


def test_the_overdue_are_those_past_their_date() -> None:
    found = set(Obligation.objects.overdue(TODAY).values_list("pk", flat=True))
    assert found == overdue_by_hand(TODAY)
    lateness = [
        (TODAY - one.due_on).days for one in Obligation.objects.filter(pk__in=found) if one.due_on
    ]
    assert (min(lateness), max(lateness)) == (1, 532)


def test_moving_the_date_makes_more_overdue() -> None:
    administrator = User.objects.get(is_superuser=True)
    assert business_today() == TODAY
    before = Obligation.objects.overdue(business_today()).count()
    move_business_date(date(2009, 8, 3), by=administrator)
    after = Obligation.objects.overdue(business_today()).count()
    assert (before, after) == (24, len(overdue_by_hand(date(2009, 8, 3))))
    assert after == 60


def test_something_is_due_on_the_very_day_and_in_its_month() -> None:
    open_ = Obligation.objects.not_handed_in()
    assert [str(one.measure.number) for one in open_.filter(due_on=TODAY)] == ["6.6"]
    assert open_.filter(due_on__range=(TODAY, date(2009, 7, 31))).count() == 36


def test_nobody_reported_before_the_plan_or_after_the_history() -> None:
    days = ProgressEntry.objects.exclude(submitted_on=None).values_list("submitted_on", flat=True)
    assert min(days) >= date(2008, 1, 1)
    assert max(days) <= date(2009, 6, 30)


def test_no_text_is_left_unfinished() -> None:
    texts = list(ProgressEntry.objects.values_list("text", flat=True))
    assert [text for text in texts if "{" in text or "}" in text or "  " in text] == []
    assert len(set(texts)) > len(texts) * 0.85


def test_rounds_are_open_until_today() -> None:
    labels = set(ReportingRound.objects.values_list("label", flat=True))
    assert labels == {"2008Q1", "2008Q2", "2008Q3", "2008Q4", "2009Q1", "2009Q2", "2009Q3"}


def test_one_round_is_closed_and_its_report_issued_for_anybody_to_verify() -> None:
    [closed] = ReportingRound.objects.filter(state="closed")
    issue = Issue.objects.get()
    assert (closed.label, issue.report.round_id, issue.state) == ("2008Q4", closed.pk, "issued")
    assert (issue.number, issue.dated_on, issue.report.as_of) == (
        *("04-1/118", date(2009, 1, 28)),
        date(2009, 1, 26),
    )
    mails = issue.dispatches.values_list("email", "state")
    assert {(email.partition("@")[2], state) for email, state in mails} == {
        ("demo.example", "waiting")
    }
    assert (len(mails), issue.report.files.count()) == (3, 16)
    page = Client().get(f"/verify/{issue.code}/")
    assert (page.status_code, issue.number in page.text) == (200, True)


def test_a_second_run_changes_nothing_and_loses_nothing() -> None:
    coordinator = User.objects.filter(memberships__role=Role.COORDINATOR).first()
    assert coordinator is not None
    Agency.objects.filter(code="mvd").update(name_en="Corrected by an administrator")
    Measure.objects.filter(number="1.1").update(title_en="Corrected by a coordinator")
    coordinator.set_password("another one")
    coordinator.save()
    before = rows()
    people = {person["email"]: person["password"] for person in seed()["people"]}
    assert rows() == before
    assert Agency.objects.get(code="mvd").name_en == "Corrected by an administrator"
    assert Measure.objects.get(number="1.1").title_en == "Corrected by a coordinator"
    assert people[coordinator.email] == ""


def test_made_up_people_are_kept_out_of_a_real_installation(settings: Any) -> None:
    settings.BUSINESS_DATE = ""
    before = rows()
    with pytest.raises(CommandError, match="not_a_demonstration"):
        seed()
    assert rows() == before


def test_everybody_can_read_what_became_of_the_plan() -> None:
    first, second = Publication.objects.order_by("number")
    assert (first.as_of, second.as_of) == (date(2009, 3, 31), TODAY)
    told = {row["number"]: row["texts"] for row in second.content["measures"] if row["texts"]}
    assert sorted(told) == ["2.7", "5.4", "7.2"]
    assert {row["texts"] is None for row in first.content["measures"]} == {True}
    assert second.content["plan"]["is_illustrative"]
    figures = {name: n for name, n in second.content["totals"]["obligations"].items() if n}
    assert sum(figures.values()) == 1333
    assert figures["overdue"] == Obligation.objects.owed().overdue(TODAY).count()


def test_nothing_internal_stands_in_any_public_answer() -> None:
    """Every address that a public page names is opened, and its bytes are searched."""
    answers = crawled("/public/")
    assert len(answers) > 120
    assert {answer.status_code for answer in answers.values()} == {200}
    assert not [place for place, answer in answers.items() if answer.cookies]
    lines = {line for one in answers.values() for line in one.content.decode().splitlines()}
    told, secrets = "\n".join(lines).casefold(), set(internal())
    assert len(secrets) > 600
    assert [secret for secret in secrets if secret.casefold() in told] == []


def internal() -> Iterator[str]:
    """Who works here, what was not released, and why anything was decided; acts are everybody's."""
    for email, name in User.objects.values_list("email", "full_name"):
        yield from (email, name)
    acts = set(Amendment.objects.values_list("act", flat=True))
    released = Release.objects.values("entry")
    for columns in (
        ProgressEntry.objects.exclude(pk__in=released).values_list("text", flat=True),
        Review.objects.values_list("reason", flat=True),
        Extension.objects.values_list("reason", flat=True),
        Event.objects.values_list("note", flat=True),
        Evidence.objects.values_list("name", flat=True),
    ):
        said = (max(text.splitlines(), key=len) for text in columns if text)
        yield from {text for text in said if len(text) > 12 and text not in acts}


# Lists that are filtered, the newest publication under its number, other languages.
REPEATED = re.compile(r"[?&](agency|direction|task|status)=|/2/|lang=(kk|en)")


def crawled(first: str) -> dict[str, Any]:
    """Every public page that can be reached, in Russian, by address."""
    client, found, coming = Client(), {}, {first}
    while coming:
        place = coming.pop()
        found[place] = client.get(place)
        links = re.findall(r'href="(/public/[^"#]*)"', found[place].content.decode())
        coming |= {link for link in map(html.unescape, links) if not REPEATED.search(link)}
        coming -= found.keys()
    return found
