"""Sent again on order; never what was withdrawn."""

from agencies.models import User
from reports.models import Dispatch, IssueAct, Recipient
from reports.services.dispatching import send_again, send_to_rest
from reports.services.issuing import withdraw
from reports.services.recipients import Address, change_recipient, retire_recipient
from reports.services.sending import Mailed, send_issued
from tests.mail_server import MailServer
from tests.reports.issuing.conftest import NOW, WHEN, Signed
from tests.reports.issuing.sending.post import LONG, WHY, Add, attached, states, text
from tests.reports.issuing.test_services import refused


def test_a_sent_mail_is_sent_again_on_order_under_another_message_id(
    smtp: MailServer, office: Recipient, signed: Signed, coordinator: User
) -> None:
    signed()
    send_issued(now=NOW)
    send_again(Dispatch.objects.get(), by=coordinator, **WHEN)
    assert send_issued(now=NOW + LONG) == Mailed(sent=1)
    assert len({mail["Message-ID"] for mail in smtp.taken}) == 2
    act = IssueAct.objects.get(kind="sent_again")
    assert (act.by, act.detail) == (coordinator, f"{office.office} <{office.email}>")


def test_a_mail_given_up_goes_again_to_the_corrected_address(
    smtp: MailServer, office: Recipient, signed: Signed, coordinator: User
) -> None:
    smtp.refused_for_good = {office.email}
    signed()
    send_issued(now=NOW)
    address = Address(office.office, "right@pm.example", "ru", ["pdf"])
    change_recipient(office, address, by=coordinator, **WHEN)
    send_again(Dispatch.objects.get(), by=coordinator, **WHEN)
    assert send_issued(now=NOW) == Mailed(sent=1)
    assert [mail["To"] for mail in smtp.taken] == ["right@pm.example"]


def test_what_is_under_way_or_of_a_retired_office_is_not_sent_again(
    office: Recipient, signed: Signed, coordinator: User
) -> None:
    signed()
    row = Dispatch.objects.get()
    assert refused(lambda: send_again(row, by=coordinator, **WHEN)) == "under_way"
    retire_recipient(office, by=coordinator, **WHEN)
    row = Dispatch.objects.get()
    assert refused(lambda: send_again(row, by=coordinator, **WHEN)) == "retired"


def test_offices_that_came_later_get_it_on_order_and_the_others_not_again(
    smtp: MailServer, office: Recipient, add: Add, signed: Signed, coordinator: User
) -> None:
    issue = signed()
    send_issued(now=NOW)
    add("late@example.org")
    assert send_to_rest(issue, by=coordinator, **WHEN) == 1
    assert send_to_rest(issue, by=coordinator, **WHEN) == 0
    assert send_issued(now=NOW) == Mailed(sent=1)
    assert [mail["To"] for mail in smtp.taken] == [office.email, "late@example.org"]


def test_a_withdrawal_is_told_to_whom_the_report_was_sent_and_stops_what_waits(
    smtp: MailServer, office: Recipient, add: Add, signed: Signed, coordinator: User
) -> None:
    issue = signed()
    send_issued(now=NOW)
    add("late@example.org")
    send_to_rest(issue, by=coordinator, **WHEN)
    withdraw(issue, by=coordinator, **WHY)
    assert send_issued(now=NOW) == Mailed(sent=1)
    edition, notice = smtp.taken
    assert [mail["To"] for mail in (edition, notice)] == [office.email] * 2
    assert attached(notice) == {}
    assert "Ошибка в сумме" in text(notice)
    assert "Письмо № 7" in text(notice)
    assert states()["late@example.org"] == "cancelled"


def test_a_mail_put_back_after_the_withdrawal_is_not_sent(
    smtp: MailServer, office: Recipient, signed: Signed, coordinator: User
) -> None:
    issue = signed()
    Dispatch.objects.update(state="sending", claimed_at=NOW, attempts=1)
    withdraw(issue, by=coordinator, **WHY)
    Dispatch.objects.filter(kind="edition").update(state="waiting")
    assert send_issued(now=NOW) == Mailed(sent=1, cancelled=1)
    assert [mail.get_content_type() for mail in smtp.taken] == ["text/plain"]
    assert set(Dispatch.objects.values_list("kind", "state")) == {
        ("edition", "cancelled"),
        ("withdrawal", "sent"),
    }


def test_a_withdrawn_report_is_not_sent_again(
    smtp: MailServer, office: Recipient, signed: Signed, coordinator: User
) -> None:
    issue = signed()
    send_issued(now=NOW)
    withdraw(issue, by=coordinator, **WHY)
    row = Dispatch.objects.get(kind="edition")
    assert refused(lambda: send_again(row, by=coordinator, **WHEN)) == "not_issued"
    assert refused(lambda: send_to_rest(issue, by=coordinator, **WHEN)) == "not_issued"
