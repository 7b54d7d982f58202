"""A mail with an issued edition comes back later."""

import pytest

from agencies.models import User
from measures.services.reminders.bounces import Taken, take_bounce
from reports.models import Dispatch, Recipient
from reports.services.dispatching import send_again
from reports.services.issuing import withdraw
from reports.services.sending import send_issued
from tests.mail_server import MailServer
from tests.measures.bounced import postfix
from tests.reports.issuing.conftest import NOW, WHEN, Signed


@pytest.fixture
def sent(smtp: MailServer, office: Recipient, signed: Signed) -> Dispatch:
    signed()
    send_issued(now=NOW)
    return Dispatch.objects.get()


def back(mail: Dispatch, address: str = "", **more: str) -> Taken:
    return take_bounce(postfix(mail.message_id, address or mail.email, **more), now=NOW)


def test_it_is_marked_with_its_reason_and_once(sent: Dispatch) -> None:
    assert [back(sent), back(sent)] == [Taken.BOUNCED, Taken.KNOWN]
    sent.refresh_from_db()
    assert (sent.state, sent.bounced_at) == ("bounced", NOW)
    assert "5.1.1" in sent.error


def test_a_delay_and_another_address_change_nothing(sent: Dispatch) -> None:
    assert back(sent, action="delayed", status="4.4.1") == Taken.DELAYED
    assert back(sent, "somebody@else.example") == Taken.NOT_OURS
    sent.refresh_from_db()
    assert sent.state == "sent"


def test_a_mail_of_nobody_is_nobodys(sent: Dispatch) -> None:
    assert take_bounce(postfix("<other@example.org>", sent.email), now=NOW) == Taken.NOT_OURS


def test_while_it_is_being_sent_the_notice_is_asked_for_later(sent: Dispatch) -> None:
    Dispatch.objects.update(state="sending")
    assert back(sent) == Taken.LATER


def test_it_goes_again_on_order_and_an_old_notice_does_not_stop_it(
    sent: Dispatch, smtp: MailServer, coordinator: User
) -> None:
    back(sent)
    send_again(Dispatch.objects.get(), by=coordinator, **WHEN)
    assert back(sent) == Taken.NOT_OURS  # the copy has a Message-ID of its own
    send_issued(now=NOW)
    assert Dispatch.objects.get().state == "sent"
    assert len(smtp.taken) == 2


def test_whom_it_did_not_reach_hears_of_no_withdrawal(sent: Dispatch, coordinator: User) -> None:
    back(sent)
    withdraw(sent.issue, reason="Ошибка", act="№ 7", by=coordinator, **WHEN)
    assert Dispatch.objects.count() == 1
