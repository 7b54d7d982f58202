"""Words that the tests of reminders share."""

from datetime import UTC, date, datetime, timedelta

from agencies.models import Role
from measures.services.reminders import send_reminders
from tests.factories import AgencyFactory, MeasureFactory, ObligationFactory, person

NOW = datetime(2026, 1, 15, 6, 0, tzinfo=UTC)
DUE = date(2009, 7, 10)
LONG = timedelta(days=1)  # past every wait between attempts


def run(day=DUE, now=NOW):
    return send_reminders(today=day, now=now)


def body(message):
    return message.get_body(("plain",)).get_content()


def another_officer(plan, **fields):
    """An officer of another agency that owes a report on the same day."""
    agency = AgencyFactory()
    ObligationFactory(measure=MeasureFactory(plan=plan), agency=agency, due_on=DUE)
    return person(agency, Role.OFFICER, **fields)
