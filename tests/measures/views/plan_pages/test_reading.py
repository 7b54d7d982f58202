"""Who reads the pages of a plan, on which day, and what is not there."""

from datetime import date

import pytest
from django.test import Client

from agencies.models import Agency, Succession, SuccessionKind, User
from measures.models import Obligation
from measures.services.progress import Draft, save_draft
from planner.models import ActionPlan
from tests.factories import (
    ActionPlanFactory,
    AgencyFactory,
    DeadlineFactory,
    ExecutorFactory,
    LineOfActionFactory,
    MeasureFactory,
    ObligationFactory,
    TaskFactory,
    UserFactory,
)
from tests.measures.amending import amend, enter, reword
from tests.measures.views.conftest import signed_in
from tests.measures.views.plan_pages.addresses import address
from tests.measures.views.test_lists import statements

MARCH = date(2009, 3, 2)
VIEWS = ("progress", "timeline", "month", "matrix")
READERS = [
    ("officer", 200),
    ("coordinator", 200),
    ("observer", 200),
    ("stranger", 200),
    ("roleless", 403),
    ("administrator", 403),
]


@pytest.fixture
def roleless(db: None) -> User:
    return UserFactory()


@pytest.mark.django_db
@pytest.mark.parametrize(("who", "answer"), READERS)
@pytest.mark.parametrize("view", [*VIEWS, "agency"])
def test_whoever_has_a_role_reads_a_plan_and_nobody_else(
    view: str, who: str, answer: int, late: Obligation, request: pytest.FixtureRequest
) -> None:
    client = signed_in(request.getfixturevalue(who))
    plan = late.measure.plan
    page = f"/agencies/{late.agency.code}/" if view == "agency" else address(plan, view)
    assert client.get(page).status_code == answer


@pytest.mark.parametrize("view", VIEWS)
def test_who_may_not_read_is_not_told_whether_there_is_such_a_plan(
    view: str, roleless: User
) -> None:
    assert signed_in(roleless).get(f"/plans/nothing/{view}/").status_code == 403


@pytest.mark.parametrize("page", [*(f"/plans/nothing/{one}/" for one in VIEWS), "/agencies/no/"])
def test_what_is_not_there_is_not_found(page: str, stranger: User) -> None:
    assert signed_in(stranger).get(page).status_code == 404


@pytest.mark.parametrize("page", ["/plans/x/progress/", "/agencies/x/"])
def test_somebody_not_signed_in_is_sent_to_sign_in(page: str, client: Client, db: None) -> None:
    answer = client.get(page)
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/accounts/login/")


@pytest.mark.parametrize("view", VIEWS)
def test_an_empty_plan_opens_and_draws_nothing(view: str, stranger: User) -> None:
    page = signed_in(stranger).get(address(ActionPlanFactory(), view))
    assert (page.status_code, 'class="picture"' in page.text) == (200, False)


def test_an_agency_that_owes_nothing_has_a_page(stranger: User) -> None:
    page = signed_in(stranger).get(f"/agencies/{AgencyFactory().code}/")
    assert (page.status_code, "It owes no report." in page.text) == (200, True)


@pytest.mark.parametrize(
    ("language", "title", "direction", "status"),
    [
        ("ru", "Мероприятие", "Направление", "просрочено"),
        ("kk", "-іс-шара", "Көші-қон", "мерзімі өтті"),
        ("en", "Measure", "Migration", "overdue"),
    ],
)
def test_names_are_in_the_readers_language(
    late: Obligation, stranger: User, language: str, title: str, direction: str, status: str
) -> None:
    client, plan = signed_in(stranger), late.measure.plan
    client.cookies["django_language"] = language
    stranger.language = language
    stranger.save()
    line = late.measure.lines.get()
    told = client.get(address(plan, "progress"), {"node": f"line-{line.pk}"}).text
    drawn = client.get(address(plan, "timeline")).text
    assert [word in told for word in (title, direction, status)] == [True] * 3
    assert title in drawn


NONSENSE = ["node=task-99999", "node=x&status=y", "status=overdue", "show=x", "day=x", "page=-1"]


@pytest.mark.parametrize("query", NONSENSE)
@pytest.mark.parametrize("view", VIEWS)
def test_nonsense_in_an_address_is_left_out(
    late: Obligation, stranger: User, view: str, query: str
) -> None:
    page = signed_in(stranger).get(f"{address(late.measure.plan, view)}?{query}")
    assert page.status_code == 200


@pytest.mark.parametrize("month", ["2009-13", "x", "0000-01", "2300-01", "2009-7", "٢٠٠٩-07"])
def test_what_is_no_month_is_refused_in_words(plan: ActionPlan, stranger: User, month: str) -> None:
    page = signed_in(stranger).get(address(plan, "month"), {"month": month})
    assert (page.status_code, "month=2009-07" in page.text) == (400, True)


