"""Suggested dates to choose from, events by their day, and the dates of what is owed."""

from datetime import date
from typing import Any

import pytest

from agencies.models import Agency, Role, User
from measures.models import Deadline, DeadlineKind, ExecutorRole, Extension, Measure, Obligation
from measures.rules.deadlines import Term, Unit, to_json
from measures.services.extensions import grant_extension, request_extension
from measures.services.obligations import generate_obligations
from planner.models import ActionPlan
from tests.factories import AgencyFactory, DeadlineFactory, ExecutorFactory, MeasureFactory, person
from tests.measures.views.conftest import signed_in

IMPORTED = date(2009, 1, 12)


def waiting(plan: ActionPlan, agency: Agency, **fields: Any) -> Deadline:
    made: Deadline = DeadlineFactory(measure=MeasureFactory(plan=plan), due=[], **fields)
    ExecutorFactory(measure=made.measure, agency=agency)
    generate_obligations(plan, [made.measure], today=IMPORTED)
    return made


@pytest.fixture
def undecided(plan: ActionPlan, agency: Agency) -> Deadline:
    return waiting(
        plan, agency, kind=DeadlineKind.UNDECIDED, text_ru="до 1 октября", warnings=["no_year"]
    )


@pytest.fixture
def after_event(plan: ActionPlan, agency: Agency) -> Deadline:
    term = Term(2, Unit.WEEK, event="подписания соглашения")
    return waiting(
        plan, agency, kind=DeadlineKind.EVENT, text_ru="в двухнедельный срок", spec=to_json(term)
    )


def post(user: User, deadline: Deadline, **typed: Any) -> Any:
    return signed_in(user).post(f"/deadlines/{deadline.pk}/", typed)


def due(deadline: Deadline) -> list[date | None]:
    rows = Obligation.objects.owed().filter(measure=deadline.measure_id).order_by("due_on")
    return list(rows.values_list("due_on", flat=True))


def test_the_page_says_why_it_waits_and_offers_dates_in_words(
    coordinator: User, undecided: Deadline
) -> None:
    page = signed_in(coordinator).get(f"/deadlines/{undecided.pk}/").text
    told = [
        "The date has no year.",
        "1 October 2009",
        'value="2009-10-01"',
        'value="2008-10-01,2009-10-01,2010-10-01"',
        "Meant: “annually, by 1 October”.",
        "Other dates, written below",
    ]
    assert [words for words in told if words not in page] == []


def test_a_suggestion_is_set_by_choosing_it(coordinator: User, undecided: Deadline) -> None:
    answer = post(coordinator, undecided, choice="2009-10-01")
    assert (answer.status_code, due(undecided)) == (302, [date(2009, 10, 1)])


def test_dates_that_were_not_offered_are_no_choice(coordinator: User, undecided: Deadline) -> None:
    answer = post(coordinator, undecided, choice="2009-10-02")
    assert (answer.status_code, due(undecided)) == (422, [None])


def test_choosing_and_writing_others_at_once_is_asked_back(
    coordinator: User, undecided: Deadline
) -> None:
    page = post(coordinator, undecided, choice="2009-10-01", dates="2009-11-01")
    assert (page.status_code, "not both" in page.text, due(undecided)) == (422, True, [None])


@pytest.mark.parametrize("choice", ["", "other"])
def test_neither_a_choice_nor_dates_is_too_little(
    coordinator: User, undecided: Deadline, choice: str
) -> None:
    page = post(coordinator, undecided, choice=choice, dates=" ")
    assert (page.status_code, "Give at least one date" in page.text) == (422, True)


def test_what_a_person_set_is_opened_again_and_corrected(
    coordinator: User, undecided: Deadline
) -> None:
    post(coordinator, undecided, choice="2009-10-01")
    measure = signed_in(coordinator).get(f"/measures/{undecided.measure_id}/").text
    page = signed_in(coordinator).get(f"/deadlines/{undecided.pk}/").text
    post(coordinator, undecided, choice="other", dates="2009-10-01\n2009-12-01")
    assert (
        "Correct the deadline" in measure,
        "Dates in force" in page,
        due(undecided),
    ) == (True, True, [date(2009, 10, 1), date(2009, 12, 1)])


def test_a_choice_replaces_the_dates_that_stood_in_the_form(
    coordinator: User, undecided: Deadline
) -> None:
    post(coordinator, undecided, choice="2009-10-01")
    post(coordinator, undecided, choice="2010-10-01", dates="2009-10-01")
    assert due(undecided) == [date(2010, 10, 1)]


def test_a_deadline_that_the_text_dates_is_not_open(coordinator: User, plan: ActionPlan) -> None:
    of_text = DeadlineFactory(measure=MeasureFactory(plan=plan))
    page = signed_in(coordinator).get(f"/deadlines/{of_text.pk}/").text
    assert ("has its dates already" in page, 'name="dates"' in page) == (True, False)


