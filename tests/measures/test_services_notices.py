"""Who is told of what became of their work, once each, and for how long it is kept."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction

from agencies.models import Membership, Role
from agencies.queries import standing_of
from measures.models import (
    Claim,
    ExecutorRole,
    How,
    Mailed,
    Notice,
    NoticeKind,
    Obligation,
    Preference,
)
from measures.notice_words import said
from measures.services.control import CompletionDocument, remove_from_control
from measures.services.extensions import grant_extension, refuse_extension, request_extension
from measures.services.news import tell_reviewer
from measures.services.notices import News, clear_old_notices, see, tell
from measures.services.progress import (
    Draft,
    accept_progress,
    return_progress,
    save_draft,
    submit,
)
from measures.services.reminders.mailed_news import news_in
from tests.factories import (
    AgencyFactory,
    MeasureFactory,
    ObligationFactory,
    UserFactory,
    asked_for,
    person,
)
from tests.measures.amending import amend, enter, reword, strike

NOW = datetime(2026, 1, 15, 6, 0, tzinfo=UTC)


@pytest.fixture
def owed(plan, agency):
    return asked_for(ObligationFactory(measure=MeasureFactory(plan=plan), agency=agency))


@pytest.fixture
def handed_in(owed, officer, today):
    return hand_in(owed, officer, today)


def hand_in(owed, by, today):
    entry = save_draft(owed, Draft("Сделано.", Claim.INTERIM), by=by, today=today)
    submit(entry, by=by, today=today, despite_silence=True)
    entry.refresh_from_db()
    return entry


def told():
    """(kind, recipient's id) of all notices."""
    return sorted(Notice.objects.values_list("kind", "recipient"))


def test_author_and_officers_hear_of_a_return_and_its_reason(
    handed_in, agency, officer, coordinator, today
):
    colleague = person(agency, Role.OFFICER)
    person(agency, Role.HEAD)
    person(AgencyFactory(), Role.OFFICER)
    return_progress(handed_in, by=coordinator, today=today, reason="Нет  цифр.")
    assert told() == sorted([("returned", officer.pk), ("returned", colleague.pk)])
    first = Notice.objects.earliest("pk")
    assert (first.params, first.entry, first.told_on) == ({"why": "Нет цифр."}, handed_in, today)


def test_who_acts_is_not_told_of_it(owed, plan, agency, officer, today):
    both = person(agency, Role.OFFICER)
    Membership.objects.create(user=both, agency=plan.coordinator, role=Role.COORDINATOR)
    paper = CompletionDocument("law", "45-IV", today)
    remove_from_control(owed.measure, paper, by=both, today=today)
    assert told() == [("removed", officer.pk)]


def test_an_author_who_left_the_agency_is_not_told(handed_in, officer, coordinator, today):
    Membership.objects.filter(user=officer).update(valid_to=today - timedelta(days=1))
    accept_progress(handed_in, by=coordinator, today=today)
    assert told() == []


def test_where_there_is_no_officer_the_head_is_told(plan, agency, coordinator, today):
    head = person(agency, Role.HEAD)
    person(agency, Role.OBSERVER)
    entry = hand_in(
        asked_for(ObligationFactory(measure=MeasureFactory(plan=plan), agency=agency)), head, today
    )
    Membership.objects.filter(user=head).delete()
    other = person(agency, Role.DEPUTY)
    accept_progress(entry, by=coordinator, today=today)
    assert told() == [("accepted", other.pk)]


def test_what_is_taken_back_was_never_told(handed_in, coordinator, today):
    with transaction.atomic():
        accept_progress(handed_in, by=coordinator, today=today)
        transaction.set_rollback(True)
    assert told() == []


@pytest.mark.parametrize(("granted", "kind"), [(True, "time_granted"), (False, "time_refused")])
def test_who_asked_for_time_hears_the_decision(owed, officer, coordinator, today, granted, kind):
    day = date(2009, 9, 1)
    asked = request_extension(owed, by=officer, today=today, proposed_on=day, reason="Ждём.")
    if granted:
        new = date(2009, 8, 20)
        grant_extension(asked, by=coordinator, today=today, granted_on=new, act="№ 5", act_on=today)
    else:
        refuse_extension(asked, by=coordinator, today=today, note="Нет оснований.")
    notice = Notice.objects.get()
    assert (notice.kind, notice.recipient, notice.params.get("new")) == (
        kind,
        officer,
        "2009-08-20" if granted else None,
    )


def test_removal_from_control_is_told_to_every_executor(owed, officer, coordinator, today):
    other = ObligationFactory(measure=owed.measure, role=ExecutorRole.CO)
    second = person(other.agency, Role.OFFICER)
    paper = CompletionDocument("law", "45-IV", today)
    remove_from_control(owed.measure, paper, by=coordinator, today=today)
    assert told() == sorted([("removed", officer.pk), ("removed", second.pk)])


def test_a_draft_that_is_closed_with_its_report_is_told(owed, officer, coordinator, today):
    save_draft(owed, Draft("Начато."), by=officer, today=today)
    paper = CompletionDocument("law", "45-IV", today)
    remove_from_control(owed.measure, paper, by=coordinator, today=today)
    assert told() == [("closed", officer.pk), ("removed", officer.pk)]


def test_an_act_tells_those_whose_measures_it_changes(plan, agency, coordinator, today):
    officer, other = person(agency, Role.OFFICER), AgencyFactory()
    first = enter(plan, "1", "до 10 августа 2009 года", agency)
    second = enter(plan, "2", "до 10 августа 2009 года", other)
    enter(plan, "3", "до 10 августа 2009 года", AgencyFactory())
    changed = reword(first, deadline_ru="до 10 сентября 2009 года")
    amend(plan, coordinator, today, changed, strike(second))
    struck = person(other, Role.OFFICER)
    assert told() == sorted([("amended", officer.pk), ("moved", officer.pk)])
    moved = Notice.objects.get(kind="moved").params
    assert moved == {"old": "2009-08-10", "new": "2009-09-10", "count": 1}
    assert not Notice.objects.filter(recipient=struck).exists()  # joined afterwards


def test_the_lead_hears_of_parts_once_a_day(plan, coordinator, today):
    lead, part = AgencyFactory(), AgencyFactory()
    officer, other = person(lead, Role.OFFICER), person(part, Role.OFFICER)
    measure = MeasureFactory(plan=plan)
    led = asked_for(ObligationFactory(measure=measure, agency=lead))
    owed = ObligationFactory(measure=measure, agency=part, role=ExecutorRole.CO)
    entry = hand_in(owed, other, today)
    third = ObligationFactory(measure=measure, role=ExecutorRole.CO)
    hand_in(third, person(third.agency, Role.OFFICER), today)
    accept_progress(entry, by=coordinator, today=today)
    assert told() == sorted(
        [("accepted", other.pk), ("part_in", officer.pk), ("part_ok", officer.pk)]
    )
    own = Notice.objects.filter(recipient=officer)
    assert set(own.values_list("obligation", flat=True)) == {led.pk}


def test_a_reviewer_is_told_of_the_assignment(handed_in, coordinator, plan, today):
    second = person(plan.coordinator, Role.COORDINATOR)
    tell_reviewer(handed_in, second, by=coordinator, today=today)
    tell_reviewer(handed_in, coordinator, by=coordinator, today=today)
    assert told() == [("reviewer", second.pk)]


def test_who_coordinates_no_more_reads_nothing_of_a_review_and_gets_no_mail(
    handed_in, coordinator, plan, today
):
    second, measure = person(plan.coordinator, Role.COORDINATOR), handed_in.obligation.measure
    Preference.objects.create(person=second, work=How.AT_ONCE)
    tell_reviewer(handed_in, second, by=coordinator, today=today)
    notice = Notice.objects.get()
    then = said(notice, standing_of(second, today))
    assert (measure.title in then.thing, then.path) == (True, f"/review/{handed_in.pk}/")
    Membership.objects.filter(user=second).delete()
    now = said(notice, standing_of(second, today))
    assert (now.thing, now.body, now.path) == (f"№ {measure.number}", "", "")
    assert news_in(notice.digest, today) == []
    assert Notice.objects.get().mail == Mailed.SKIPPED


def test_another_role_opens_no_review(handed_in, coordinator, plan, today):
    second = person(plan.coordinator, Role.COORDINATOR)
    tell_reviewer(handed_in, second, by=coordinator, today=today)
    Membership.objects.filter(user=second).update(role=Role.OFFICER)
    assert said(Notice.objects.get(), standing_of(second, today)).path == ""


# Telling itself.


def news(about="thing:1", **fields):
    return News(NoticeKind.JOB_DONE, about, **fields)


def test_a_repeat_tells_nobody_again(agency, officer, today):
    for _time in range(2):
        assert tell(news(agencies=[agency.pk]), by=None, today=today) == 1
    assert told() == [("job_done", officer.pk)]


def test_two_things_are_told_apart(officer, agency, today):
    tell(news("a", agencies=[agency.pk]), news("b", agencies=[agency.pk]), by=None, today=today)
    assert told() == [("job_done", officer.pk)] * 2


def test_nobody_is_told_whose_account_is_closed(today, db):
    gone = UserFactory(is_active=False)
    assert tell(news(person=gone.pk), by=None, today=today) == 0


@pytest.mark.parametrize("bodies", [3, 30])
def test_as_many_statements_tell_many_as_few(db, today, bodies, django_assert_num_queries):
    agencies = [AgencyFactory() for _ in range(bodies)]
    for one in agencies:
        reader = person(one, Role.OFFICER)
        Preference.objects.create(person=reader, jobs="at_once")
    with django_assert_num_queries(4):
        tell(news(agencies=[one.pk for one in agencies]), by=None, today=today)
    assert Notice.objects.filter(mail="waiting", digest__news=True).count() == bodies


def test_the_own_are_seen_and_nobody_elses(agency, officer, today):
    other = person(agency, Role.OFFICER)
    tell(news(agencies=[agency.pk]), by=None, today=today)
    ids = list(Notice.objects.values_list("pk", flat=True))
    assert [see(ids, by=officer, now=NOW), see(ids, by=officer, now=NOW)] == [1, 0]
    assert set(Notice.objects.new().values_list("recipient", flat=True)) == {other.pk}


def test_what_was_seen_long_ago_is_removed(agency, officer, today, settings):
    settings.NOTICE_DAYS = 180
    tell(*(news(str(n), agencies=[agency.pk]) for n in range(4)), by=None, today=today)
    seen, fresh, unseen, waits = Notice.objects.order_by("pk")
    age = {seen: 181, fresh: 179, waits: 181}
    for one, days in age.items():
        Notice.objects.filter(pk=one.pk).update(seen_at=NOW - timedelta(days=days))
    Notice.objects.filter(pk=waits.pk).update(mail="waiting")
    Notice.objects.filter(pk=unseen.pk).update(created_at=NOW - timedelta(days=361))
    assert clear_old_notices(now=NOW) == 2
    assert set(Notice.objects.all()) == {fresh, waits}


def test_history_of_the_obligation_is_untouched_by_news(handed_in, coordinator, today):
    accept_progress(handed_in, by=coordinator, today=today)
    assert Obligation.objects.get(pk=handed_in.obligation_id).events.count() == 2
