"""A mail server and something to be reminded of."""

import pytest

from measures.services.reminders import default_rules
from tests.factories import MeasureFactory, ObligationFactory
from tests.mail_server import mail_server
from tests.measures.reminding import DUE


@pytest.fixture
def smtp(settings):
    """The mail server that the settings name, until the test is over."""
    with mail_server() as (server, port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_TIMEOUT = 5
        yield server


@pytest.fixture
def obligation(plan, agency):
    """Due on DUE, open, in a plan with the usual reminder rules."""
    default_rules(plan)
    return ObligationFactory(measure=MeasureFactory(plan=plan), agency=agency, due_on=DUE)