def test_pages_tell_of_a_day_in_the_past_and_stay_in_it(
    plan: ActionPlan, agency: Agency, coordinator: User
) -> None:
    law = enter(plan, "7", "до 1 апреля 2009 года", agency)
    amend(plan, coordinator, MARCH, reword(law, title_ru="Внести закон"))
    client, seen = signed_in(coordinator), []
    for day in ("2009-03-01", "2009-03-02"):
        asked = {"as_of": day, "node": "plan", "month": "2009-04", "day": "2009-04-01"}
        for view in ("progress", "timeline", "month"):
            page = client.get(address(plan, view), asked)
            assert f"/measures/{law.pk}/?as_of={day}" in page.text
            seen.append("Внести закон" in page.text)
    assert seen == [False] * 3 + [True] * 3


def test_a_plan_that_was_not_known_yet_is_empty_on_that_day(
    plan: ActionPlan, agency: Agency, coordinator: User
) -> None:
    enter(plan, "7", "до 1 апреля 2009 года", agency)
    client = signed_in(coordinator)
    told = [
        client.get(address(plan, "progress"), {"as_of": day}).context["progress"].whole.total
        for day in ("2007-12-02", "2007-12-03")
    ]
    assert told == [0, 1]


def test_an_agency_says_what_it_was_called_and_what_it_owes(
    late: Obligation, stranger: User
) -> None:
    old = AgencyFactory(name_en="Agency for Migration", code="old")
    Succession.objects.create(
        predecessor=old, successor=late.agency, kind=SuccessionKind.RENAME,
        effective_on=MARCH, act="Указ № 1",
    )  # fmt: skip
    client = signed_in(stranger)
    page = client.get(f"/agencies/{late.agency.code}/")
    seen = ("Agency for Migration", "/agencies/old/", "Указ № 1", late.measure.title_en)
    assert [words in page.text for words in seen] == [True] * 4
    then = client.get(f"/agencies/{late.agency.code}/", {"as_of": "2009-03-01"})
    assert "Указ № 1" not in then.text


def test_an_agencys_page_says_nothing_of_drafts(
    late: Obligation, officer: User, stranger: User, today: date
) -> None:
    client, page = signed_in(stranger), f"/agencies/{late.agency.code}/"
    save_draft(late, Draft("Секретный черновик."), by=officer, today=today)
    told = client.get(page)
    assert "Секретный" not in told.text
    assert dict(told.context["counts"]) == {"overdue": 1}


def test_the_board_is_offered_to_who_sees_it(
    late: Obligation, coordinator: User, officer: User
) -> None:
    page = f"/agencies/{late.agency.code}/"
    offered = ["/board/?agency=" in signed_in(who).get(page).text for who in (coordinator, officer)]
    assert offered == [True, False]


def test_the_list_of_plans_has_a_bar_and_the_way_to_progress(
    late: Obligation, stranger: User
) -> None:
    page = signed_in(stranger).get("/plans/")
    ((plan, counts),) = page.context["plans"]
    assert (plan, dict(counts)) == (late.measure.plan, {"overdue": 1})
    assert [words in page.text for words in ("status-bar", address(plan, "progress"))] == [True] * 2


@pytest.mark.parametrize(
    "page",
    [
        *(f"/plans/{{plan}}/{view}/" for view in VIEWS),
        "/plans/{plan}/progress/?node=plan",
        "/plans/{plan}/progress/?node=plan&as_of=2009-07-05",
        "/plans/{plan}/timeline/?as_of=2009-07-05",
        "/plans/{plan}/month/?day=2009-07-01",
        "/plans/{plan}/matrix/?as_of=2009-07-05",
        "/agencies/{agency}/",
        "/agencies/{agency}/?as_of=2009-07-05",
    ],
)
def test_a_page_takes_the_same_statements_for_three_rows_and_for_thirty(
    page: str, plan: ActionPlan, agency: Agency, coordinator: User
) -> None:
    client = signed_in(coordinator)
    asked = page.format(plan=plan.slug, agency=agency.code)
    taken = []
    for rows in (3, 27):
        for _ in range(rows):
            measure = DeadlineFactory(measure=MeasureFactory(plan=plan)).measure
            ExecutorFactory(measure=measure, agency=agency)
            measure.lines.add(LineOfActionFactory(direction__concept=plan.concept))
            measure.tasks.add(TaskFactory(goal__concept=plan.concept))
            ObligationFactory(measure=measure, agency=agency, due_on=date(2009, 7, 1))
            ObligationFactory(measure=measure, due_on=date(2009, 7, 1))
        taken.append(statements(client, asked))
    assert taken[0] == taken[1]
