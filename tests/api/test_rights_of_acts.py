"""Who may ask and do what: of the own agency, of another one, those who coordinate the plan, those
who coordinate another body's, those who look on, administrators without a role, and nobody."""

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from agencies.models import Agency, User
from planner.models import ActionPlan
from tests.api.asking import client_of
from tests.api.world import PEOPLE, World, world_of

Body = dict[str, Any] | None
VIEWERS = ("officer", "other", "coordinator", "elsewhere", "observer")
OVERSEERS = ("coordinator", "elsewhere", "observer")
OPENERS = ("officer", *OVERSEERS)
COORDINATORS = ("coordinator", "elsewhere")
MANAGER, OWN, SIGNED_IN = ("coordinator",), ("officer",), PEOPLE
KEEPERS = ("administrator",)
DOCUMENT = {"kind": "act", "number": "1", "on": "2009-07-01"}
SUCCESSION = {"kind": "rename", "effective_on": "2009-07-01", "act": "Указ", "successor": None}
WORDING = {
    "number": "1",
    "title_ru": "Иначе",
    "completion_form_ru": "Закон",
    "executors_text": "МИМ",
    "deadline_ru": "до 1 декабря 2009 года",
}
TRANSFER = {
    "act_title": "Постановление",
    "act_number": "1",
    "act_on": "2009-06-01",
    "day_off": "2009-08-28",
    "working_day": "2009-08-29",
}
READ: dict[str, tuple[str, ...]] = {
    "desk/": ("officer", "other"),
    "desk/summary/": ("officer", "other"),
    "board/": OVERSEERS,
    "board/totals/": OVERSEERS,
    "board/csv/": OVERSEERS,
    "board-views/": OVERSEERS,
    "board-views/{view}/": MANAGER,
    "queues/waiting/": OVERSEERS,
    "queues/reports/": OVERSEERS,
    "queues/extensions/": OVERSEERS,
    "queues/deadlines/": OVERSEERS,
    "progress/{entry}/": OPENERS,
    "progress/{draft}/": OWN,
    "progress/{entry}/before/": OVERSEERS,
    "progress/{entry}/reviewer/": OVERSEERS,
    "evidence/{evidence}/": OWN,
    "evidence/{evidence}/file/": OWN,
    "extensions/{extension}/": OPENERS,
    "plan-standing/": VIEWERS,
    "plans/{plan}/table/": VIEWERS,
    "plans/{plan}/progress/": VIEWERS,
    "plans/{plan}/progress/measures/?node=plan": VIEWERS,
    "plans/{plan}/timeline/": VIEWERS,
    "plans/{plan}/month/": VIEWERS,
    "plans/{plan}/matrix/": VIEWERS,
    "plans/{plan}/compare/?first=2009-01-01&second=2009-07-06": VIEWERS,
    "plans/{plan}/amendments/": VIEWERS,
    "plans/{plan}/imports/": MANAGER,
    "plans/{plan}/export/?as=csv&language=ru": VIEWERS,
    "plans/{plan}/reminder-policy/": VIEWERS,
    "plans/{plan}/end/": MANAGER,
    "plans/{plan}/take-over/": MANAGER,
    "concepts/{concept}/hierarchy/": VIEWERS,
    "concepts/{concept}/repeal/": KEEPERS,
    "agencies/{agency}/standing/": VIEWERS,
    "agencies/{agency}/measures/": VIEWERS,
    "agencies/{agency}/passes-on/": KEEPERS,
    "agencies/{agency}/passed-on/": KEEPERS,
    "measures/{measure}/overview/": VIEWERS,
    "measures/{measure}/history/": VIEWERS,
    "measures/{measure}/files/": VIEWERS,
    "measures/{measure}/versions/": VIEWERS,
    "measures/{measure}/moments/": VIEWERS,
    "measures/{measure}/compare/?first=2009-01-01&second=2009-07-06": VIEWERS,
    "obligations/{free}/overview/": OPENERS,
    "obligations/{free}/history/": OPENERS,
    "obligations/{free}/uses/": OPENERS,
    "obligations/{waiting}/handed-in/": OWN,
    "obligations/{free}/reminders/": ("officer", "coordinator", "administrator"),
    "amendments/{amendment}/": MANAGER,
    "amendment-changes/{change}/": MANAGER,
    "imports/{upload}/": MANAGER,
    "reminders/": SIGNED_IN,
    "reminders/choices/": SIGNED_IN,
    "reminders/runs/": (*COORDINATORS, "administrator"),
    "reminders/preview/": (*COORDINATORS, "administrator"),
    "notices/": SIGNED_IN,
    "notices/count/": SIGNED_IN,
    "me/": SIGNED_IN,
    "jobs/": VIEWERS,
    "jobs/{job}/": OWN,
    "jobs/{job}/rows/": OWN,
    "search/?q=мероприятие&kind=measures": VIEWERS,
    "search/counts/?q=мероприятие": VIEWERS,
    "search/suggestions/?q=1": VIEWERS,
    "calendar/2009/": (*VIEWERS, "administrator"),
}


