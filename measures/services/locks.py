"""Who waits for whom: two acts that touch the same rows take turns, and never wait in a circle.

Everywhere the same order: the plan, then measures, then obligations, each by their ids, then
reports and requests. The locks let other rows refer to a locked one (a trace of a measure is
written while somebody changes it). What was read before a lock was had may be old: read it after.
"""

from typing import TypeVar

from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)


def lock(rows: "QuerySet[Row]") -> list[int]:
    """Their ids. The query joins no other table, or its rows would be locked too."""
    locked = rows.order_by("pk").select_for_update(no_key=True)
    return list(locked.values_list("pk", flat=True))
