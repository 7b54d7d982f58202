"""Taking apart a mail that anybody may have written: nothing in it is taken for granted.

The older policy of the `email` package is used on purpose. `policy.default` reads the structure of
every header that is asked for, which costs minutes for a hundred kilobytes of hostile quotation
marks and raises at nested brackets; the older one hands out what stands there.
"""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import Message

# Codecs that mails of the region are written in. Others are read as UTF-8: some codecs of Python
# (punycode) take minutes for what a stranger can send.
CHARSET = re.compile(
    r"utf-?8|us-ascii|iso-8859-\d\d?|(windows-|cp)(125\d|866)|koi8-[rut]|kz1048|pt(cp)?154"
)
HEADER_READ = 2000
# Of what a part carries; the parser makes a mail of every block of a delivery status.
CARRIED_READ = 100


def parse(content: bytes) -> Message:
    return message_from_bytes(content, policy=policy.compat32)


def parts(mail: Message) -> Iterator[Message]:
    """The parts of the mail itself, not those of a mail that it carries."""
    if mail.get_content_maintype() == "multipart" and mail.is_multipart():
        for part in _carried(mail):
            yield from parts(part)
    else:
        yield mail


def text(part: Message) -> str:
    """The body of a part, also where the parser has taken a carried mail apart already."""
    body = _carried_body(part) if part.is_multipart() else part.get_payload(decode=True)
    words = body.decode(_charset(part), "replace") if isinstance(body, bytes) else ""
    return words.replace("\r\n", "\n").replace("\r", "\n")


def header(mail: Message, name: str) -> str:
    return clean(str(mail.get(name, ""))[:HEADER_READ])


def decoded(words: str) -> str:
    """With =?utf-8?b?…?= read, where it can be."""
    try:
        return clean(str(make_header(decode_header(words))))
    except (ValueError, LookupError):  # a codec or an alphabet that does not exist
        return words


def clean(words: str) -> str:
    """On one line, without what no database takes."""
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())


def _carried(part: Message) -> list[Message]:
    payload = part.get_payload()
    found = payload if isinstance(payload, list) else []
    return [carried for carried in found if isinstance(carried, Message)]


def _carried_body(part: Message) -> bytes:
    """The parser takes a carried mail apart without regard to how it is packed."""
    written = "\n".join(_as_written(carried) for carried in _carried(part)[:CARRIED_READ])
    if not part["Content-Transfer-Encoding"]:
        return written.encode("utf-8", "surrogateescape")
    packed: Message = Message()
    packed["Content-Transfer-Encoding"] = header(part, "Content-Transfer-Encoding")
    packed.set_payload(written.encode("ascii", "ignore").decode("ascii"))
    unpacked = packed.get_payload(decode=True)
    return unpacked if isinstance(unpacked, bytes) else b""


def _as_written(mail: Message) -> str:
    """Its head and what follows, unless that is in parts again."""
    head = "".join(f"{name}: {value}\n" for name, value in mail.raw_items())
    body = mail.get_payload()
    return f"{head}\n{body}" if isinstance(body, str) else head


def _charset(part: Message) -> str:
    named = str(part.get_content_charset("utf-8"))
    return named if CHARSET.fullmatch(named) else "utf-8"
