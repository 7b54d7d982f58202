"""The outcome of a run, in reminders (rows of the ledger), not in mails."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Counts:
    """`failed`: in mails whose attempt failed in this run, to be retried or given up."""

    planned: int = 0
    sent: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.planned + other.planned,
            self.sent + other.sent,
            self.failed + other.failed,
            self.skipped + other.skipped,
        )
