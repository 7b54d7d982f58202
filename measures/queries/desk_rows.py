"""What a desk says beside each row: what was asked for, whom a part goes to. A statement each."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from agencies.models import Agency
from measures.models import Executor, ExecutorRole, Extension


def with_requests(rows: Iterable[Any]) -> None:
    """Sets `asked` on each: the last request for more time on it, or None."""
    found = list(rows)
    ids = {row.obligation_id for row in found}
    requests = Extension.objects.filter(obligation__in=ids).order_by("pk")
    last = {one.obligation_id: one for one in requests}
    for row in found:
        row.asked = last.get(row.obligation_id)


def with_consolidators(rows: Iterable[Any]) -> None:
    """Sets `reports_to` on each: the body that puts the report together, None on its own rows."""
    found = list(rows)
    bodies = _consolidators({row.measure_id for row in found if row.role == ExecutorRole.CO})
    for row in found:
        body = bodies.get(row.measure_id) if row.role == ExecutorRole.CO else None
        row.reports_to = body if body and body.pk != row.agency_id else None


def _consolidators(measures: Iterable[int]) -> dict[int, Agency]:
    """By measure: the body marked so in the column, else the lead."""
    named = Executor.objects.filter(measure__in=measures, agency__isnull=False)
    chosen = named.filter(Q(consolidates=True) | Q(role=ExecutorRole.LEAD))
    rows = chosen.select_related("agency").order_by("consolidates", "-position")
    return {one.measure_id: one.agency for one in rows if one.agency}
