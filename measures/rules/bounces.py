"""What a mail about another mail says: that it did not arrive, that it is late, or neither.

The standard form is a delivery status notification (RFC 3464). Older and home-made texts are left
to flufl.bounce, which knows dozens of them; they are believed only from a mail system. Anybody can
write such a mail, so reading never raises and takes a bounded time.
"""

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from email import policy
from email.message import Message
from email.parser import HeaderParser
from email.utils import parseaddr
from enum import StrEnum

from flufl.bounce import all_failures

from measures.rules import mail_parts

# The Message-ID stands at the head of the returned mail, which may be long.
READ_AT_MOST = 256 * 1024
# Of a home-made explanation: longer ones, and longer lines, are only there to keep a worker busy.
EXPLANATION_READ = 8_000
LINE_READ = 300
TEXTS_READ = 3
TOLD = 500
IDS_READ = 20
# A notice has three or four parts, and one block for each recipient.
PARTS_READ = 50

ID = r"<[!-;=?-~]{1,198}>"
ID_LINE = re.compile(rf"^[> \t]*Message-ID:\s*({ID})", re.IGNORECASE | re.MULTILINE)
ADDRESS = re.compile(r"[^\s<>;,\"]+@[^\s<>;,\"]+")
STATUS = re.compile(r"(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?!\.?\d)")
RETURNED_BELOW = re.compile(r"\n-[^\n]*?(?:copy|original|returned)", re.IGNORECASE)
STATUS_PARTS = ("message/delivery-status", "message/global-delivery-status")
RETURNED_PARTS = (
    "message/rfc822",
    "message/global",
    "text/rfc822-headers",
    "message/global-headers",
)
RECIPIENTS = ("Original-Recipient", "Final-Recipient")
MAIL_SYSTEMS = {"", "mailer-daemon", "postmaster", "mail-daemon", "maildaemon", "mdaemon"}


class Action(StrEnum):
    """What was done for a recipient, the gravest first."""

    FAILED = "failed"
    DELAYED = "delayed"
    EXPANDED = "expanded"
    RELAYED = "relayed"
    DELIVERED = "delivered"


@dataclass(frozen=True)
class Fate:
    """What became of the mail for one recipient, under the addresses that the server names.

    `status` as 5.1.1, or "".
    """

    addresses: frozenset[str]
    action: Action
    status: str
    diagnostic: str

    def __str__(self) -> str:
        return f"{self.status} {self.diagnostic}".strip()


@dataclass(frozen=True)
class Notice:
    """`message_ids`: of the mail it is about; several where only references tell."""

    message_ids: tuple[str, ...]
    fates: tuple[Fate, ...]

    def about(self, address: str) -> Fate | None:
        """The gravest that it says about this address; None when it speaks of others only."""
        theirs = [fate for fate in self.fates if address_key(address) in fate.addresses]
        return min(theirs, key=lambda fate: list(Action).index(fate.action), default=None)


def read_notice(message: bytes) -> Notice | None:
    """None for whatever is no notice of a mail system: answers of people and of their absence,
    receipts, advertisements."""
    try:
        return _read(mail_parts.parse(message[:READ_AT_MOST]))
    except Exception:  # the standard parser has its holes (thousands of parts in each other)
        return None


def address_key(address: str) -> str:
    """Two addresses of one mailbox have one key, whatever case and alphabet a server writes."""
    name, at, domain = address.strip().strip("<>").casefold().rpartition("@")
    with suppress(UnicodeError):
        domain = domain.encode("idna").decode("ascii")
    return f"{name}{at}{domain}"


def _read(mail: Message) -> Notice | None:
    parts = list(mail_parts.parts(mail))
    if len(parts) > PARTS_READ:
        return None
    blocks = _blocks(parts)
    message_ids = _message_ids(mail, parts, blocks)
    fates = _fates(blocks, _explanation(parts)) or _guessed(mail, parts)
    return Notice(message_ids, tuple(fates)) if fates else None


def _blocks(parts: Iterable[Message]) -> list[Message]:
    """Of a delivery status: one about the mail, then one for each recipient."""
    told = [mail_parts.text(part) for part in parts if part.get_content_type() in STATUS_PARTS]
    blocks = [block for words in told for block in re.split(r"\n[ \t]*\n+", words.strip())]
    read = HeaderParser(policy=policy.compat32).parsestr
    return [read(block) for block in blocks[:PARTS_READ]]


def _fates(blocks: Iterable[Message], explanation: str) -> list[Fate]:
    found = (_fate(block, explanation) for block in blocks)
    return [fate for fate in found if fate is not None]


