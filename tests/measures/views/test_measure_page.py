"""Everything about one measure, for whoever reads it."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agencies.models import Agency, User
from measures.models import Measure, MeasureState, Obligation, ProgressEntry
from measures.services.evidence import attach_evidence
from measures.services.extensions import grant_extension, request_extension
from measures.services.progress import Draft, accept_progress, save_draft, submit
from planner.models import ActionPlan
from tests.factories import (
    AgencyFactory,
    LineOfActionFactory,
    MeasureFactory,
    ObligationFactory,
    TaskFactory,
    UserFactory,
    person,
)
from tests.measures.amending import amend, enter, reword
from tests.measures.queries.test_moments import DONE
from tests.measures.views.conftest import signed_in
from tests.measures.views.test_evidence import pdf

MARCH = date(2009, 3, 2)


@pytest.fixture
def law(plan: ActionPlan, agency: Agency) -> Measure:
    return enter(plan, "7", "до 1 октября 2009 года", agency, AgencyFactory(short_en="CO"))


def seen(client: Client, address: str) -> str:
    page = client.get(address)
    assert page.status_code == 200
    return " ".join(page.text.split())


def test_it_reads_from_the_top_how_far_by_when_and_who(law: Measure, coordinator: User) -> None:
    head = signed_in(coordinator).get(f"/measures/{law.pk}/").context["heading"]
    told = (head.status, head.next_due_on, head.lead.agency, head.done, head.total)
    lead = law.executors.get(role="lead").agency
    assert told == ("not_due", date(2009, 9, 24), lead, 0, 2)


def test_each_body_is_told_with_its_role_and_how_far_it_is(
    law: Measure, officer: User, coordinator: User, today: date
) -> None:
    owed = law.obligations.get(role="lead")
    entry = save_draft(owed, DONE, by=officer, today=today)
    submit(entry, by=officer, today=today, despite_silence=True)
    accept_progress(ProgressEntry.objects.get(pk=entry.pk), by=coordinator, today=today)
    doers = signed_in(coordinator).get(f"/measures/{law.pk}/").context["doers"]
    told = [(one.agency.short_en, one.role, one.status, one.done, one.total) for one in doers]
    assert told == [
        (owed.agency.short_en, "lead", "done", 1, 1),
        ("CO", "co", "not_due", 0, 1),
    ]


def test_the_act_is_read_in_every_language(plan: ActionPlan, coordinator: User) -> None:
    measure = MeasureFactory(
        plan=plan, title_ru="Внести закон", title_kk="Заң енгізу", title_en="Table the law"
    )
    page = seen(signed_in(coordinator), f"/measures/{measure.pk}/")
    texts = re.findall(r'<div class="official" lang="(..)">.*?<p>(.*?)</p>', page)
    assert texts == [("en", "Table the law"), ("ru", "Внести закон"), ("kk", "Заң енгізу")]


def test_its_place_in_the_concept_leads_there(plan: ActionPlan, coordinator: User) -> None:
    measure = MeasureFactory(plan=plan)
    measure.lines.add(LineOfActionFactory(direction__source="§4.2"))
    measure.tasks.add(TaskFactory(goal__source="§3"))
    page = seen(signed_in(coordinator), f"/measures/{measure.pk}/")
    concept = f"/concept/{plan.concept.slug}/"
    assert f'<a href="{concept}#directions">§4.2</a>' in page
    assert f'<a href="{concept}#goals">§3</a>' in page


def test_files_of_accepted_reports_alone_are_listed(
    draft: ProgressEntry, officer: User, coordinator: User, stranger: User, today: date
) -> None:
    attach_evidence(draft, pdf("приказ.pdf"), by=officer, today=today)
    address, counts = f"/measures/{draft.obligation.measure_id}/", []
    for step in ("draft", "handed in", "accepted"):
        if step == "handed in":
            submit(draft, by=officer, today=today)
        if step == "accepted":
            accept_progress(ProgressEntry.objects.get(pk=draft.pk), by=coordinator, today=today)
        pages = [signed_in(user).get(address) for user in (stranger, coordinator)]
        counts.append([page.context["files"].paginator.count for page in pages])
    assert counts == [[0, 0], [0, 0], [1, 1]]
    assert ("приказ.pdf" in pages[0].text, "PDF," in pages[0].text) == (True, True)


def test_an_act_tells_word_by_word_what_it_changed(law: Measure, coordinator: User) -> None:
    act = amend(law.plan, coordinator, MARCH, reword(law, title_ru="Мероприятие особое"))
    page = seen(signed_in(coordinator), f"/measures/{law.pk}/?about=wording")
    link = f'<a href="/amendments/{act.pk}/">'
    gone = re.findall(r"<del>.*?</span>(.*?)</del>", page)
    assert (link in page, gone) == (True, ["7", "7"])  # among amendments, and in the history


@pytest.fixture
def moved(law: Measure, officer: User, coordinator: User) -> Measure:
    owed = law.obligations.get(role="lead")
    asked = request_extension(
        owed, by=officer, today=MARCH, proposed_on=date(2009, 12, 1), reason="Ждём."
    )
    decided = {"granted_on": date(2009, 12, 1), "act": "№ 5", "act_on": MARCH}
    grant_extension(asked, by=coordinator, today=MARCH, **decided)
    return law


def test_the_history_tells_the_date_before_and_after(moved: Measure, coordinator: User) -> None:
    page = seen(signed_in(coordinator), f"/measures/{moved.pk}/?about=decisions")
    turn = re.findall(r'<p class="turn">(.*?)</p>', page)
    assert [re.sub("<.*?>", "", one) for one in turn] == [
        "Date: gone: 1 October 2009 → new: 1 December 2009"
    ]


def test_an_officer_is_led_to_the_own_report_and_nobody_else(
    obligation: Obligation, officer: User, coordinator: User, stranger: User
) -> None:
    address = f"/measures/{obligation.measure_id}/"
    pages = [signed_in(user).get(address) for user in (officer, coordinator, stranger)]
    assert [page.context["own_report"] for page in pages] == [obligation, None, None]
    assert "Write the report due 10.07.2009" in pages[0].text


ABOUT = {
    "": ["extension_granted", "extension_requested", "imported"],
    "decisions": ["extension_granted"],
    "reports": [],
    "dates": ["extension_granted", "extension_requested"],
    "wording": ["imported"],
    "nonsense": ["extension_granted", "extension_requested", "imported"],
}


@pytest.mark.parametrize(("about", "kinds"), ABOUT.items())
def test_the_history_is_read_by_what_it_is_about(
    about: str, kinds: list[str], moved: Measure, coordinator: User
) -> None:
    page = signed_in(coordinator).get(f"/measures/{moved.pk}/", {"about": about})
    assert sorted(event.kind for event in page.context["events"]) == kinds


def test_neighbours_follow_the_plan_and_leave_out_what_was_struck(
    plan: ActionPlan, coordinator: User, today: date
) -> None:
    first, middle, struck, last = (MeasureFactory(plan=plan) for _ in range(4))
    Measure.objects.filter(pk=struck.pk).update(state=MeasureState.STRUCK, state_on=today)
    MeasureFactory(plan__concept=plan.concept)
    client = signed_in(coordinator)
    told = []
    for measure in (first, middle, last):
        beside = client.get(f"/measures/{measure.pk}/").context["neighbours"]
        told.append((beside.before, beside.after))
    assert told == [(None, middle), (first, last), (middle, None)]


def test_a_day_in_the_past_knows_no_later_files_acts_and_neighbours(
    moved: Measure, coordinator: User
) -> None:
    amend(moved.plan, coordinator, date(2009, 5, 4), reword(moved, title_ru="Иное"), act="№ 9")
    page = signed_in(coordinator).get(f"/measures/{moved.pk}/?as_of=2009-03-31")
    assert (page.context["changes"], "?as_of=2009-03-31" in page.text) == ([], True)


READERS = [("officer", 200), ("coordinator", 200), ("observer", 200), ("stranger", 200)]


@pytest.mark.django_db
@pytest.mark.parametrize(("who", "status"), READERS)
def test_two_moments_are_compared_by_every_viewer(
    who: str, status: int, law: Measure, request: pytest.FixtureRequest
) -> None:
    user = request.getfixturevalue(who)
    assert signed_in(user).get(f"/measures/{law.pk}/compare/").status_code == status


def test_nobody_without_a_role_compares(law: Measure) -> None:
    assert signed_in(UserFactory()).get(f"/measures/{law.pk}/compare/").status_code == 403


def test_two_moments_stand_side_by_side(law: Measure, coordinator: User) -> None:
    amend(law.plan, coordinator, MARCH, reword(law, title_ru="Мероприятие особое"))
    address = f"/measures/{law.pk}/compare/"
    page = seen(signed_in(coordinator), f"{address}?first=2009-03-01&second=2009-03-02")
    assert re.findall(r"<(del|ins)>.*?</span>(.*?)</\1>", page) == [("del", "7"), ("ins", "особое")]


@pytest.mark.parametrize(
    "days", ["first=x&second=2009-01-01", "first=2009-01-01&second=2031-01-01"]
)
def test_days_that_are_none_are_refused_in_words(
    days: str, law: Measure, coordinator: User
) -> None:
    page = signed_in(coordinator).get(f"/measures/{law.pk}/compare/?{days}")
    assert (page.status_code, 'role="alert"' in page.text) == (422, True)


def test_the_page_takes_the_same_statements_for_many_of_everything(
    law: Measure, coordinator: User, today: date
) -> None:
    client, counts = signed_in(coordinator), []
    for rows in (3, 27):
        for _ in range(rows):
            _report(law, coordinator, today)
            law.lines.add(LineOfActionFactory())
            law.tasks.add(TaskFactory())
        with CaptureQueriesContext(connection) as caught:
            client.get(f"/measures/{law.pk}/")
        counts.append(len(caught))
    assert counts[0] == counts[1]


def _report(law: Measure, coordinator: User, today: date) -> None:
    """Accepted, of a body of its own, with a file."""
    owed: Obligation = ObligationFactory(measure=law, agency=AgencyFactory(), role="co")
    officer = person(owed.agency, "officer")
    entry = save_draft(owed, Draft("Внесено."), by=officer, today=today)
    attach_evidence(entry, pdf(mark=str(owed.pk)), by=officer, today=today)
    submit(entry, by=officer, today=today)
    accept_progress(ProgressEntry.objects.get(pk=entry.pk), by=coordinator, today=today)