def test_a_term_from_the_act_asks_for_the_approval_date(
    coordinator: User, plan: ActionPlan, agency: Agency
) -> None:
    ActionPlan.objects.update(approved_on=None)
    deadline = waiting(plan, agency, kind=DeadlineKind.UNDECIDED, text_ru="в месячный срок")
    page = signed_in(coordinator).get(f"/deadlines/{deadline.pk}/").text
    queue = signed_in(coordinator).get("/review/deadlines/").text
    hint = "Enter the plan&#x27;s approval date"
    assert (hint in page, hint in queue) == (True, True)


def test_the_queue_tells_the_first_suggestion(coordinator: User, undecided: Deadline) -> None:
    page = signed_in(coordinator).get("/review/deadlines/")
    assert "Suggested: 1 October 2008" in page.text


def test_the_counted_date_is_shown_before_it_is_set(
    coordinator: User, after_event: Deadline
) -> None:
    first = post(coordinator, after_event, event_on="2009-07-01")
    shown = (first.status_code, "The term ends on 15 July 2009" in first.text, due(after_event))
    again = post(coordinator, after_event, event_on="2009-07-01", shown="2009-07-01:2009-07-15")
    assert (shown, again.status_code, due(after_event)) == (
        (200, True, [None]),
        302,
        [date(2009, 7, 15)],
    )


def test_another_day_of_the_event_is_shown_anew(coordinator: User, after_event: Deadline) -> None:
    page = post(coordinator, after_event, event_on="2009-07-02", shown="2009-07-01:2009-07-15")
    assert ("The term ends on 16 July 2009" in page.text, due(after_event)) == (True, [None])


def test_a_day_off_is_told_with_the_plans_rule(coordinator: User, after_event: Deadline) -> None:
    ActionPlan.objects.update(day_off_rule="next")
    page = post(coordinator, after_event, event_on="2009-07-05")  # two weeks later, a Sunday
    assert "20 July 2009: a day off: the plan moves it to the next working day" in page.text


def test_dates_by_hand_say_why(coordinator: User, after_event: Deadline) -> None:
    typed = {"event_on": "2009-07-01", "dates": "2009-08-01"}
    silent = post(coordinator, after_event, **typed)
    said = post(coordinator, after_event, **typed, note="По протоколу.")
    assert (silent.status_code, "Say why the dates are other" in silent.text) == (422, True)
    assert (said.status_code, due(after_event)) == (302, [date(2009, 8, 1)])


def test_the_day_of_an_event_is_corrected_and_the_history_tells_both(
    coordinator: User, after_event: Deadline
) -> None:
    for day, ends in (("2009-07-01", "2009-07-15"), ("2009-07-03", "2009-07-17")):
        post(coordinator, after_event, event_on=day, shown=f"{day}:{ends}")
    page = signed_in(coordinator).get(f"/measures/{after_event.measure_id}/").text
    assert due(after_event) == [date(2009, 7, 17)]
    assert "gone: </span>1 July 2009</del>" in page
    assert "new: </span>3 July 2009</ins>" in page


def test_dates_set_meanwhile_are_shown_and_replaced_only_on_purpose(
    coordinator: User, after_event: Deadline
) -> None:
    seen = "event,"
    colleague = person(after_event.measure.plan.coordinator, Role.COORDINATOR)
    for by, day, ends in (
        (colleague, "2009-07-01", "2009-07-15"),
        (coordinator, "2009-07-03", "2009-07-17"),
    ):
        page = post(by, after_event, event_on=day, shown=f"{day}:{ends}", seen=seen)
    assert (page.status_code, "Somebody else set this deadline" in page.text) == (422, True)
    assert ("15 July 2009" in page.text, due(after_event)) == (True, [date(2009, 7, 15)])


@pytest.fixture
def measure(plan: ActionPlan, agency: Agency) -> Measure:
    made: Measure = DeadlineFactory(measure=MeasureFactory(plan=plan)).measure
    ExecutorFactory(measure=made, agency=agency)
    ExecutorFactory(
        measure=made, agency=AgencyFactory(code="helper"), role=ExecutorRole.CO, position=2
    )
    generate_obligations(plan, [made], today=IMPORTED)
    return made


@pytest.fixture
def helped(measure: Measure) -> Obligation:
    """Due on 2 July, for the 6th is a holiday; the lead's date is 10 July."""
    return measure.obligations.get(role=ExecutorRole.CO)


@pytest.fixture
def helper(helped: Obligation) -> User:
    return person(helped.agency, Role.OFFICER)


