"""Mails with issued editions, taken, refused and lost by a real server."""

from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from hashlib import sha256
from typing import Any

import pytest

from agencies.models import User
from measures.rules.reminders import MAX_ATTEMPTS
from planner.models import ActionPlan
from reports.models import Dispatch, FileFormat, Issue, IssueAct, Recipient, Report
from reports.services import sending
from reports.services.dispatching import send_again, send_to_rest
from reports.services.issuing import withdraw
from reports.services.recipients import (
    Address,
    add_recipient,
    change_recipient,
    retire_recipient,
)
from reports.services.sending import Mailed, send_issued
from tests.mail_server import BREAK_OFF, HANG, MailServer
from tests.reports.issuing.conftest import NOW, WHEN, Ready, Signed, kept
from tests.reports.issuing.test_services import refused

LONG = timedelta(hours=15)
Add = Callable[..., Recipient]


@pytest.fixture
def add(plan: ActionPlan, coordinator: User) -> Add:
    def added(email: str, language: str = "ru", formats: tuple[str, ...] = ("pdf",)) -> Recipient:
        address = Address(f"Office {email}", email, language, formats)
        return add_recipient(plan, address, by=coordinator, **WHEN)

    return added


def states() -> dict[str, str]:
    return dict(Dispatch.objects.values_list("email", "state"))


