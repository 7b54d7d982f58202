"""What comes to the address of bounces as well, and is none."""

from base64 import b64encode

from tests.measures.bounced import ADDRESS, MESSAGE_ID, lines, postfix


def out_of_office(message_id: str = MESSAGE_ID, address: str = ADDRESS) -> bytes:
    """As Exchange and Sieve answer for somebody on leave."""
    return lines(f"""
Return-Path: <>
From: {address}
To: bounces@example.org
Subject: =?utf-8?b?{b64encode("Автоответ: нет на месте".encode()).decode()}?=
In-Reply-To: {message_id}
References: {message_id}
Auto-Submitted: auto-replied (vacation)
X-Auto-Response-Suppress: All
Precedence: bulk
Content-Type: text/plain; charset=utf-8

Я в отпуске до 1 февраля. Your message could not be delivered to me before:
<{address}>: please write to the office.
""")


def answer(message_id: str = MESSAGE_ID, address: str = ADDRESS) -> bytes:
    """A person writes back, and quotes the reminder."""
    return lines(
        f"""
From: {address}
To: tracker@example.org
Subject: Re: reminder
In-Reply-To: {message_id}
Content-Type: text/plain; charset=windows-1251

Отчёт направлен вчера.
> Message-ID: {message_id}
""",
        "windows-1251",
    )


def receipt(message_id: str = MESSAGE_ID, address: str = ADDRESS) -> bytes:
    """A receipt (MDN) is a report as well, but about reading."""
    return lines(f"""
From: {address}
To: tracker@example.org
Content-Type: multipart/report; report-type=disposition-notification; boundary=mdn

--mdn
Content-Type: text/plain

The message was displayed.

--mdn
Content-Type: message/disposition-notification

Final-Recipient: rfc822;{address}
Original-Message-ID: {message_id}
Disposition: manual-action/MDN-sent-manually; displayed

--mdn--
""")


def forwarded_by_a_person(message_id: str = MESSAGE_ID, address: str = ADDRESS) -> bytes:
    """Somebody sends a notice on as an attachment: it says nothing to us."""
    notice = postfix(message_id, address).decode().replace("\r\n", "\n")
    return lines(f"""
From: someone@example.org
To: tracker@example.org
Subject: Fwd: Undelivered Mail Returned to Sender
Content-Type: multipart/mixed; boundary=fwd

--fwd
Content-Type: text/plain

What is this?

--fwd
Content-Type: message/rfc822

{notice}
--fwd--
""")


def advertisement() -> bytes:
    return b"From: shop@example.com\r\nSubject: Sale\r\n\r\nAll must go.\r\n"


NO_NOTICES = {
    "out of office": out_of_office,
    "answer of a person": answer,
    "receipt": receipt,
    "forwarded by a person": forwarded_by_a_person,
    "advertisement": advertisement,
}
