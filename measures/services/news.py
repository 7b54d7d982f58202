"""What each act tells, and whom: called by the services that act, inside their transactions."""

from collections.abc import Iterable, Mapping
from datetime import date

from agencies.models import User
from measures.models import (
    Change,
    ChangeKind,
    ExecutorRole,
    Extension,
    ExtensionState,
    Measure,
    NoticeKind,
    Obligation,
    ProgressEntry,
)
from measures.rules.regeneration import Terms
from measures.services.notices import News, tell

LONGEST_WHY = 500  # of a reason that is shown; the page it leads to has it whole


def _why(text: str) -> dict[str, str]:
    text = " ".join(text.split())
    if len(text) > LONGEST_WHY:
        text = f"{text[: LONGEST_WHY - 1]}…"
    return {"why": text} if text else {}


def tell_of_review(
    entry: ProgressEntry, kind: NoticeKind, *, by: User, today: date, why: str = ""
) -> None:
    """The author and the officers of the agency; of an accepted part also the lead's."""
    owed = entry.obligation
    told = [
        News(
            kind,
            f"entry:{entry.pk}",
            agencies=[owed.agency_id],
            person=entry.author_id,
            params=_why(why),
            rows=_rows(owed, entry),
        )
    ]
    if kind == NoticeKind.ACCEPTED:
        told += _of_part(NoticeKind.PART_ACCEPTED, entry, today)
    tell(*told, by=by, today=today)


def _rows(owed: Obligation, entry: ProgressEntry | None = None) -> dict[str, int | None]:
    rows: dict[str, int | None] = {"obligation_id": owed.pk, "measure_id": owed.measure_id}
    return rows | ({"entry_id": entry.pk} if entry else {})


def tell_of_handing_in(entry: ProgressEntry, *, by: User, today: date) -> None:
    """The lead waits for the parts of its co-executors."""
    if told := _of_part(NoticeKind.PART_HANDED_IN, entry, today):
        tell(*told, by=by, today=today)


def _of_part(kind: NoticeKind, entry: ProgressEntry, today: date) -> list[News]:
    """To the officers of the lead, whose own report of the same time it goes into: once a day,
    since forty co-executors may report on the same one."""
    owed = entry.obligation
    if owed.role != ExecutorRole.CO:
        return []
    leads = Obligation.objects.owed().filter(
        measure=owed.measure_id, role=ExecutorRole.LEAD, occurrence=owed.occurrence
    )
    return [
        News(kind, f"parts:{lead.pk}:{today}", agencies=[lead.agency_id], rows=_rows(lead))
        for lead in leads.exclude(agency=owed.agency_id)
    ]


def tell_of_decision(extension: Extension, *, by: User, today: date) -> None:
    """The one who asked and the officers of the agency, of the decision on more time."""
    owed = extension.obligation
    granted = extension.state == ExtensionState.GRANTED
    new = extension.granted_on
    days = {"old": extension.old_due_on, "new": new, "asked": extension.proposed_on}
    tell(
        News(
            NoticeKind.TIME_GRANTED if granted else NoticeKind.TIME_REFUSED,
            f"extension:{extension.pk}",
            agencies=[owed.agency_id],
            person=extension.requested_by_id,
            params=_why(extension.note) | {k: v.isoformat() for k, v in days.items() if v},
            rows={**_rows(owed), "extension_id": extension.pk},
        ),
        by=by,
        today=today,
    )


def tell_of_removal(measure: Measure, *, by: User, today: date, why: str = "") -> None:
    told = News(
        NoticeKind.REMOVED,
        f"measure:{measure.pk}:{today}",
        agencies=_executing([measure.pk]).get(measure.pk, []),
        params=_why(why),
        rows={"measure_id": measure.pk},
    )
    tell(told, by=by, today=today)


def _executing(measures: Iterable[int]) -> dict[int, list[int]]:
    """Agencies that a report was ever asked of, by measure; one statement."""
    rows = Obligation.objects.filter(measure__in=list(measures)).order_by().distinct()
    found: dict[int, list[int]] = {}
    for measure, agency in rows.values_list("measure", "agency"):
        found.setdefault(measure, []).append(agency)
    return found


def tell_of_amendment(
    changes: Iterable[Change],
    measures: Iterable[Measure],
    *,
    act: str,
    by: User | None,
    today: date,
) -> None:
    """Executors of what was put in a new wording, added or struck; called once it is settled."""
    pairs = list(zip(changes, measures, strict=True))
    bodies = _executing(measure.pk for _change, measure in pairs)
    tell(
        *(
            News(
                NoticeKind.STRUCK if change.kind == ChangeKind.STRIKE else NoticeKind.AMENDED,
                f"change:{change.pk}",
                agencies=bodies.get(measure.pk, []),
                params={"act": act, "change": str(change.kind)},
                rows={"measure_id": measure.pk},
            )
            for change, measure in pairs
        ),
        by=by,
        today=today,
    )


def tell_of_moves(
    rows: Iterable[Obligation], terms: Mapping[int, Terms], *, by: User | None, today: date
) -> None:
    """Other dates of reports: one notice for a body and measure, whatever number of dates."""
    found: dict[tuple[int, int], list[Obligation]] = {}
    for row in rows:
        if row.due_on and terms[row.pk].due_on and row.due_on != terms[row.pk].due_on:
            found.setdefault((row.measure_id, row.agency_id), []).append(row)
    told = [_moved(theirs, terms, today) for theirs in found.values()]
    if told:
        tell(*told, by=by, today=today)


def _moved(rows: list[Obligation], terms: Mapping[int, Terms], today: date) -> News:
    first = min(rows, key=lambda row: (row.due_on or date.max, row.pk))
    new = terms[first.pk].due_on
    params = {"old": first.due_on, "new": new}
    return News(
        NoticeKind.MOVED,
        f"owed:{first.pk}:{new}:{today}",
        agencies=[first.agency_id],
        params={**{k: v.isoformat() for k, v in params.items() if v}, "count": len(rows)},
        rows=_rows(first),
    )


def tell_of_closing(entries: Iterable[ProgressEntry], *, by: User | None, today: date) -> None:
    """Reports that were being written on what is not owed any more; obligations at hand."""
    told = [
        News(
            NoticeKind.CLOSED,
            f"entry:{entry.pk}",
            agencies=[entry.obligation.agency_id],
            person=entry.author_id,
            rows=_rows(entry.obligation, entry),
        )
        for entry in entries
    ]
    if told:
        tell(*told, by=by, today=today)


def tell_reviewer(
    entry: ProgressEntry, reviewer: User, *, by: User, today: date, several: bool = False
) -> None:
    """Somebody was made the reviewer of a report that was handed in; `several`: of many at a time,
    which one notice a day tells, however many they are."""
    kind = NoticeKind.REVIEWER
    if several:
        told = News(kind, f"reviews:{by.pk}:{today}", person=reviewer.pk, params={"several": True})
    else:
        rows = _rows(entry.obligation, entry)
        told = News(kind, f"entry:{entry.pk}:{today}", person=reviewer.pk, rows=rows)
    tell(told, by=by, today=today)
