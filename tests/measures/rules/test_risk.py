"""What is likely to become late, and why."""

from datetime import date, timedelta
from typing import Any

import pytest

from measures.rules.risk import RISK_DAYS, Risk, risks_of

TODAY = date(2009, 7, 6)
SOON = TODAY + timedelta(days=RISK_DAYS)
FACTS: dict[str, Any] = {
    "state": "open",
    "kind": "once",
    "due_on": SOON,
    "today": TODAY,
    "begun": False,
    "time_asked": False,
}
CASES: list[tuple[dict[str, Any], tuple[Risk, ...]]] = [
    ({}, (Risk.UNTOUCHED,)),
    ({"due_on": TODAY}, (Risk.UNTOUCHED,)),
    ({"begun": True}, ()),
    ({"due_on": SOON + timedelta(days=1)}, ()),
    ({"due_on": TODAY - timedelta(days=1)}, ()),
    ({"due_on": None}, ()),
    ({"due_on": None, "time_asked": True}, (Risk.TIME_ASKED,)),
    ({"time_asked": True}, (Risk.TIME_ASKED, Risk.UNTOUCHED)),
    ({"state": "returned", "begun": True}, (Risk.RETURNED,)),
    ({"state": "returned", "due_on": TODAY - timedelta(days=1)}, ()),
    ({"state": "submitted"}, ()),
    ({"state": "done"}, ()),
    ({"kind": "continuous"}, ()),
    ({"kind": "continuous", "state": "returned", "due_on": TODAY}, (Risk.RETURNED,)),
]


@pytest.mark.parametrize(("facts", "found"), CASES)
def test_why_it_may_become_late(facts: dict[str, Any], found: tuple[Risk, ...]) -> None:
    assert risks_of(**(FACTS | facts)) == found
