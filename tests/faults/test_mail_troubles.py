"""A mail server that refuses, hangs, breaks off and puts off; and a mailbox that is not there."""

from collections import Counter

import pytest

from measures.models import Digest, Reminder
from tests.faults.conftest import Begin
from tests.mail_server import BREAK_OFF, HANG, TAKEN

pytestmark = pytest.mark.faults
IN_A_ROW = [HANG, BREAK_OFF, "451 4.3.0 try later", TAKEN, BREAK_OFF, "452 4.3.1 full", HANG]


def test_a_mail_server_in_trouble(begin: Begin) -> None:
    scenario = begin("Mail server in trouble")
    site, post, town = scenario.site, scenario.site.post, scenario.town
    site.quickly = site.quickly | {"EMAIL_TIMEOUT": "2"}
    nowhere = town.officers[town.bodies[0].pk][0].email
    scenario.refused = {nowhere}
    post.order(is_open=False, refused_for_good=[nowhere])
    site.start()
    scenario.planned()
    unreached = Digest.objects.filter(error__contains="refused", attempts=0)
    site.until(unreached.exists, "a mail that nobody took, though nothing is wrong with it")
    post.order(is_open=True)
    scenario.quiet()
    post.order(to_content=IN_A_ROW, to_recipient=["450 4.2.1 busy"] * 2)
    scenario.a_day()
    assert post.order()["left"] == 0
    account = scenario.account()
    assert account.duplicates["broken off"] == 2
    failed = Reminder.objects.filter(state="failed").values_list("recipient__email", flat=True)
    assert Counter(failed) == Counter({nowhere: 4})
