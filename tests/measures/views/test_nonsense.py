"""Whatever is typed into the forms of the legal life, or sent to its API, is answered in words."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from agencies.models import Agency
from planner.models import ActionPlan
from tests.measures.views.everybody import World, world_of

NONSENSE = [
    "",
    "я" * 10_000,
    "a\x00b",
    "-1",
    "9" * 30,
    "0001-01-01",
    "9999-12-31",
    "2009-02-30",
    "٣",
]
ROW = {
    "number": "7-1",
    "title_ru": "Новое",
    "completion_form_ru": "Отчёт",
    "executors_text": "{lead}",
    "deadline_ru": "до 1 мая 2010 года",
    "costs": "2009: 1",
    "section": "",
    "seen": "",
}
ACT = {"act": "№ 1", "on": "2009-07-01", "sure": "on"}
# address → (who sends, a form that would be taken)
FORMS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "/amendments/{draft}/": (
        "coordinator",
        {"act": "№ 1", "adopted_on": "2009-07-01", "in_force_on": "2009-07-02"},
    ),
    "/amendments/{draft}/add/": ("coordinator", {**ROW, "after": "", "tasks": "", "lines": ""}),
    "/amendments/{draft}/reword/{law}/": ("coordinator", ROW),
    "/amendments/{draft}/strike/": ("coordinator", {"measure": "{law}", "action": "strike"}),
    "/plans/{plan}/end/": ("coordinator", ACT),
    "/plans/{plan}/take-over/": ("coordinator", {"action": "preview", "source": ""}),
    "/plans/{plan}/reminders/": (
        "coordinator",
        {"steps-TOTAL_FORMS": "1", "steps-INITIAL_FORMS": "0", "steps-0-subject": "report",
         "steps-0-audience": "officer", "steps-0-channel": "mail", "steps-0-count": "7",
         "steps-0-days": "calendar", "steps-0-when": "after", "steps-0-repeat_every": "7",
         "steps-0-weekday": "", "steps-0-repeat_at_most": "3", "steps-0-may_decline": "",
         "steps-0-DELETE": "", "review_days": "5", "decision_days": "3", "seen": "", "add": "",
         "action": "save"},
    ),
    "/concepts/{concept}/repeal/": ("administrator", ACT),
    "/obligations/{owed}/extension/": (
        "officer",
        {"proposed_on": "2009-12-01", "reason": "Ждём данных"},
    ),
    "/obligations/{owed}/parts/": (
        "officer",
        {"claim": "interim", "text": "Свод", "language": "ru", "version": "", "leave_out": "",
         "source": "", "action": "merge", "document_on": ""},
    ),
    "/extensions/{asked}/": (
        "coordinator",
        {"granted_on": "2009-12-01", "act": "№ 2", "act_on": "2009-07-01", "note": "",
         "action": "grant"},
    ),
    "/deadlines/{deadline}/": (
        "coordinator",
        {"event_on": "2009-07-01", "choice": "other", "dates": "2009-09-01", "note": "По письму",
         "seen": "", "shown": ""},
    ),
    "/reminders/now/": ("coordinator", {"owed": "{owed}", "note": "Ждём", "board": "age=week"}),
    "/board/views/": ("coordinator", {"name": "Мои", "query": "status=done"}),
    "/succession/{body}/": (
        "administrator",
        {"kind": "rename", "successor": "foreign", "effective_on": "2009-07-01", "act": "Указ",
         "others": "", "action": "confirm"},
    ),
    "/calendar/2009/": (
        "administrator",
        {"do": "move", "day_off": "2009-07-07", "working_day": "2009-07-11", "act_title": "Указ",
         "act_number": "1", "act_on": "2009-07-01"},
    ),
}  # fmt: skip


@pytest.fixture
def world(plan: ActionPlan, agency: Agency) -> World:
    return world_of(plan, agency)


@contextmanager
def taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def spoilt(form: Mapping[str, Any], nonsense: list[Any]) -> Iterator[dict[str, Any]]:
    """The form with one field after another in each way that it should not be."""
    yield from ({**form, name: text} for name in form for text in nonsense)


@pytest.mark.parametrize("address", list(FORMS))
def test_no_form_breaks_and_no_page_after_it(address: str, world: World) -> None:
    """A page that shows what was written is opened too: what was taken can also be shown."""
    who, form = FORMS[address]
    client, rows = world.client(who), {**world.rows, "lead": world.lead}
    good = {name: text.format(**rows) for name, text in form.items()}
    page = f"/amendments/{world.rows['draft']}/" if "/amendments/" in address else "/"
    if "/reminders/" in address:
        page = address.format(**rows)
    answered = set()
    for sent in spoilt(good, NONSENSE):
        with taken_back():
            answered.add(client.post(address.format(**rows), sent).status_code)
            answered.add(client.get(page, follow=True).status_code)
    assert answered <= {200, 302, 400, 403, 404, 422}


BODIES: Mapping[str, Mapping[str, Any]] = {
    "/api/v1/extensions/": {"obligation": 1, "proposed_on": "2009-12-12", "reason": "Ждём"},
    "/api/v1/extensions/{asked}/grant/": {
        "granted_on": "2009-12-12", "act": "№ 3", "act_on": "2009-07-01", "note": "",
    },
    "/api/v1/extensions/{asked}/refuse/": {"note": "Нет", "act": "", "act_on": None},
    "/api/v1/deadlines/{deadline}/set-dates/": {"dates": ["2009-09-01"], "note": "", "seen": ""},
    "/api/v1/deadlines/{deadline}/date-event/": {
        "event_on": "2009-07-01", "dates": [], "note": "", "seen": "",
    },
}  # fmt: skip
VALUES = [None, True, {}, [["x"]], "\ud800", 10**30, ["9999-12-31"], ["2009-07-01"] * 600]


@pytest.mark.parametrize("address", list(BODIES))
def test_no_body_breaks_the_api(address: str, world: World) -> None:
    client, path = world.client("coordinator"), address.format(**world.rows)
    answered = set()
    for sent in spoilt(BODIES[address], [*NONSENSE, *VALUES]):
        with taken_back():
            answer = client.post(path, json.dumps(sent), content_type="application/json")
            answered.add(answer.status_code)
    assert answered <= {200, 201, 400, 409}


HEADINGS = "№;Мероприятие;Форма завершения;Исполнители;Срок исполнения"
FILES = {
    "empty.xlsx": b"",
    "cut.xlsx": b"PK\x03\x04rest",
    "deep.html": b"<table>" * 5_000,
    "bytes.html": b"\x00\xff\xfe",
    "zeros.csv": b"\x00" * 1_000,
    "program.exe": b"MZ",
    "long.csv": f"{HEADINGS}\n{'7' * 50};{'т' * 9_000};{'ф' * 900};Никто;{'д' * 900}".encode(),
}


@pytest.mark.parametrize("name", list(FILES))
def test_no_file_breaks_the_draft(name: str, world: World) -> None:
    path = f"/amendments/{world.rows['draft']}/table/"
    upload = SimpleUploadedFile(name, FILES[name])
    answer = world.client("coordinator").post(path, {"file": upload})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["file"])


ADDRESSES = [
    "/board/?direction={big}&agency=%00&text=%00&page={big}",
    "/board/?status=%00&task={big}&period=%00&due_from=%00&sort={big}&totals=1",
    "/board/?due_from=0001-01-01&due_to=9999-12-31&period=this_year",
    "/board/board.csv?status=%00&agency=%00&text=%00",
    "/board/totals/?task={big}&direction=%00",
    "/board/views/{big}/",
    "/review/?whose=%00&plan=%00&late=%00&text=%00&page={big}",
    "/review/extensions/?plan=%00&agency={big}&page={big}",
    "/review/deadlines/?page=%00",
    "/review/accept/?entry={big}&all=1&queue=%00",
    "/review/assign/?entry={big}&queue=late%3D%00",
    "/review/{big}/",
    "/reminders/now/?all=1&board=text%3D%00",
    "/plans/{plan}/?section={big}&text=%00",
    "/plans/{plan}/compare/?first=0001-01-01&second=9999-12-31",
    "/plans/{plan}/compare/?first=%00&second=",
    "/plans/{plan}/take-over/?source=%00",
    "/amendments/{big}/",
    "/amendments/{draft}/reword/{big}/",
    "/changes/{big}/",
    "/deadlines/{big}/",
    "/extensions/{big}/",
    "/calendar/99999/",
    "/reminders/preview/?on=%00&plan=%00&agency={big}&text=%00&page={big}",
    "/reminders/preview/?on=0001-01-01",
    "/reminders/preview/mail/?on=9999-12-31&person={big}",
    "/reminders/now/?owed={big}&owed={owed}&board=%00",
    "/obligations/{big}/reminders/",
    "/api/v1/deadlines/?measure={big}",
    "/api/v1/deadlines/?plan=%00&waiting=maybe",
    "/api/v1/extensions/?obligation={big}",
    "/api/v1/successions/?body=%00",
    "/api/v1/measures/?as_of=2009-06-30&number=%00&task=1e400",
    "/api/v1/obligations/{big}/?as_of=2009-06-30",
    "/api/v1/obligations/abc/?as_of=2009-06-30",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_address_breaks(address: str, world: World) -> None:
    path = address.format(big="9" * 30, **world.rows)
    answer = world.client("coordinator").get(path, follow=True)
    assert answer.status_code in {200, 400, 404, 422}
