"""What a measure says is kept version by version, so that any day in the past can be told."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from measures.models import Cost, Deadline, Executor, Measure, MeasureVersion
from measures.models.version import WORDING

EXECUTOR = ("agency_id", "group_id", "role", "by_agreement", "consolidates", "position")
DEADLINE = (
    *("text_ru", "text_kk", "text_en", "kind", "due", "spec", "warnings"),
    *("event_on", "in_force_on", "still_owed", "decided_by_id"),
)
COST = ("year", "source", "planned", "allotted", "spent")
OWN = ("plan_id", "section_id", *WORDING, "state", "state_on", "amendment_id")
COLUMNS = (*OWN, "executors", "deadline", "costs")
BATCH = 500


def keep_versions(measures: Iterable[Measure | int], *, today: date) -> int:
    """Writes down what the measures say now, from `today` on; how many said something else before.

    Call it after every change of a measure, its executors, deadline or costs, in the same
    transaction. A day knows one version: a second change of it overwrites the first.
    """
    ids = [one if isinstance(one, int) else one.pk for one in measures]
    rows = Measure.objects.filter(pk__in=ids).select_related("deadline")
    told = {row.pk: said_by(row) for row in rows.prefetch_related("executors", "costs")}
    current = MeasureVersion.objects.filter(measure__in=ids, until=None)
    known = {version.measure_id: version for version in current}
    changed = {pk: said for pk, said in told.items() if _differs(known.get(pk), said)}
    _close([known[pk] for pk in changed if pk in known and known[pk].since < today], today)
    _overwrite([known[pk] for pk in changed if pk in known and known[pk].since >= today], changed)
    MeasureVersion.objects.bulk_create(
        [
            MeasureVersion(measure_id=pk, since=today, **said)
            for pk, said in changed.items()
            if pk not in known or known[pk].since < today
        ],
        batch_size=BATCH,
    )
    return len(changed)


def said_by(measure: Measure) -> dict[str, Any]:
    """The columns of a version, read from the rows of now."""
    deadline = getattr(measure, "deadline", None)
    return {
        **{column: getattr(measure, column) for column in OWN},
        "executors": [_executor(one) for one in measure.executors.all()],
        "deadline": _deadline(deadline) if deadline else {},
        "costs": [_cost(one) for one in measure.costs.all()],
    }


def _executor(one: Executor) -> dict[str, Any]:
    return {column: getattr(one, column) for column in EXECUTOR}


def _deadline(one: Deadline) -> dict[str, Any]:
    return {column: _plain(getattr(one, column)) for column in DEADLINE}


def _cost(one: Cost) -> dict[str, Any]:
    return {
        "year": one.year,
        "source": one.source,
        **{money: _amount(getattr(one, money)) for money in ("planned", "allotted", "spent")},
    }


def _amount(value: Any) -> str | None:
    """Three digits, as the database holds it: 1.5 and 1.500 are one amount."""
    return None if value is None else f"{value:.3f}"


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _differs(version: MeasureVersion | None, said: dict[str, Any]) -> bool:
    return version is None or bool(_changed(version, said))


def _changed(version: MeasureVersion, said: dict[str, Any]) -> list[str]:
    return [name for name in COLUMNS if getattr(version, name) != said[name]]


def _close(versions: Sequence[MeasureVersion], today: date) -> None:
    if ids := [version.pk for version in versions]:
        MeasureVersion.objects.filter(pk__in=ids).update(until=today)


def _overwrite(versions: Sequence[MeasureVersion], said: dict[int, dict[str, Any]]) -> None:
    """Only the columns that differ in one of them: each costs a CASE over all."""
    columns: dict[str, None] = {}
    for version in versions:
        for column in _changed(version, said[version.measure_id]):
            columns[column] = None
            setattr(version, column, said[version.measure_id][column])
    if len(versions) == 1:
        versions[0].save(update_fields=columns)
    elif versions:
        MeasureVersion.objects.bulk_update(versions, columns, batch_size=BATCH)
