"""What an act says of a measure is owed from its day; what was fulfilled stays as it was."""

from datetime import date

from agencies.models import Agency, CalendarDay, User
from measures.models import ChangeKind, Event, Measure, Obligation, ProgressEntry
from measures.services.extensions import grant_extension, request_extension
from measures.services.obligations import generate_obligations
from measures.services.progress import Draft, accept_progress, return_progress, save_draft, submit
from planner.models import ActionPlan
from tests.factories import AgencyFactory
from tests.measures.amending import ACT, amend, enter, led_by, owed, reword, said, strike

MARCH = date(2009, 3, 2)


def report(owed: Obligation, by: User, today: date, **fields: object) -> ProgressEntry:
    entry = save_draft(owed, Draft("Сделано.", **fields), by=by, today=today)
    submit(entry, by=by, today=today)
    return ProgressEntry.objects.get(pk=entry.pk)


def test_a_new_wording_says_what_the_act_says(law: Measure, coordinator: User) -> None:
    amendment = amend(law.plan, coordinator, MARCH, reword(law, title_ru="Внести закон"))
    law.refresh_from_db()
    assert (law.title_ru, law.amendment, amendment.state) == ("Внести закон", amendment, "applied")


def test_the_date_moves_with_the_draft_that_is_written_on_it(
    law: Measure, officer: User, coordinator: User
) -> None:
    before = law.obligations.get()
    save_draft(before, Draft("Черновик."), by=officer, today=date(2009, 2, 1))
    amend(law.plan, coordinator, MARCH, reword(law, deadline_ru="до 1 октября 2009 года"))
    after = law.obligations.get()
    assert (after.pk, after.due_on, after.first_due_on, after.entries.get().text) == (
        before.pk,
        date(2009, 10, 1),
        date(2009, 7, 1),
        "Черновик.",
    )


def test_the_trace_says_which_act_moved_a_date(law: Measure, coordinator: User) -> None:
    amend(law.plan, coordinator, MARCH, reword(law, deadline_ru="до 1 октября 2009 года"))
    told = [
        (event.kind, event.note, event.data.get("old_due_on"), event.data.get("new_due_on"))
        for event in Event.objects.filter(measure=law).exclude(kind="imported")
    ]
    assert told == [
        ("reworded", "", None, None),
        ("moved", ACT, "2009-07-01", "2009-10-01"),
    ]


def test_a_date_may_be_brought_forward(law: Measure, coordinator: User) -> None:
    amend(law.plan, coordinator, MARCH, reword(law, deadline_ru="до 1 апреля 2009 года"))
    found = law.obligations.get()
    assert (found.due_on, found.first_due_on) == (date(2009, 4, 1), date(2009, 7, 1))


def test_what_is_fulfilled_keeps_the_terms_under_which_it_was(
    law: Measure, officer: User, coordinator: User
) -> None:
    document = {"document_kind": "law", "document_number": "1", "document_on": date(2009, 2, 1)}
    entry = report(law.obligations.get(), officer, date(2009, 2, 1), claim="done", **document)
    accept_progress(entry, by=coordinator, today=date(2009, 2, 5))
    amend(law.plan, coordinator, MARCH, reword(law, deadline_ru="до 1 октября 2009 года"))
    assert [row[1:] for row in owed(law)] == [("2009-07-01", "done")]


def test_a_report_that_is_returned_after_the_act_is_owed_by_the_new_date(
    law: Measure, officer: User, coordinator: User
) -> None:
    document = {"document_kind": "law", "document_number": "1", "document_on": date(2009, 2, 1)}
    entry = report(law.obligations.get(), officer, date(2009, 2, 1), claim="done", **document)
    amend(law.plan, coordinator, MARCH, reword(law, deadline_ru="до 1 октября 2009 года"))
    in_review = [row[1:] for row in owed(law)]
    return_progress(entry, by=coordinator, today=date(2009, 3, 5), reason="Неполно.")
    assert (in_review, [row[1:] for row in owed(law)]) == (
        [("2009-07-01", "submitted")],
        [("2009-10-01", "returned")],
    )


def test_a_report_that_is_returned_after_the_calendar_changed_is_owed_by_the_new_day(
    plan: ActionPlan, agency: Agency, officer: User, coordinator: User
) -> None:
    plan.day_off_rule = "next"
    plan.save()
    law = enter(plan, "7", "до 2 июля 2009 года", agency)
    document = {"document_kind": "law", "document_number": "1", "document_on": MARCH}
    entry = report(law.obligations.get(), officer, MARCH, claim="done", **document)
    CalendarDay.objects.create(day=date(2009, 7, 2), kind="holiday", name_ru="Выходной")
    generate_obligations(plan, today=MARCH)
    in_review = [row[1:] for row in owed(law)]
    return_progress(entry, by=coordinator, today=date(2009, 3, 5), reason="Неполно.")
    assert (in_review, [row[1:] for row in owed(law)]) == (
        [("2009-07-02", "submitted")],
        [("2009-07-03", "returned")],
    )


