"""Mails about mails, in the forms of the servers that write them."""

from base64 import b64encode

MESSAGE_ID = "<176845320012.4711.8812@tracker.example.org>"
ADDRESS = "aigul@ministry.example.kz"


def lines(text: str, charset: str = "utf-8") -> bytes:
    return text.lstrip("\n").replace("\n", "\r\n").encode(charset)


def base64(text: str, charset: str = "utf-8") -> str:
    coded = b64encode(text.encode(charset)).decode()
    return "\n".join(coded[at : at + 76] for at in range(0, len(coded), 76))


def original(message_id: str = MESSAGE_ID, address: str = ADDRESS) -> str:
    """The reminder, as it comes back below a notice."""
    return f"""Content-Type: multipart/alternative; boundary="===============1="
MIME-Version: 1.0
Subject: =?utf-8?b?WzEg0L/RgNC+0YHRgNC+0YfQtdC90L5d?=
From: tracker@example.org
To: {address}
Date: Thu, 15 Jan 2026 06:00:00 -0000
Auto-Submitted: auto-generated
Message-ID: {message_id}
Content-Language: ru

--===============1=
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: 8bit

Напоминание
--===============1=--
"""


def postfix(
    message_id: str = MESSAGE_ID,
    address: str = ADDRESS,
    *,
    action: str = "failed",
    status: str = "5.1.1",
    original_address: str = "",
) -> bytes:
    """As Postfix writes it; "Auto-Submitted: auto-replied" is its word for every notice."""
    return lines(f"""
Return-Path: <>
Received: by mail.example.org (Postfix) id 4F1A21C0E5; Thu, 15 Jan 2026 11:00:03 +0500
Date: Thu, 15 Jan 2026 11:00:03 +0500
From: MAILER-DAEMON@mail.example.org (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: bounces@example.org
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="3D0C41C0E4.1768456803/mail.example.org"
Message-Id: <20260115060003.4F1A21C0E5@mail.example.org>

This is a MIME-encapsulated message.

--3D0C41C0E4.1768456803/mail.example.org
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mail.example.org.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

<{address}>: host mx.ministry.example.kz[203.0.113.7] said: 550 5.1.1
    <{address}>: Recipient address rejected: User unknown in virtual
    mailbox table (in reply to RCPT TO command)

--3D0C41C0E4.1768456803/mail.example.org
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.org
X-Postfix-Queue-ID: 3D0C41C0E4
X-Postfix-Sender: rfc822; bounces@example.org
Arrival-Date: Thu, 15 Jan 2026 11:00:01 +0500 (+05)

Final-Recipient: rfc822; {address}
Original-Recipient: rfc822;{original_address or address}
Action: {action}
Status: {status}
Remote-MTA: dns; mx.ministry.example.kz
Diagnostic-Code: smtp; 550 5.1.1 <{address}>: Recipient address rejected: User
    unknown in virtual mailbox table

--3D0C41C0E4.1768456803/mail.example.org
Content-Description: Undelivered Message
Content-Type: message/rfc822
Content-Transfer-Encoding: 8bit

Return-Path: <bounces@example.org>
Received: from tracker (localhost [127.0.0.1]) by mail.example.org (Postfix)
{original(message_id, address)}
--3D0C41C0E4.1768456803/mail.example.org--
""")


def exim(message_id: str = MESSAGE_ID, address: str = ADDRESS) -> bytes:
    """Exim since 4.90: only the head of the mail comes back."""
    return lines(f"""
Return-path: <>
Received: from Debian-exim by mail.example.org with local (Exim 4.96) id 1vgLQB-0005mT-2a
X-Failed-Recipients: {address}
Auto-Submitted: auto-replied
From: Mail Delivery System <Mailer-Daemon@mail.example.org>
To: bounces@example.org
References: {message_id}
Content-Type: multipart/report; report-type=delivery-status; boundary=1768456803-eximdsn-1804289383
MIME-Version: 1.0
Subject: Mail delivery failed: returning message to sender
Message-Id: <E1vgLQB-0005mT-2a@mail.example.org>

--1768456803-eximdsn-1804289383
Content-type: text/plain; charset=us-ascii

This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  {address}
    host mx.ministry.example.kz [203.0.113.7]
    SMTP error from remote mail server after RCPT TO:<{address}>:
    552 5.2.2 Mailbox is full

--1768456803-eximdsn-1804289383
Content-type: message/delivery-status

Reporting-MTA: dns; mail.example.org

Action: failed
Final-Recipient: rfc822;{address}
Status: 5.0.0
Remote-MTA: dns; mx.ministry.example.kz
Diagnostic-Code: smtp; 552 5.2.2 Mailbox is full

--1768456803-eximdsn-1804289383
Content-type: message/rfc822

Return-path: <bounces@example.org>
{original(message_id, address).split(chr(10) * 2)[0]}

--1768456803-eximdsn-1804289383--
""")


def exim_in_words(message_id: str = MESSAGE_ID, address: str = ADDRESS) -> bytes:
    """Exim before 4.90: no delivery status, the mail is copied below the explanation."""
    return lines(f"""
X-Failed-Recipients: {address}
Auto-Submitted: auto-replied
From: Mail Delivery System <Mailer-Daemon@mail.example.org>
To: bounces@example.org
Subject: Mail delivery failed: returning message to sender

This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  {address}
    SMTP error from remote mail server after RCPT TO:<{address}>:
    550 5.7.1 Access denied

------ This is a copy of the message, including all the headers. ------

Return-path: <bounces@example.org>
{original(message_id, address)}
""")


