"""Who is in an audience, seen from an obligation."""

from agencies.models import Agency, Role
from measures.models import Audience, ObligationState, Reminder, ReminderRule
from measures.services.reminders import plan_reminders
from planner.models import ActionPlan
from tests.factories import AgencyFactory, MeasureFactory, ObligationFactory, person
from tests.measures.reminding import DUE, NOW


def test_the_lead_hears_of_a_part_though_another_date_of_the_measure_was_withdrawn(
    plan: ActionPlan, agency: Agency
) -> None:
    ReminderRule.objects.create(plan=plan, audience=Audience.LEAD, offset=0)
    measure, lead = MeasureFactory(plan=plan), AgencyFactory()
    of_lead = person(lead, Role.OFFICER)
    same = {"measure": measure, "due_on": DUE}
    ObligationFactory(agency=lead, **same)
    ObligationFactory(agency=agency, role="co", **same)
    withdrawn = {"occurrence": "2008-07-10", "state": ObligationState.WITHDRAWN}
    ObligationFactory(agency=lead, **same | withdrawn)
    plan_reminders(today=DUE, now=NOW)
    assert [row.recipient for row in Reminder.objects.all()] == [of_lead]


def test_a_lead_that_owes_nothing_any_more_hears_of_no_part(
    plan: ActionPlan, agency: Agency
) -> None:
    ReminderRule.objects.create(plan=plan, audience=Audience.LEAD, offset=0)
    measure, lead = MeasureFactory(plan=plan), AgencyFactory()
    person(lead, Role.OFFICER)
    same = {"measure": measure, "due_on": DUE}
    ObligationFactory(agency=lead, state=ObligationState.WITHDRAWN, **same)
    ObligationFactory(agency=agency, role="co", **same)
    assert plan_reminders(today=DUE, now=NOW) == 0
