"""A small document with something in each of its tables."""

from datetime import date
from typing import Any

import pytest

from agencies.models import Agency
from planner.models import ActionPlan
from tests import factories
from tests.reports.conftest import Hand, Told

KAZAKH = "Әә Ғғ Ққ Ңң Өө Ұұ Үү Һһ Іі"
NASTY = '=1+1 <b>&amp; *жирный* #[code] `x` $y$ \\ "кавычки" @SUM(A1)'
ADDRESS = "https://tracker.example.org/verify/0123456789abcdef0123/"
SOURCE = {"source": "бюджет", "planned": "0.125", "allotted": "3.000", "spent": None}
Document = dict[str, Any]


@pytest.fixture
def document(plan: ActionPlan, agency: Agency, told: Told, hand_in: Hand) -> Document:
    """Three measures: one overdue, one accepted with an awkward text, one not due yet."""
    late, done, ahead = (
        factories.ObligationFactory(
            measure=factories.MeasureFactory(plan=plan, number=f"7.{number}", title_kk=KAZAKH),
            agency=agency,
            due_on=due_on,
        )
        for number, due_on in enumerate(
            (date(2009, 4, 10), date(2009, 6, 10), date(2010, 1, 10)), start=1
        )
    )
    for owed in (late, done, ahead):
        factories.DeadlineFactory(measure=owed.measure)
        factories.ExecutorFactory(measure=owed.measure, agency=agency)
    entry = hand_in(done, date(2009, 6, 9), reviewed_on=date(2009, 6, 11), text=NASTY)
    factories.EvidenceFactory(entry=entry, name="отчёт.pdf")
    return told()


SPENDING = [
    {"year": 2009, "planned": "1234567.800", "allotted": None, "spent": "0.000", "sources": []},
    {
        "year": None,
        "planned": "0.125",
        "allotted": "3.000",
        "spent": None,
        "sources": [SOURCE],
    },
]
TARGET = {"year": 2009, "region": None, "region_name": None, "kind": "target", "value": "12.50"}
INDICATOR = {
    "name": {"ru": "Доля", "kk": "Үлес", "en": "Share"},
    "unit": {"ru": "%", "kk": "%", "en": "%"},
    "values": [TARGET],
}


def chapter(source: dict[str, str]) -> Document:
    """Two paragraphs in Russian: of the plan, and of a report."""
    authors = [
        {
            "language": "ru",
            "paragraph": at,
            "kind": kind,
            "changed": False,
            "reports": [source] if at else [],
        }
        for at, kind in enumerate(("plan", "report"))
    ]
    return {
        "code": "done",
        "title": {"ru": "Принятые меры", "kk": "Қабылданған шаралар", "en": "Taken"},
        "texts": {"ru": f"Первое.\n{NASTY}", "kk": "", "en": ""},
        "later": {},
        "authors": authors,
    }


@pytest.fixture
def full(document: Document) -> Document:
    """The same with a row in every table, sums, and a chapter of words."""
    head = {key: document["measures"][0][key] for key in ("position", "number", "title")}
    code = next(iter(document["bodies"]))
    days = {"old_due_on": "2009-04-10", "proposed_on": "2009-08-10", "granted_on": "2009-08-03"}
    lateness = {"moved": 1, "times": 2, "late_before": 87, "late": 31, "extended_away": 56}
    source = {"short": document["bodies"][code]["short"], "number": "7.2", "role": "officer"}
    waits = {"due_on": "2009-08-10", "days_left": 35, "status": "not_due", "time_asked": True}
    paper = {"kind": "order", "number": "15-п", "on": "2009-06-03"}
    return {
        **document,
        "silent": [{"agency": code, "by_agreement": True, "out": 1234}],
        "nil": [{**head, "agency": code, "submitted_on": "2009-06-30"}],
        "extensions": [
            {**head, "agency": code, **days, "state": "granted", "act": "№ 7", "reason": NASTY}
        ],
        "removed": [{**head, "state": "removed", "on": "2009-05-05", "document": paper}],
        "lateness": {"agencies": [{"agency": code, **lateness}], "total": lateness},
        "spending": SPENDING,
        "ahead": [{**head, "agency": code, **waits, "extensions": 2, "risks": ["returned"]}],
        "indicators": [INDICATOR],
        "narrative": [chapter(source)],
    }
