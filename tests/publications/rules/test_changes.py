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


def executed_by(code: str | None, name: str, *, role: str = "lead") -> dict[str, Any]:
    one = {"agency": code, "name": {"ru": name}, "short": {"ru": name}, "role": role}
    told = document(m1="not_due")
    told["measures"][0]["executors"] = [{**one, "by_agreement": False, "consolidates": False}]
    return told


def test_a_body_that_is_called_otherwise_is_no_new_wording() -> None:
    before = executed_by("mvd", "Министерство")
    assert changes(before, executed_by("mvd", "Министерство Республики")).reworded == []
    assert changes(before, executed_by("mid", "Министерство")).reworded == [1]
    assert changes(before, executed_by("mvd", "Министерство", role="co")).reworded == [1]


def test_another_group_of_bodies_is_a_new_wording() -> None:
    assert changes(executed_by(None, "акимы"), executed_by(None, "органы")).reworded == [1]
