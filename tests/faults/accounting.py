"""Holds the ledger, the mails that were delivered and the clerk's book against each other.

Each thing is looked for by its identity. What does not agree is told in words, all of it at once.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from measures.models import Digest, Notice, Reminder
from tests.faults.book import Book, Key
from tests.faults.post_office import Delivery

Copies = dict[str, list[Delivery]]


@dataclass
class Account:
    """`away`: times in which the database did not answer; `refused`: addresses that are refused
    for good. `lacking` and `duplicates` are counted while it is looked for what is `wrong`."""

    book: Book
    delivered: Sequence[Delivery]
    away: Sequence[tuple[float, float]] = ()
    refused: frozenset[str] = frozenset()
    duplicates: Counter[str] = field(default_factory=Counter)
    lacking: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        rows = Reminder.objects.filter(subject="report")
        self.rows = list(rows.select_related("digest", "recipient"))
        self.digests = {d.message_id: d for d in Digest.objects.select_related("recipient")}
        self.copies: Copies = defaultdict(list)
        for delivery in self.delivered:
            self.copies[delivery.message_id].append(delivery)

    def wrong(self) -> list[str]:
        checks = (
            self._ledger_holds_what_is_owed(),
            self._what_it_lacks_was_overtaken(),
            self._each_row_ended_rightly(),
            self._each_mail_is_a_digest(),
            self._one_mail_a_day(),
            self._copies_have_a_cause(),
        )
        return [text for check in checks for text in check]

    # --- the ledger against the book -----------------------------------------------------------

    def _ledger_holds_what_is_owed(self) -> Iterator[str]:
        known = Counter(_key(row) for row in self.rows)
        yield from (f"{key} is in the ledger {times} times" for key, times in known.items()
                    if times > 1)  # fmt: skip
        yield from (f"{key} was owed and is not in the ledger" for key in
                    sorted(self.book.certain - known.keys()))  # fmt: skip
        yield from (f"{key} is in the ledger and was never owed" for key in
                    sorted(known.keys() - self.book.possible))  # fmt: skip

    def _what_it_lacks_was_overtaken(self) -> Iterator[str]:
        """By a later step, or by what people did, before a run came by."""
        known = {_key(row) for row in self.rows}
        newest: dict[tuple[int, ...], date] = {}
        for *ladder, step in sorted(known):
            newest[tuple(ladder)] = step
        for *ladder, step in sorted(self.book.possible - known):
            if newest.get(tuple(ladder), date.min) > step:
                self.lacking["overtaken"] += 1
            elif self.book.over[Key(*ladder, step)]:
                self.lacking["settled before a run"] += 1
            else:
                yield f"{ladder} {step} was owed, not overtaken, and is not in the ledger"

    def _each_row_ended_rightly(self) -> Iterator[str]:
        for row in self.rows:
            told = f"{_key(row)}, {row.state} {row.ended} in {row.digest}"
            if row.state == "sent":
                if not self._was_delivered(row):
                    yield f"{told}: no such mail was delivered, or its mail is not marked"
            elif row.state == "skipped":
                if row.ended not in self.book.over[_key(row)]:
                    yield f"{told}: the book knows {self.book.over[_key(row)]}"
            elif row.state == "failed":
                if row.recipient.email not in self.refused:
                    yield f"{told}: nobody refuses {row.recipient.email} for good"
            else:
                yield f"{told}: is neither sent nor ended"

    def _was_delivered(self, row: Reminder) -> bool:
        if not row.digest or row.digest.state != "sent":
            return False
        return any(
            delivery.recipients == (row.recipient.email,)
            and row.obligation_id in delivery.obligations
            for delivery in self.copies[row.digest.message_id]
        )

    # --- the mails against the ledger ----------------------------------------------------------

    def _each_mail_is_a_digest(self) -> Iterator[str]:
        in_digest = defaultdict(set)
        for row in self.rows:
            in_digest[row.digest_id].add(row.obligation_id)
        for one in Notice.objects.exclude(digest=None):  # news in the same mails
            in_digest[one.digest_id].add(one.obligation_id)
        for mail in self.delivered:
            digest = self.digests.get(mail.message_id)
            if digest is None:
                yield f"mail {mail.number} to {mail.to} is of no digest"
            elif (mail.to, *mail.recipients) != (digest.recipient.email,) * 2:
                yield f"mail {mail.number} of {digest} went to {mail.to}, {mail.recipients}"
            elif not in_digest[digest.pk] or mail.obligations - in_digest[digest.pk]:
                yield f"mail {mail.number} of {digest} tells of what is not in it"

    def _one_mail_a_day(self) -> Iterator[str]:
        on_day = defaultdict(set)
        for mail in self.delivered:
            on_day[mail.to, mail.day].add(mail.message_id)
        for (to, day), found in on_day.items():
            if len(found) > 1:
                yield f"{to} got {len(found)} different mails on {day}"

    def _copies_have_a_cause(self) -> Iterator[str]:
        for copies in self.copies.values():
            for first, again in pairwise(copies):
                cause = self._cause(first)
                self.duplicates[cause] += 1
                if not cause:
                    yield f"mails {first.number} and {again.number} to {first.to} are the same"
                if again.obligations - first.obligations:
                    yield f"mail {again.number} tells {first.to} more than its first copy did"

    def _cause(self, mail: Delivery) -> str:
        """Why the answer to a mail that was taken could not be written down."""
        if mail.fate in ("broken off", "client gone"):
            return mail.fate
        away = any(since <= mail.at <= until for since, until in self.away)
        return "database away" if away else ""

    # --- for people ----------------------------------------------------------------------------

    def __str__(self) -> str:
        states = Counter(row.state for row in self.rows)
        why = Counter(row.ended for row in self.rows if row.ended)
        return (
            f"owed {len(self.book.possible)}{_listed(self.lacking)}, "
            f"in the ledger {len(self.rows)}: sent {states['sent']} in {len(self.copies)} mails, "
            f"twice {sum(self.duplicates.values())}{_listed(self.duplicates)}, "
            f"skipped {states['skipped']}{_listed(why)}, failed {states['failed']}"
        )


def _key(row: Reminder) -> Key:
    assert row.obligation_id
    return Key(row.obligation_id, row.recipient_id, row.due_on, row.ladder, row.remind_on)


def _listed(counted: Counter[str]) -> str:
    if not counted:
        return ""
    return " (" + ", ".join(f"{name} {times}" for name, times in sorted(counted.items())) + ")"