def test_a_date_granted_by_an_act_of_its_own_outlives_a_new_title(
    law: Measure, officer: User, coordinator: User
) -> None:
    asked = request_extension(
        law.obligations.get(), by=officer, today=MARCH, proposed_on=date(2009, 9, 1), reason="Ждём."
    )
    grant_extension(
        asked, by=coordinator, today=MARCH, granted_on=date(2009, 9, 1), act="№ 5", act_on=MARCH
    )
    helper = AgencyFactory()
    lead = law.executors.get().agency
    assert lead
    amend(law.plan, coordinator, date(2009, 4, 1), reword(law, executors=led_by(lead, helper)))
    dates = {row.agency_id: row.due_on for row in law.obligations.all()}
    # Five working days before 1 July: 24 June.
    assert dates == {lead.pk: date(2009, 9, 1), helper.pk: date(2009, 6, 24)}


def test_a_new_wording_asks_for_no_period_that_was_over_before_it(
    quarterly: Measure, coordinator: User
) -> None:
    newcomer = AgencyFactory(code="newcomer")
    old = quarterly.executors.get().agency
    assert old
    amend(quarterly.plan, coordinator, MARCH, reword(quarterly, executors=led_by(old, newcomer)))
    own = [row[1] for row in owed(quarterly) if row[0] == "newcomer"]
    lead = [row[1] for row in owed(quarterly) if row[0] == old.code]
    # The first quarter of 2009 ends after the act; its report is due on 5 April, a co-executor's
    # five working days before.
    assert (len(own), own[0], len(lead), lead[0]) == (8, "2009-03-30", 12, "2008-04-05")


def test_reports_missed_before_the_act_stay_owed(quarterly: Measure, coordinator: User) -> None:
    amend(quarterly.plan, coordinator, MARCH, reword(quarterly, deadline_ru="раз в полугодие"))
    found = [(due_on, state) for _, due_on, state in owed(quarterly) if due_on < "2009-12-31"]
    assert [due for due, state in found if state == "open"] == [
        *("2008-04-05", "2008-07-05", "2008-10-05", "2009-01-05"),
        "2009-06-30",
    ]


def test_another_lead_owes_what_the_old_one_did_not_do(
    law: Measure, coordinator: User, agency: Agency
) -> None:
    heir = AgencyFactory(code="heir")
    amend(law.plan, coordinator, date(2009, 8, 3), reword(law, executors=led_by(heir)))
    assert owed(law) == [(agency.code, "2009-07-01", "withdrawn"), ("heir", "2009-07-01", "open")]


def test_a_struck_measure_owes_nothing_and_is_off_control(
    law: Measure, officer: User, coordinator: User
) -> None:
    save_draft(law.obligations.get(), Draft("Черновик."), by=officer, today=MARCH)
    amend(law.plan, coordinator, MARCH, strike(law))
    law.refresh_from_db()
    entry = ProgressEntry.objects.get()
    assert (law.state, law.state_on, owed(law)[0][2], entry.state) == (
        "struck",
        MARCH,
        "withdrawn",
        "withdrawn",
    )


def test_a_report_in_review_on_a_struck_measure_may_still_be_decided(
    law: Measure, officer: User, coordinator: User
) -> None:
    entry = report(law.obligations.get(), officer, date(2009, 2, 1))
    amend(law.plan, coordinator, MARCH, strike(law))
    accept_progress(entry, by=coordinator, today=date(2009, 3, 3))
    assert (ProgressEntry.objects.get().state, owed(law)[0][2]) == ("accepted", "withdrawn")


def test_an_added_measure_stands_behind_the_one_named(
    plan: ActionPlan, law: Measure, quarterly: Measure, agency: Agency, coordinator: User
) -> None:
    wording = {
        **said(law),
        "number": "7-1",
        "title_ru": "Новое",
        "deadline_ru": "ежеквартально",
        "executors": led_by(agency),
    }
    amend(plan, coordinator, MARCH, {"kind": ChangeKind.ADD, "wording": wording, "after": law})
    table = list(plan.measures.order_by("position").values_list("number", "position"))
    assert table == [("7", 1), ("7-1", 2), ("8", 3)]
    added = plan.measures.get(number="7-1")
    assert [row[1] for row in owed(added)][:2] == ["2009-03-31", "2009-06-30"]


def test_a_report_on_a_quarter_that_was_over_stays_with_the_body_that_owed_it(
    quarterly: Measure, coordinator: User
) -> None:
    old, heir = quarterly.executors.get().agency, AgencyFactory(code="heir")
    assert old
    amend(quarterly.plan, coordinator, date(2009, 4, 2), reword(quarterly, executors=led_by(heir)))
    open_ = [(code, due) for code, due, state in owed(quarterly) if state == "open"]
    # The first quarter is over and due on 5 April: the old lead's, not the new one's.
    assert (open_[4], open_[5], [code for code, _ in open_].count("heir")) == (
        (old.code, "2009-04-05"),
        ("heir", "2009-07-05"),
        7,
    )


def test_a_continuous_quarter_that_was_over_stays_owed(
    plan: ActionPlan, agency: Agency, coordinator: User
) -> None:
    always = enter(plan, "9", "постоянно", agency)
    amend(plan, coordinator, date(2009, 4, 2), reword(always, deadline_ru="раз в полугодие"))
    due = [due_on for _, due_on, state in owed(always) if state == "open"]
    assert due[3:7] == ["2009-01-05", "2009-04-05", "2009-06-30", "2009-12-31"]
