"""What a mail with an issued report says and holds."""

from email.message import EmailMessage
from hashlib import sha256
from typing import Any

import pytest

from agencies.models import User
from planner.models import ActionPlan
from reports.models import FileFormat, Issue, Recipient, Report
from reports.services.issuing import withdraw
from reports.services.sending import Mailed, send_issued
from tests.mail_server import MailServer
from tests.reports.issuing.conftest import NOW, Ready, Signed, kept
from tests.reports.issuing.sending.post import WHY, Add, attached, states, text


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