def _fate(block: Message, explanation: str) -> Fate | None:
    """Original-Recipient is whom the mail was sent to, Final-Recipient where it was led in the end
    by aliases and forwarding."""
    named = (ADDRESS.search(_field(block, name)) for name in RECIPIENTS)
    addresses = frozenset(address_key(one.group()) for one in named if one)
    diagnostic = re.sub(r"^smtp;\s*", "", _field(block, "Diagnostic-Code"), flags=re.IGNORECASE)
    status = _first(STATUS, _field(block, "Status")) or _first(STATUS, diagnostic)
    action = _action(_field(block, "Action"), status)
    if not addresses or action is None:
        return None
    return Fate(addresses, action, status, (diagnostic or explanation)[:TOLD])


def _field(block: Message, name: str) -> str:
    return mail_parts.decoded(mail_parts.header(block, name))


def _action(words: str, status: str) -> Action | None:
    """As written (OpenSMTPD writes "error"; some add a comment), else as the status implies."""
    word = _first(re.compile(r"[a-z]+"), words.lower())
    if word in set(Action):
        return Action(word)
    if word in ("error", "fail", "failure") or (not word and status.startswith("5")):
        return Action.FAILED
    return None


def _first(pattern: re.Pattern[str], words: str) -> str:
    found = pattern.search(words)
    return found.group() if found else ""


def _guessed(mail: Message, parts: Sequence[Message]) -> list[Fate]:
    """What an explanation in words says, when it comes from a mail system."""
    sender = parseaddr(mail_parts.header(mail, "From"))[1]
    if not _is_mail_system(sender, mail):
        return []
    words = _explanation(parts)
    delayed, failed = all_failures(_in_plain_words(mail))
    return [
        Fate(frozenset([address]), action, _first(STATUS, words), words[:TOLD])
        for action, found in ((Action.FAILED, failed), (Action.DELAYED, delayed))
        for address in sorted(address_key(one.decode("ascii", "replace")) for one in found)
        if address != address_key(sender)
    ]


def _is_mail_system(sender: str, mail: Message) -> bool:
    """Notices have no way back, but neither have the answers of people on leave."""
    if sender.partition("@")[0].lower() in MAIL_SYSTEMS:
        return True
    answers = mail_parts.header(mail, "Auto-Submitted").lower().startswith("auto-replied")
    return mail_parts.header(mail, "Return-Path") == "<>" and not answers


def _explanation(parts: Iterable[Message]) -> str:
    """The words for people, without the mail that is returned below them."""
    for part in parts:
        if part.get_content_type() == "text/plain":
            words = mail_parts.text(part)[:EXPLANATION_READ]
            return mail_parts.clean(RETURNED_BELOW.split(words)[0])
    return ""


def _in_plain_words(mail: Message) -> Message:
    """The same mail as flufl.bounce reads it: its first texts unpacked and short, the rest left
    out, and a sender in any case, without which it raises."""
    for name, otherwise in (("From", "nobody@invalid"), ("X-Failed-Recipients", "")):
        addresses = ADDRESS.findall(mail_parts.header(mail, name))
        del mail[name]
        mail[name] = ", ".join(addresses) or otherwise
    for number, part in enumerate(mail_parts.parts(mail)):
        is_told = number < TEXTS_READ and part.get_content_maintype() == "text"
        lines = mail_parts.text(part)[:EXPLANATION_READ].split("\n") if is_told else []
        del part["Content-Transfer-Encoding"]
        part.set_payload("\n".join(line[:LINE_READ] for line in lines))
    return mail


def _message_ids(
    mail: Message, parts: Sequence[Message], blocks: Sequence[Message]
) -> tuple[str, ...]:
    """Of the returned mail; only where nothing of it is there, what the notice answers to."""
    returned = [mail_parts.text(p) for p in parts if p.get_content_type() in RETURNED_PARTS]
    heads = "\n".join(words.lstrip().split("\n\n")[0] for words in returned)
    named = " ".join(mail_parts.header(block, "X-Original-Message-ID") for block in blocks)
    below = "\n".join(mail_parts.text(p) for p in parts if p.get_content_type() == "text/plain")
    answered = " ".join(mail_parts.header(mail, name) for name in ("In-Reply-To", "References"))
    sources = (
        ID_LINE.findall(heads),
        re.findall(ID, named),
        ID_LINE.findall(below),
        re.findall(ID, answered),
    )
    found = next((ids for ids in sources if ids), [])
    return tuple(dict.fromkeys(found))[:IDS_READ]
