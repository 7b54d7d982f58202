"""One act on many rows: each is done or says what stands against it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from agencies.errors import Refused
from agencies.models import Membership, Role
from measures.models import Job, Notice, Obligation, Reminder
from measures.queries.jobs import outcomes, rows_gone_through
from measures.queries.reminders.ordering import orders_of
from measures.services import jobs
from measures.services.jobs import bulk
from measures.services.jobs.bulk import ACTS, BulkAct
from measures.services.jobs.progress import Progress
from measures.services.jobs.working import _claim
from tests.factories import ActionPlanFactory, MeasureFactory, ObligationFactory, person
from tests.measures.jobs.work import NOW, facts
from tests.measures.test_services_reviewers import report


@pytest.fixture
def act():
    done = []

    def each(pk, *, by, today, note=""):
        if pk == 3:
            raise Refused("odd", "Not this one.")
        if pk == 4:
            raise PermissionDenied("Not yours.")
        done.append((pk, note))

    ACTS["try"] = BulkAct(each=each)
    yield done
    del ACTS["try"]


def test_each_row_is_done_and_what_stands_against_others_is_told(act, coordinator, work):
    job = jobs.ask_bulk("try", [1, 2, 2, 3, 4, 5], by=coordinator, note="да")
    assert work()
    facts(job)
    assert act == [(1, "да"), (2, "да"), (5, "да")]
    assert (job.state, job.done, job.total) == ("done", 5, 5)
    assert job.outcome == {
        "did": 3,
        "rows": [{"id": 3, "message": "Not this one."}, {"id": 4, "message": "Not yours."}],
    }


def test_a_successor_goes_on_behind_the_last_row(act, coordinator, work):
    job = jobs.ask_bulk("try", [1, 2, 3, 5], by=coordinator)
    Job.objects.filter(pk=job.pk).update(done=2, total=4, outcome={"did": 2, "rows": []})
    assert work()
    assert (act, Job.objects.get().outcome["did"]) == ([(5, "")], 3)


def test_cancelled_it_keeps_what_was_done(coordinator, work):
    def each(pk, **_facts):
        if pk == 2:
            Job.objects.update(cancel_asked=True)

    ACTS["stop"] = BulkAct(each=each)
    job = jobs.ask_bulk("stop", [1, 2, 3], by=coordinator)
    assert work()
    del ACTS["stop"]
    assert (facts(job)[0], job.done) == ("cancelled", 1)


@pytest.mark.parametrize(("ids", "code"), [([], "nothing_chosen"), (range(1001), "too_many")])
def test_nothing_and_too_much_are_refused(coordinator, ids, code):
    with pytest.raises(Refused) as refused:
        jobs.ask_bulk("remind", list(ids), by=coordinator)
    assert refused.value.code == code


def test_an_act_that_is_not_there_is_not_asked_for(coordinator):
    with pytest.raises(KeyError):
        jobs.ask_bulk("nothing", [1], by=coordinator)


@pytest.fixture
def owed(plan):
    """Of two bodies with somebody to remind, and of one without."""
    rows = [ObligationFactory(measure=MeasureFactory(plan=plan)) for _ in range(3)]
    for one in rows[:2]:
        person(one.agency, Role.OFFICER)
    return rows


def test_many_are_reminded_of_in_one_order(owed, coordinator, work):
    job = jobs.ask_bulk("remind", [one.pk for one in owed], by=coordinator)
    assert work()
    facts(job)
    assert (job.state, job.outcome["did"], Reminder.objects.count()) == ("done", 2, 2)
    told = outcomes(job, rows_gone_through(job))
    assert [(one.owed, bool(one.words)) for one in told] == [
        (owed[2], True),
        (owed[0], False),
        (owed[1], False),
    ]
    assert Obligation.objects.filter(events__kind="reminded").count() == 2
    assert orders_of(coordinator, today=owed[0].events.get(kind="reminded").happened_on) == 1


def test_a_successor_reminds_nobody_again(owed, coordinator, work, today):
    """The worker died after its order was written and before its job was finished."""
    ids = [one.pk for one in owed]
    job = jobs.ask_bulk("remind", ids, by=coordinator)
    dead = _claim(Job.objects.all(), NOW)
    bulk.run(dead, Progress(dead), today)
    assert work(now=datetime.now(UTC) + timedelta(days=1))
    facts(job)
    assert (job.state, job.outcome["did"], len(job.outcome["rows"])) == ("done", 2, 1)
    assert Reminder.objects.count() == 2


def test_reports_are_accepted_and_given_by_a_worker_each_for_itself(
    plan, officer, coordinator, work, today
):
    first, second = report(plan, officer, today), report(plan, officer, today)
    foreign = report(ActionPlanFactory(), officer, today)
    colleague = person(plan.coordinator, Role.COORDINATOR)
    ids = [second.pk, foreign.pk]
    given = jobs.ask_bulk("assign", ids, by=coordinator, to=colleague.pk)
    taken = jobs.ask_bulk("accept", [*ids, first.pk, 10**6], by=coordinator, note="Принято.")
    assert (work(), work()) == (True, True)
    facts(given), facts(taken)
    assert [row["id"] for row in given.outcome["rows"]] == [foreign.pk]
    assert [row["id"] for row in taken.outcome["rows"]] == [foreign.pk, 10**6]
    second.refresh_from_db()
    assert (second.state, second.assigned_to, second.review.reason) == (
        "accepted",
        colleague,
        "Принято.",
    )
    assert Notice.objects.filter(kind="reviewer").get().recipient == colleague


def test_who_coordinates_no_more_when_the_worker_comes_accepts_nothing(
    plan, officer, coordinator, work, today
):
    entry = report(plan, officer, today)
    job = jobs.ask_bulk("accept", [entry.pk], by=coordinator, note="")
    Membership.objects.filter(user=coordinator).delete()
    assert work()
    entry.refresh_from_db()
    facts(job)
    assert (job.outcome["did"], entry.state) == (0, "submitted")
