from typing import Any

from publications.rules.changes import changes
from publications.rules.statuses import TOLD


def document(**statuses: str) -> dict[str, Any]:
    """Measures m1, m2, … with these statuses."""
    rows = [
        {
            "id": int(name[1:]),
            "status": status,
            "number": name,
            "title": {"ru": name},
            "completion_form": {"ru": ""},
            "deadline": {"ru": ""},
            "executors": [],
            "texts": None,
        }
        for name, status in statuses.items()
    ]
    counted = [row["status"] for row in rows]
    counts = {status.value: counted.count(status.value) for status in TOLD}
    return {"measures": rows, "totals": {"measures": counts}}


def test_measures_are_told_by_what_became_of_them() -> None:
    old = document(m1="in_progress", m2="overdue", m3="not_due", m4="done", m5="overdue")
    new = document(m1="done", m2="in_review", m3="overdue", m4="removed", m6="not_due")
    new["measures"][0]["title"] = {"ru": "иначе"}
    new["measures"][1]["texts"] = {"summary": {"ru": "Сделано."}, "reports": []}
    found = changes(old, new)
    assert (found.fulfilled, found.late, found.caught_up) == ([1], [3], [2])
    assert (found.added, found.gone, found.reworded, found.texts) == ([6], [5], [1], [2])
    assert found.figures == {
        "removed": (0, 1),
        "in_review": (0, 1),
        "in_progress": (1, 0),
        "overdue": (2, 1),
    }


def test_nothing_differs_between_a_document_and_itself() -> None:
    assert not changes(document(m1="done"), document(m1="done"))
