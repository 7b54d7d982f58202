"""What the site answers about a day: asked on that day itself, or later as of it."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from typing import Any

from django.test import Client
from django.urls import reverse
from lxml import html
from rest_framework.test import APIClient

from agencies.models import User
from measures.exporting import export_plan
from measures.importing.outcome import Options
from measures.importing.service import read_plan
from measures.models import Measure
from measures.queries import board, desk, overdue, plan, queues, then, totals
from measures.rules.quarters import Quarter
from measures.services.deadline_texts import plan_dates
from planner.models import ActionPlan
from reports.gather import gather
from reports.services.rounds import round_of
from tests.scenarios.book import Figures
from tests.scenarios.setting import Setting

MOMENT = datetime(2011, 2, 1, tzinfo=UTC)
Answers = dict[str, Any]


def answers(setting: Setting, found: ActionPlan, day: date, *, as_of: date | None) -> Answers:
    """`as_of` None: today, which is `day`; else the same day, asked for afterwards."""
    past = as_of is not None
    table = list(plan.plan_table(found, plan.Asked(), day, past=past)[:])
    return {
        "table": [worded(measure) for measure in table],
        "stands": _stands(table, day, past=past),
        "counts": _counts(as_of),
        "overdue": [_owed(row) for row in board.overdue(board.Asked(), day, past=past)],
        "overdue_on": [asdict(row) for row in overdue.overdue_on(day, past=past)],
        "totals": _totals(day, past=past),
        "desks": {
            code: _desk(officer, day, as_of=as_of)
            for code, officer in setting.officers.items()
            if code in ("interior", "justice", "akmola")
        },
        "queues": _queues(as_of),
        "words": _words(found, day, past=past),
        "files": {fmt: _file(found, fmt, as_of) for fmt in ("docx", "xlsx")},
        "api": {name: _api(setting.observer, name, as_of) for name in ("measure", "obligation")},
        "pages": _pages(setting.observer, found, as_of),
        "report": _report(found, day) if found.starts_on <= day else None,
    }


def worded(measure: Measure) -> dict[str, Any]:
    """All that a row of the table says."""
    columns = ("position", "number", "title_ru", "state", "state_on", "executors_text")
    deadline = measure.deadline
    return {
        **{column: getattr(measure, column) for column in columns},
        "executors": [
            (str(one), one.role, one.by_agreement, one.position) for one in measure.executors.all()
        ],
        "deadline": (deadline.text_ru, deadline.kind, deadline.due, deadline.event_on),
        "costs": [(one.year, one.planned) for one in measure.costs.all()],
        "amendment": measure.amendment_id,
    }


def _stands(table: list[Measure], day: date, *, past: bool) -> dict[str, Any]:
    told = plan.stands(table, day, past=past)
    return {one.number: asdict(told[one.pk]) for one in table}


def _counts(as_of: date | None) -> list[Any]:
    return [(one.slug, *_both(one)) for one in plan.plans(as_of) if any(_both(one))]


def _both(found: Any) -> tuple[int, int]:
    return found.on_control, found.removed


def _owed(row: Any) -> tuple[Any, ...]:
    return (row.obligation_id, row.agency.code, row.role, row.due_on, row.state, row.status)


def _totals(day: date, *, past: bool) -> list[Any]:
    asked = board.Asked(status="overdue")
    return [
        totals.by_age(asked, day, past=past),
        totals.by_agency(asked, day, past=past),
        totals.by_direction(asked, day, past=past),
    ]


FURTHER_OFF = ("drafts", "month", "later", "undated")


def _desk(officer: User, day: date, *, as_of: date | None) -> dict[str, Any]:
    """A day in the past knows no drafts: those begun are told with what lies further off."""
    piles = {
        pile: [_owed(row) for row in desk.desk_of(officer, day, pile, as_of=as_of).rows]
        for pile in desk.PILES
    }
    further = [row for pile in FURTHER_OFF for row in piles.pop(pile)]
    return {**piles, "further off": sorted(further, key=str)}


def _queues(as_of: date | None) -> dict[str, Any]:
    deadlines = queues.waited_deadlines(as_of) if as_of else queues.waiting_deadlines()
    return {
        "reviews": [
            (one.pk, *_body_and_number(one), one.submitted_on)
            for one in then.asked_then(queues.review_queue(as_of), as_of)
        ],
        "extensions": [
            (one.pk, *_body_and_number(one), one.old_due_on, one.proposed_on)
            for one in then.asked_then(queues.extension_queue(as_of), as_of)
        ],
        "deadlines": [(one.measure.number, one.text_ru, one.kind) for one in deadlines],
    }


def _body_and_number(asked: Any) -> tuple[str, str]:
    return asked.obligation.agency.code, asked.obligation.measure.number


def _words(found: ActionPlan, day: date, *, past: bool) -> dict[int, Any]:
    rows = Measure.objects.filter(plan=found)
    told = then.worded_on(rows.values_list("pk", flat=True), day) if past else rows.in_bulk()
    return {pk: worded(measure) for pk, measure in told.items()}


def _file(found: ActionPlan, fmt: str, as_of: date | None) -> Any:
    """The cells of the file, as an import reads them; notes above the table are none of them."""
    data = export_plan(found, fmt, "ru", as_of)
    read = read_plan(data, f"plan.{fmt}", dates=plan_dates(found), options=Options())
    rows = [replace(row, row=0) for row in read.rows]
    return rows, [error.code for error in read.errors], Counter(w.code for w in read.warnings)


def _api(observer: User, name: str, as_of: date | None) -> Any:
    client = APIClient()
    client.force_authenticate(observer)
    asked = {"page_size": 500, **({"as_of": as_of.isoformat()} if as_of else {})}
    answer = client.get(reverse(f"{name}-list"), asked)
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]


def _pages(observer: User, found: ActionPlan, as_of: date | None) -> dict[str, Any]:
    client = Client()
    client.force_login(observer)
    addresses = {
        "plan": reverse("measures:plan", args=[found.slug]),
        # What is at risk depends on drafts, and a day in the past tells none.
        "board": f"{reverse('measures:board')}?status=overdue",
        "queue": reverse("measures:review-queue"),
        **{
            str(pk): reverse("measures:measure", args=[pk])
            for pk in found.measures.values_list("pk", flat=True)[3:8]
        },
    }
    return {name: _page(client, address, as_of) for name, address in addresses.items()}


def _page(client: Client, address: str, as_of: date | None) -> list[str] | int:
    """The texts of the page's table cells; the answer's code where there is no page."""
    joined = f"{address}{'&' if '?' in address else '?'}as_of={as_of}" if as_of else address
    answer = client.get(joined)
    if answer.status_code != 200:
        return answer.status_code
    cells = html.fromstring(answer.content.decode()).iter("td", "th")
    texts = [re.sub(r"\s+", " ", cell.text_content()).strip() for cell in cells]
    # A report can be opened for review today, but not out of a page that tells of the past, which
    # does not tell either to whom a report is given now.
    return ["" if text.startswith(("Прочитать", "nobody", "никто")) else text for text in texts]


def _report(found: ActionPlan, day: date) -> Any:
    quarter = Quarter.of(min(day, found.ends_on))
    round_ = round_of(found, quarter.label, day)
    return gather(round_, edition=1, as_of=day, compiled_at=MOMENT)


def figures(found: ActionPlan, told: Answers, day: date) -> Figures:
    """The same answers in the clerk's figures."""
    mine = [row for row in told["api"]["obligation"] if row["plan"] == found.slug]
    late = [row for row in mine if row["status"] == "overdue"]
    queues = told["queues"]
    return Figures(
        measures=len(told["table"]),
        on_control=sum(row["state"] == "on_control" for row in told["table"]),
        wordings=[
            (row["number"], row["deadline"][0], [name for name, *_ in row["executors"]])
            for row in told["table"]
        ],
        statuses=dict(Counter(row["status"] for row in mine)),
        overdue=sorted(
            (row["measure_number"], row["agency"], date.fromisoformat(row["due_on"]),
             row["days_late"])
            for row in late
        ),
        in_review=sorted((number, body, on) for _, body, number, on in queues["reviews"]),
        more_time=sorted(
            (number, body, old, to) for _, body, number, old, to in queues["extensions"]
        ),
        without_dates=[number for number, *_ in queues["deadlines"]],
    )  # fmt: skip


def differing(one: Any, other: Any, path: str = "") -> Iterator[tuple[str, Any, Any]]:
    """(where, what the one says, what the other says), leaf by leaf."""
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        for key in one:
            yield from differing(one[key], other[key], f"{path}/{key}")
    elif (
        isinstance(one, list | tuple) and isinstance(other, list | tuple) and len(one) == len(other)
    ):
        for at, (left, right) in enumerate(zip(one, other, strict=True)):
            yield from differing(left, right, f"{path}/{at}")
    elif one != other:
        yield path, one, other