def _bulk(world: World) -> Body:
    return {"rows": [{"obligation": world.free.pk, "text": "Да."}]}


Write = tuple[str, str, Callable[[World], Body] | Body, tuple[str, ...]]
WRITTEN: tuple[Write, ...] = (
    ("post", "board-views/", {"name": "Моё"}, OVERSEERS),
    ("patch", "board-views/{view}/", {"name": "Другое"}, MANAGER),
    ("delete", "board-views/{view}/", None, MANAGER),
    ("post", "progress/bulk/", _bulk, VIEWERS),  # each row is told whether it may be written
    ("post", "progress/{entry}/assign/", {"reviewer": None}, MANAGER),
    ("post", "progress/{entry}/take-review/", None, MANAGER),
    ("post", "progress/{entry}/accept/", None, MANAGER),
    ("post", "progress/{entry}/return/", {"reason": "Мало."}, MANAGER),
    ("post", "progress/{entry}/take-back/", None, OWN),
    ("post", "reviews/preview/", {"act": "accept", "entries": [1]}, COORDINATORS),
    ("post", "reviews/accept/", {"entries": [1]}, COORDINATORS),
    ("post", "reviews/assign/", {"entries": [1], "reviewer": None}, COORDINATORS),
    ("delete", "evidence/{evidence}/", None, OWN),
    ("post", "obligations/{free}/nil/", None, OWN),
    ("post", "obligations/{free}/take-parts/", {"text": "Свод."}, OWN),
    ("post", "obligations/{free}/leave-out/", {"text": "Свод.", "source": 1}, OWN),
    ("post", "measures/{measure}/remove/", DOCUMENT, MANAGER),
    ("post", "plans/{plan}/amendments/", None, MANAGER),
    ("post", "amendments/{amendment}/strike/", lambda w: {"measure": w.measure.pk}, MANAGER),
    (
        "post",
        "amendments/{amendment}/reword/",
        lambda w: {**WORDING, "measure": w.measure.pk},
        MANAGER,
    ),
    ("post", "amendments/{amendment}/add/", WORDING, MANAGER),
    (
        "post",
        "amendments/{amendment}/adopt/",
        {"act": "№ 1", "adopted_on": "2009-07-01", "in_force_on": "2009-07-02"},
        MANAGER,
    ),
    ("post", "amendments/{amendment}/reopen/", None, MANAGER),
    ("post", "amendments/{amendment}/drop/", None, MANAGER),
    ("put", "amendment-changes/{change}/", WORDING, MANAGER),
    ("delete", "amendment-changes/{change}/", None, MANAGER),
    ("post", "imports/{upload}/read/", {"language": "ru"}, MANAGER),
    ("post", "imports/{upload}/apply/", {"reading": "x"}, MANAGER),
    ("post", "imports/{upload}/drop/", None, MANAGER),
    ("post", "plans/{plan}/export-later/", {"format": "csv", "language": "ru"}, VIEWERS),
    (
        "put",
        "plans/{plan}/reminder-policy/",
        {"steps": [{"audience": "officer", "offset": -1}], "seen": "x"},
        MANAGER,
    ),
    (
        "post",
        "plans/{plan}/reminder-policy/steps/",
        {"audience": "officer", "offset": -2, "seen": "x"},
        MANAGER,
    ),
    ("post", "plans/{plan}/reminder-policy/usual/", None, MANAGER),
    ("post", "plans/{plan}/end/", {"act": "№ 1", "on": "2009-07-01", "sure": True}, MANAGER),
    (
        "post",
        "plans/{plan}/take-over/",
        lambda w: {"source": w.plan.slug, "measures": [{"measure": w.measure.pk}]},
        MANAGER,
    ),
    (
        "post",
        "concepts/{concept}/repeal/",
        {"act": "№ 1", "on": "2009-07-01", "sure": True},
        KEEPERS,
    ),
    ("post", "agencies/{agency}/succession/preview/", SUCCESSION, KEEPERS),
    ("post", "agencies/{agency}/succession/", SUCCESSION, KEEPERS),
    ("post", "reminders/acknowledge/", {"reminders": [1]}, SIGNED_IN),
    ("put", "reminders/choices/{plan}/", {"declined": True}, SIGNED_IN),
    ("post", "reminders/again/", {"mails": [1]}, COORDINATORS),
    ("post", "reminders/orders/preview/", lambda w: {"obligations": [w.free.pk]}, MANAGER),
    ("post", "reminders/orders/", lambda w: {"obligations": [w.free.pk]}, MANAGER),
    ("post", "notices/seen/", {"notices": ["news:1"]}, SIGNED_IN),
    ("patch", "me/", {"hour": 9}, SIGNED_IN),
    ("post", "jobs/{job}/cancel/", None, OWN),
    ("post", "calendar/transfers/", TRANSFER, KEEPERS),
    (
        "post",
        "calendar/take-back/",
        {"days": ["2009-08-28"], "reason": "Ошибка."},
        KEEPERS,
    ),
)