def exchange(message_id: str = MESSAGE_ID, address: str = ADDRESS) -> bytes:
    """Exchange in Russian: texts in base64, one of them HTML."""
    told = f"""Не удалось выполнить доставку следующим получателям или группам:

{address} (mailto:{address})
Не удается найти указанный электронный адрес. Проверьте его и отправьте сообщение снова.

Диагностические сведения для администраторов:
"""
    return lines(f"""
Return-Path: <>
From: =?utf-8?B?{b64encode("Системный администратор".encode()).decode()}?=
 <postmaster@ministry.example.kz>
To: <bounces@example.org>
Date: Thu, 15 Jan 2026 11:00:09 +0500
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="3a1f2c44-9c1d-4a86-8f0e-0c5d2e7b6a10"
X-MS-Exchange-Message-Is-Ndr:
Content-Language: ru-RU
Message-ID: <f0a1@EXCH01.ministry.example.kz>
In-Reply-To: {message_id}
References: {message_id}
Subject: =?utf-8?B?{b64encode("Недоставленное сообщение".encode()).decode()}?=
Auto-Submitted: auto-replied
MIME-Version: 1.0

--3a1f2c44-9c1d-4a86-8f0e-0c5d2e7b6a10
Content-Type: multipart/alternative; differences=Content-Type;
\tboundary="b0c1"

--b0c1
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: base64

{base64(told)}

--b0c1
Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: base64

{base64("<p>" + told + "</p>")}

--b0c1--

--3a1f2c44-9c1d-4a86-8f0e-0c5d2e7b6a10
Content-Type: message/delivery-status

Reporting-MTA: dns;EXCH01.ministry.example.kz
Received-From-MTA: dns;mail.example.org
Arrival-Date: Thu, 15 Jan 2026 06:00:08 +0000

Original-Recipient: rfc822;{address}
Final-Recipient: rfc822;{address}
Action: failed
Status: 5.1.10
Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found
X-Display-Name: {address}

--3a1f2c44-9c1d-4a86-8f0e-0c5d2e7b6a10
Content-Type: message/rfc822

Received: from mail.example.org (192.0.2.5) by EXCH01.ministry.example.kz
{original(message_id, address)}
--3a1f2c44-9c1d-4a86-8f0e-0c5d2e7b6a10--
""")


def qmail(message_id: str = MESSAGE_ID, address: str = ADDRESS) -> bytes:
    return lines(f"""
Return-Path: <>
Received: (qmail 4711 invoked for bounce); 15 Jan 2026 06:00:10 -0000
Date: 15 Jan 2026 06:00:10 -0000
From: MAILER-DAEMON@mail.ministry.example.kz
To: bounces@example.org
Subject: failure notice

Hi. This is the qmail-send program at mail.ministry.example.kz.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<{address}>:
Sorry, no mailbox here by that name. (#5.1.1)

--- Below this line is a copy of the message.

Return-Path: <bounces@example.org>
Received: (qmail 4709 invoked from network); 15 Jan 2026 06:00:09 -0000
{original(message_id, address)}
""")


def sendmail_with_headers(message_id: str = MESSAGE_ID, address: str = ADDRESS) -> bytes:
    """Only the headers come back, in a part of their own; the diagnosis is Russian."""
    return lines(f"""
From: Mail Delivery Subsystem <MAILER-DAEMON@gate.example.kz>
To: bounces@example.org
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="60F601rc.1768456803/gate.example.kz"
Subject: Returned mail: see transcript for details
Auto-Submitted: auto-generated (failure)

--60F601rc.1768456803/gate.example.kz
Content-Type: text/plain; charset=koi8-r
Content-Transfer-Encoding: base64

{base64("Письмо не доставлено.", "koi8-r")}

--60F601rc.1768456803/gate.example.kz
Content-Type: message/delivery-status

Reporting-MTA: dns; gate.example.kz

Final-Recipient: RFC822; <{address.upper()}>
Action: failed (expired)
Status: 4.4.7
Diagnostic-Code: SMTP; 451 Ящик переполнен

--60F601rc.1768456803/gate.example.kz
Content-Type: text/rfc822-headers

{original(message_id, address).split(chr(10) * 2)[0]}

--60F601rc.1768456803/gate.example.kz--
""")


def international(message_id: str = MESSAGE_ID, address: str = ADDRESS) -> bytes:
    """RFC 6533: the parts may be in UTF-8, and packed."""
    status = f"""Reporting-MTA: dns; mail.example.org

Final-Recipient: utf-8; {address}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 Нет такого ящика
"""
    return lines(f"""
From: MAILER-DAEMON@mail.example.org
To: bounces@example.org
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=intl

--intl
Content-Type: message/global-delivery-status
Content-Transfer-Encoding: base64

{base64(status)}

--intl
Content-Type: message/global-headers
Content-Transfer-Encoding: base64

{base64(original(message_id, address))}

--intl--
""")


NOTICES = {
    "Postfix": postfix,
    "Exim": exim,
    "Exim in words": exim_in_words,
    "Exchange": exchange,
    "qmail": qmail,
    "Sendmail with headers": sendmail_with_headers,
    "international": international,
}