def text(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part
    return str(part.get_content())


def attached(mail: EmailMessage) -> dict[str, bytes]:
    return {str(one.get_filename()): one.get_content() for one in mail.iter_attachments()}


def test_each_recipient_gets_the_files_in_the_own_language_and_formats(
    smtp: MailServer, office: Recipient, add: Add, signed: Signed
) -> None:
    add("ministry@example.org", "ru", ("xlsx", "json"))
    issue = signed()
    assert send_issued(now=NOW) == Mailed(sent=2)
    kazakh, russian = smtp.taken
    name = f"{issue.plan.slug}_2009Q2_edition-1"
    assert (kazakh["To"], kazakh["Content-Language"]) == ("office@pm.example", "kk")
    assert attached(kazakh) == {
        f"{name}_kk.docx": b"docx kk of edition 1",
        f"{name}_kk.pdf": b"pdf kk of edition 1",
    }
    assert set(attached(russian)) == {f"{name}.json", f"{name}_ru.xlsx"}
    assert states() == {"office@pm.example": "sent", "ministry@example.org": "sent"}


def test_the_mail_names_the_checksum_of_each_file_and_where_to_check(
    smtp: MailServer, office: Recipient, signed: Signed, settings: Any
) -> None:
    settings.SITE_URL = "https://tracker.example"
    issue = signed()
    send_issued(now=NOW)
    [mail] = smtp.taken
    for data in attached(mail).values():
        assert sha256(data).hexdigest() in text(mail)
    assert f"https://tracker.example/verify/{issue.code}/" in text(mail)
    assert "12-3/45" in mail["Subject"]
    assert mail["Auto-Submitted"] == "auto-generated"


def test_every_format_arrives_byte_by_byte_as_it_was_issued(
    smtp: MailServer, add: Add, ready: Ready, signed: Signed
) -> None:
    add("archive@example.org", "ru", ("html", "csv"))
    report = ready(state="queued")
    texts = {"html": "<p>одна\nдве\r\nтри</p>\n".encode(), "csv": b"PK\x03\x04\n\xff\r\n"}
    for fmt, data in texts.items():
        kept(report, FileFormat(fmt), "ru", data).save()
    Report.objects.update(state="ready")
    report.refresh_from_db()
    signed(report=report)
    assert send_issued(now=NOW) == Mailed(sent=1)
    [mail] = smtp.taken
    came = {str(one.get_filename()): one.get_payload(decode=True) for one in attachments(mail)}
    name = f"{report.round.plan.slug}_2009Q2_edition-1_ru"
    assert came == {f"{name}.html": texts["html"], f"{name}.csv.zip": texts["csv"]}
    types = {one.get_content_type() for one in attachments(mail)}
    assert types == {"application/octet-stream", "application/zip"}


def attachments(mail: EmailMessage) -> list[Any]:
    return list(mail.iter_attachments())


def test_files_too_large_for_a_mail_are_named_with_their_checksums(
    smtp: MailServer, office: Recipient, signed: Signed, settings: Any
) -> None:
    settings.REPORT_MAIL_MAX_BYTES = 30
    issue = signed()
    send_issued(now=NOW)
    [mail] = smtp.taken
    assert attached(mail) == {}
    wanted = issue.report.files.filter(language="kk", format__in=["docx", "pdf"])
    assert wanted.count() == 2
    for row in wanted:
        assert row.sha256 in text(mail)
    assert f"/verify/{issue.code}/" in text(mail)


def test_a_mail_goes_once_however_often_workers_look(
    smtp: MailServer, office: Recipient, signed: Signed
) -> None:
    signed()
    assert [send_issued(now=NOW), send_issued(now=NOW + LONG)] == [Mailed(sent=1), Mailed()]
    assert len(smtp.taken) == 1


def test_a_refused_mail_is_put_off_shown_and_sent_later(
    smtp: MailServer, office: Recipient, signed: Signed
) -> None:
    smtp.to_recipient = ["451 4.7.1 come back later"]
    signed()
    assert send_issued(now=NOW) == Mailed(failed=1)
    row = Dispatch.objects.get()
    assert (row.state, row.attempts) == ("waiting", 1)
    assert "come back later" in row.error
    assert row.next_try_at
    assert timedelta(seconds=48) <= row.next_try_at - NOW <= timedelta(seconds=72)
    assert send_issued(now=NOW + timedelta(seconds=30)) == Mailed()
    assert send_issued(now=NOW + timedelta(seconds=90)) == Mailed(sent=1)
    row.refresh_from_db()
    assert (row.state, row.attempts, row.error) == ("sent", 2, "")


def test_the_message_id_is_the_same_in_every_attempt(
    smtp: MailServer, office: Recipient, signed: Signed
) -> None:
    smtp.to_content = [BREAK_OFF]
    signed()
    assert send_issued(now=NOW) == Mailed(failed=1)
    assert send_issued(now=NOW + LONG) == Mailed(sent=1)
    assert len({mail["Message-ID"] for mail in smtp.taken}) == 1
    assert len(smtp.taken) == 2  # the server took the first, but its answer was lost


def test_an_unknown_mailbox_is_given_up_at_once_and_stops_nobody_else(
    smtp: MailServer, office: Recipient, add: Add, signed: Signed
) -> None:
    add("ministry@example.org")
    smtp.refused_for_good = {office.email}
    signed()
    assert send_issued(now=NOW) == Mailed(sent=1, failed=1)
    assert states() == {office.email: "failed", "ministry@example.org": "sent"}
    assert "no such mailbox" in Dispatch.objects.get(state="failed").error
    assert send_issued(now=NOW + LONG) == Mailed()


def test_after_the_last_attempt_the_mail_is_given_up(
    smtp: MailServer, office: Recipient, signed: Signed
) -> None:
    smtp.to_recipient = ["451 busy"] * MAX_ATTEMPTS
    signed()
    runs = [send_issued(now=NOW + LONG * attempt) for attempt in range(MAX_ATTEMPTS + 2)]
    assert sum(run.failed for run in runs) == MAX_ATTEMPTS
    row = Dispatch.objects.get()
    assert (row.state, row.attempts) == ("failed", MAX_ATTEMPTS)


def test_a_server_that_is_away_uses_up_no_attempt(
    smtp: MailServer, office: Recipient, add: Add, signed: Signed, settings: Any
) -> None:
    add("ministry@example.org")
    signed()
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    for hours in range(12):
        assert send_issued(now=NOW + timedelta(hours=hours)) == Mailed(failed=1)
    assert set(Dispatch.objects.values_list("state", "attempts")) == {("waiting", 0)}
    settings.EMAIL_PORT = port
    assert send_issued(now=NOW + LONG) == Mailed(sent=2)


def test_a_server_that_hangs_is_left_and_the_mail_waits(
    smtp: MailServer, office: Recipient, signed: Signed, settings: Any
) -> None:
    settings.EMAIL_TIMEOUT = 0.3
    smtp.to_content = [HANG]
    signed()
    assert send_issued(now=NOW) == Mailed(failed=1)
    assert states() == {office.email: "waiting"}
    assert send_issued(now=NOW + LONG) == Mailed(sent=1)


class Killed(BaseException):
    """What a worker sees of the signal that ends it: nothing is written down any more."""


def test_a_killed_worker_loses_nothing_and_its_successor_waits_for_the_claim_to_age(
    smtp: MailServer, office: Recipient, signed: Signed, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(_dispatch: Dispatch) -> None:
        raise Killed

    signed()
    with monkeypatch.context() as patched:
        patched.setattr(sending, "compose", killed)
        with pytest.raises(Killed):
            send_issued(now=NOW)
    assert states() == {office.email: "sending"}
    assert send_issued(now=NOW + timedelta(minutes=5)) == Mailed()
    assert send_issued(now=NOW + timedelta(minutes=16)) == Mailed(sent=1)
    assert [mail["Message-ID"] for mail in smtp.taken] == [Dispatch.objects.get().message_id]


def test_a_mail_that_kills_every_worker_is_given_up(
    smtp: MailServer, office: Recipient, signed: Signed
) -> None:
    signed()
    Dispatch.objects.update(state="sending", claimed_at=NOW, attempts=MAX_ATTEMPTS)
    assert send_issued(now=NOW + LONG) == Mailed()
    row = Dispatch.objects.get()
    assert (row.state, row.error) == ("failed", "abandoned by its worker")


def test_a_file_that_is_not_as_it_was_signed_is_never_sent(
    smtp: MailServer, office: Recipient, signed: Signed
) -> None:
    row = signed().report.files.get(format="pdf", language="kk")
    with row.file.storage.open(row.file.name, "ab") as stored:
        stored.write(b" ")
    assert send_issued(now=NOW) == Mailed(failed=1)
    assert smtp.taken == []
    assert "Refused" in Dispatch.objects.get().error


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


WHY: dict[str, Any] = {"reason": "Ошибка в сумме", "act": "Письмо № 7", **WHEN}


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


def test_a_title_of_several_lines_makes_one_subject(
    smtp: MailServer, plan: ActionPlan, office: Recipient, signed: Signed
) -> None:
    ActionPlan.objects.update(title_ru="План\nв две строки", title_kk="Екі\r\nжол", title_en="")
    plan.refresh_from_db()
    signed()
    assert send_issued(now=NOW) == Mailed(sent=1)
    assert smtp.taken[0]["Subject"].endswith(": Екі жол")


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_every_language_says_the_whole_mail(
    smtp: MailServer, add: Add, signed: Signed, coordinator: User, language: str
) -> None:
    add("office@example.org", language, ("docx", "pdf"))
    issue: Issue = signed()
    report: Report = issue.report
    send_issued(now=NOW)
    withdraw(issue, by=coordinator, **WHY)
    send_issued(now=NOW)
    edition, notice = smtp.taken
    assert set(attached(edition)) == {
        f"{issue.plan.slug}_{report.round.label}_edition-1_{language}.{fmt}"
        for fmt in ("docx", "pdf")
    }
    assert edition["Content-Language"] == notice["Content-Language"] == language
    title = getattr(issue.plan, f"title_{language}") or issue.plan.title_ru
    assert title in text(edition)
    assert title in text(notice)
