"""Who hears that a file is held back: who brought it, and who coordinates the plan."""

from datetime import date

from agencies.models import Role
from measures.models import Evidence, NoticeKind, ScanState, StoredFile
from measures.permissions.reporting import NEVER_HANDED_IN
from measures.services.notices import News, tell

KIND = {
    ScanState.INFECTED: NoticeKind.FILE_INFECTED,
    ScanState.UNSCANNABLE: NoticeKind.FILE_UNSCANNABLE,
}


def tell_of_finding(row: StoredFile, state: ScanState, *, found: str, today: date) -> None:
    """One notice of each report that stands on the bytes, inside the transaction that notes it."""
    standing = Evidence.objects.filter(stored=row).select_related(
        "entry__obligation__measure__plan"
    )
    told = [news for one in standing for news in _of(one, KIND[state], found)]
    if told:
        tell(*told, by=None, today=today)


def _of(evidence: Evidence, kind: NoticeKind, found: str) -> list[News]:
    """Coordinators learn the name only of what was handed in: drafts are not theirs."""
    entry = evidence.entry
    owed = entry.obligation
    rows: dict[str, int | None] = {"obligation_id": owed.pk, "measure_id": owed.measure_id}
    about = f"file:{evidence.pk}"
    named = {"file": evidence.name, "found": found}
    drafted = entry.state in NEVER_HANDED_IN
    theirs = News(
        kind,
        f"{about}:coordinator",
        agencies=[owed.measure.plan.coordinator_id],
        roles=(Role.COORDINATOR,),
        params={"found": found} if drafted else named,
        rows=rows,
    )
    own = News(kind, about, person=evidence.uploaded_by_id, params=named, rows=rows)
    return [own, theirs]
