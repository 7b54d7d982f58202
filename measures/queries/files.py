"""What monitoring asks of the virus scanner's work, numbers only."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q

from measures.models import ScanState, StoredFile


@dataclass(frozen=True)
class Quarantine:
    """Files: `waiting` to be looked at (again) now or soon, of them `failing` those whose last
    attempt came to nothing, the oldest due `since`; `infected` and `unscannable`: held back."""

    waiting: int
    failing: int
    infected: int
    unscannable: int
    since: datetime | None


def quarantine() -> Quarantine:
    """One statement, over the partial indexes of what is not settled."""
    due = Q(look_at__isnull=False)
    found = StoredFile.objects.filter(due | ~Q(state=ScanState.CLEAN)).aggregate(
        waiting=Count("pk", filter=due),
        failing=Count("pk", filter=due & ~Q(trouble="")),
        infected=Count("pk", filter=Q(state=ScanState.INFECTED)),
        unscannable=Count("pk", filter=Q(state=ScanState.UNSCANNABLE)),
        since=Min("created_at", filter=due & Q(state=ScanState.WAITING)),
    )
    return Quarantine(**found)


def waiting_for_scanner() -> int:
    return StoredFile.objects.filter(look_at__isnull=False).count()