def ask(owed: Obligation, by: User, to: date) -> Extension:
    return request_extension(
        owed, by=by, today=date(2009, 7, 1), proposed_on=to, reason="Ждём ответа."
    )


def test_the_request_says_the_rule_in_words(
    measure: Measure, helped: Obligation, helper: User, officer: User
) -> None:
    internal = signed_in(helper).get(f"/obligations/{helped.pk}/extension/").text
    led = measure.obligations.get(role=ExecutorRole.LEAD)
    plan = signed_in(officer).get(f"/obligations/{led.pk}/extension/").text
    assert [
        "until the date in force runs out, 2 July 2009 included" in internal,
        "Up to 10 July 2009, the lead's own date, the lead or" in internal,
        "The date has not been moved yet." in internal,
        "by an act at the level of the body that approved it" in plan,
    ] == [True, True, True, True]


def test_the_lead_decides_from_its_desk(helped: Obligation, helper: User, officer: User) -> None:
    asked = ask(helped, helper, date(2009, 7, 9))
    desk = signed_in(officer).get("/desk/").text
    address = f"/extensions/{asked.pk}/"
    page = signed_in(officer).get(address).text
    typed = {"action": "grant", "act": "Письмо № 3", "act_on": "2009-07-06"}
    far = signed_in(officer).post(address, {**typed, "granted_on": "2009-07-11"})
    answer = signed_in(officer).post(address, {**typed, "granted_on": "2009-07-09"})
    helped.refresh_from_db()
    assert (address in desk, "Level of what is proposed:" in page) == (True, True)
    assert (far.status_code, "up to its own date, 10 July 2009" in far.text) == (422, True)
    assert (answer.url, helped.due_on) == ("/desk/", date(2009, 7, 9))


def test_a_co_executors_colleague_does_not_see_the_decision(
    helped: Obligation, helper: User
) -> None:
    asked = ask(helped, helper, date(2009, 7, 9))
    head = person(helped.agency, Role.HEAD)
    assert signed_in(head).get(f"/extensions/{asked.pk}/").status_code == 403
    assert f"/extensions/{asked.pk}/" not in signed_in(head).get("/desk/").text


def test_a_coordinator_may_not_decide_what_the_same_person_recorded(
    helped: Obligation, coordinator: User
) -> None:
    asked = ask(helped, coordinator, date(2009, 7, 9))
    page = signed_in(coordinator).get(f"/extensions/{asked.pk}/").text
    assert ("Nobody decides their own request" in page, 'value="grant"' in page) == (True, False)


def test_a_request_overtaken_by_the_plan_can_only_be_refused(
    helped: Obligation, helper: User, coordinator: User
) -> None:
    asked = ask(helped, helper, date(2009, 7, 9))
    moved = date(2009, 7, 6)
    Obligation.objects.filter(pk=helped.pk).update(due_on=moved, changed_on=moved)
    page = signed_in(coordinator).get(f"/extensions/{asked.pk}/").text
    told = ("Then: 2 July 2009; now: 6 July 2009" in page, 'value="grant"' in page)
    assert (*told, 'value="refuse"' in page) == (True, False, True)


def test_an_obligation_tells_how_it_came_to_its_date(
    measure: Measure, officer: User, coordinator: User, helper: User, helped: Obligation
) -> None:
    led = measure.obligations.get(role=ExecutorRole.LEAD)
    grant_extension(
        ask(led, officer, date(2009, 9, 1)),
        by=coordinator,
        today=date(2009, 7, 2),
        granted_on=date(2009, 8, 20),
        act="Постановление № 12",
        act_on=date(2009, 7, 2),
    )
    page = signed_in(officer).get(f"/obligations/{led.pk}/").text
    co_page = signed_in(helper).get(f"/obligations/{helped.pk}/").text
    told = ["moved 1 time", "20 August 2009", "instead of: 10 July 2009", "Постановление № 12"]
    assert [words for words in told if words not in page] == []
    assert " ".join(page.split()).count("date in the act, first set </p>") == 1
    assert "a co-executor reports to the lead some working days earlier" in co_page


def test_lists_say_how_often_a_late_date_was_moved(
    measure: Measure, officer: User, coordinator: User, settings: Any
) -> None:
    led = measure.obligations.get(role=ExecutorRole.LEAD)
    grant_extension(
        ask(led, officer, date(2009, 8, 1)),
        by=coordinator,
        today=date(2009, 7, 2),
        granted_on=date(2009, 8, 1),
        act="№ 1",
        act_on=date(2009, 7, 2),
    )
    settings.BUSINESS_DATE = "2009-09-01"
    pages = [signed_in(officer).get("/desk/"), signed_in(coordinator).get("/board/")]
    assert ["moved 1 time, first set: 10.07.2009" in page.text for page in pages] == [True, True]
