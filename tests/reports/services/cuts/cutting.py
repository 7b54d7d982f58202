"""Cuts as an officer or a coordinator wishes for them."""

from datetime import date
from typing import Any

from agencies.models import User
from measures.models import Obligation
from planner.models import ActionPlan
from reports.models import Cut, CutEdition
from reports.services.cuts import Wish, ask_for_cut, keep_cut
from reports.services.cuts_making import make_cut
from tests.reports.conftest import TODAY

MONDAY = date(2009, 7, 6)


def agency_wish(owed: Obligation, **more: Any) -> Wish:
    return Wish(
        **{
            "name": "Ours",
            "kind": "agency",
            "agencies": [owed.agency.code],
            "languages": ["en"],
            **more,
        }
    )


def made(cut: Cut, by: User, today: date = TODAY) -> CutEdition:
    edition = ask_for_cut(cut, by=by, today=today)
    assert make_cut(edition.pk)
    edition.refresh_from_db()
    return edition


def weekly(plan: ActionPlan, by: User, today: date, **more: Any) -> Cut:
    wish = Wish(
        "Weekly",
        "overdue",
        languages=["en"],
        formats=["json"],
        schedule="weekly",
        weekday=0,
        **more,
    )
    return keep_cut(plan, wish, by=by, today=today)