@pytest.fixture
def world(plan: ActionPlan, agency: Agency, officer: User, coordinator: User) -> World:
    return world_of(plan, agency, officer, coordinator)


def address(path: str, world: World) -> str:
    named = {
        "plan": world.plan.slug,
        "concept": world.plan.concept.slug,
        "agency": world.agency.code,
    }
    rows = {name: getattr(value, "pk", None) for name, value in vars(world).items()}
    return f"/api/v1/{path.format(**{**rows, **named})}"


def let_in(answer: Any) -> bool:
    """What was asked for was looked at, whatever came of it."""
    if answer.streaming:
        list(answer.streaming_content)  # a file that is read to its end is closed
    assert answer.status_code < 500
    return answer.status_code not in (401, 403, 404)


def test_who_may_read_what(world: World) -> None:
    found = {
        path: tuple(
            name
            for name in PEOPLE
            if let_in(client_of(world.people[name]).get(address(path, world)))
        )
        for path in READ
    }
    assert found == {path: tuple(sorted(who, key=PEOPLE.index)) for path, who in READ.items()}


@pytest.mark.parametrize(
    ("method", "path", "body", "who"), WRITTEN, ids=[f"{one[0]} {one[1]}" for one in WRITTEN]
)
def test_who_may_do_what(
    world: World, method: str, path: str, body: Any, who: tuple[str, ...]
) -> None:
    """Those who may not come first: what they tried has changed nothing for those who may."""
    sent = body(world) if callable(body) else body
    order = [*(name for name in PEOPLE if name not in who), *who]
    for name in order:
        send = getattr(client_of(world.people[name]), method)
        answer = send(address(path, world), sent, format="json")
        assert let_in(answer) == (name in who), (name, answer.status_code, answer.content)


def test_nothing_is_told_without_signing_in(world: World, settings: Any) -> None:
    settings.API_RATES = {**settings.API_RATES, "stranger": "1000/min"}
    asked = {path: APIClient().get(address(path, world)).status_code for path in READ}
    assert asked == dict.fromkeys(READ, 401)
