"""A small plan to which random things happen, each through the service that people use."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, timedelta
from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db import transaction

from agencies.errors import Refused
from agencies.models import Agency, AgencyGroup, DayKind, Membership, Role, SuccessionKind
from agencies.queries import calendar_between
from agencies.rules.holiday_names import Names
from agencies.rules.working_days import is_working
from agencies.services_days import Act, correct_day, take_back
from agencies.signals import group_changed
from measures.models import (
    ChangeKind,
    Claim,
    Deadline,
    Executor,
    Extension,
    Measure,
    Obligation,
    ProgressEntry,
)
from measures.services.amendments import apply_what_came_into_force
from measures.services.control import CompletionDocument, remove_from_control
from measures.services.deadlines import is_settable, set_dates
from measures.services.extensions import grant_extension, refuse_extension, request_extension
from measures.services.obligations import generate_obligations
from measures.services.progress import Draft, accept_progress, return_progress, save_draft, submit
from measures.services.succession import Order, carry_out_succession
from measures.services.versions import keep_versions
from planner.models import ActionPlan
from planner.signals import plan_changed
from tests.factories import ActionPlanFactory, AgencyFactory, UserFactory, person
from tests.measures.amending import amend, enter, led_by, reword, said, strike

Item = TypeVar("Item")
FIRST_DAY = date(2009, 1, 12)
TEXTS = (
    "до 1 июля 2009 года",
    "до 5 июля 2009 года",
    "ежеквартально",
    "ежеквартально, к 5 числу месяца, следующего за отчётным кварталом",
    "раз в полугодие",
    "ежемесячно",
    "постоянно",
    "по согласованию сторон",
    "в течение 10 рабочих дней после подписания соглашения",
    "IV квартал 2009 года",
)
RULES = ("flag", "next", "previous")


class World:
    """`today` is the day on which things happen. `pick` numbers choose, whatever their size."""

    def __init__(self) -> None:
        self.today = FIRST_DAY
        self.acts = 0
        self.plan: ActionPlan = ActionPlanFactory(
            starts_on=date(2009, 1, 1), ends_on=date(2009, 12, 31), day_off_rule="next"
        )
        self.officer = UserFactory()
        self.bodies = [self.body(AgencyFactory()) for _ in range(4)]
        self.coordinator = person(self.plan.coordinator, Role.COORDINATOR)
        self.administrator = UserFactory(is_staff=True, is_superuser=True)
        self.group = AgencyGroup.objects.create(code="group", name_ru="акимы областей")
        self.group.members.set(self.bodies[2:])
        one, two, three, four = self.bodies
        self._enter(TEXTS[3], one, two)
        self._enter(TEXTS[0], two, one)
        self._enter(TEXTS[6], three, four)
        grouped = self._enter(TEXTS[7], one)
        Executor.objects.create(measure=grouped, group=self.group, role="co", position=2)
        keep_versions([grouped], today=date(2007, 12, 3))
        generate_obligations(self.plan, today=date(2007, 12, 3))

    def body(self, body: Agency) -> Agency:
        Membership.objects.create(user=self.officer, agency=body, role=Role.OFFICER)
        return body

    def _enter(self, deadline: str, lead: Agency, *others: Agency) -> Measure:
        number = str(self.plan.measures.count() + 1)
        return enter(self.plan, number, deadline, lead, *others)

    def happen(self, act: int, *picks: int) -> None:
        """One of ACTS; what is refused has not happened."""
        with suppress(Refused, PermissionDenied), transaction.atomic():
            ACTS[act % len(ACTS)](self, *picks)

    def pass_days(self, number: int) -> None:
        self.today += timedelta(days=number)
        apply_what_came_into_force(today=self.today)
        self.plan.refresh_from_db()

    def measure(self, pick: int) -> Measure:
        rows = self.plan.measures.on_control().select_related("deadline", "section", "plan")
        return chosen(rows.order_by("pk"), pick)


def chosen(rows: Sequence[Item], pick: int) -> Item:
    found = list(rows)
    if not found:
        raise Refused("nothing", "nothing to choose from")
    return found[pick % len(found)]


def report(world: World, pick: int, how: int) -> None:
    owed = chosen(Obligation.objects.not_handed_in().order_by("pk"), pick)
    paper = {"document_kind": "other", "document_number": "1", "document_on": world.today}
    draft = Draft("Сделано.", (Claim.DONE, Claim.INTERIM)[how % 2], **paper)  # type: ignore[arg-type]
    entry = owed.entries.filter(state="draft").first()
    version = entry.version if entry else None
    saved = save_draft(owed, draft, by=world.officer, today=world.today, version=version)
    if how % 5:
        submit(saved, by=world.officer, today=world.today, despite_silence=True)


def decide(world: World, pick: int, how: int) -> None:
    entry = chosen(ProgressEntry.objects.waiting_for_review().order_by("pk"), pick)
    if how % 2:
        accept_progress(entry, by=world.coordinator, today=world.today)
    else:
        return_progress(entry, by=world.coordinator, today=world.today, reason="Неполно.")


def ask_for_time(world: World, pick: int, how: int) -> None:
    owed = chosen(Obligation.objects.not_handed_in().exclude(due_on=None).order_by("pk"), pick)
    assert owed.due_on
    later = owed.due_on + timedelta(days=how % 60 + 1)
    request_extension(
        owed, by=world.officer, today=world.today, proposed_on=later, reason="Ждём ответа."
    )


def decide_on_time(world: World, pick: int, how: int) -> None:
    asked = chosen(Extension.objects.filter(state="requested").order_by("pk"), pick)
    if how % 4 == 0:
        refuse_extension(asked, by=world.coordinator, today=world.today, note="Нет причин.")
        return
    grant_extension(
        asked,
        by=world.coordinator,
        today=world.today,
        granted_on=asked.proposed_on,
        act="№ 5",
        act_on=world.today,
    )


def change_wording(world: World, pick: int, how: int) -> None:
    measure = world.measure(pick)
    lead, other = chosen(world.bodies, how), chosen(world.bodies, how // 7)
    others = [other] if other != lead else []
    parts = {
        0: {"deadline_ru": chosen(TEXTS, how // 3)},
        1: {"executors": led_by(lead, *others)},
        2: {"deadline_ru": chosen(TEXTS, how // 3), "executors": led_by(lead, *others)},
        3: {"title_ru": f"Иначе {how}", "number": f"{measure.number}-а"[:20]},
    }
    _amend(world, reword(measure, **parts[how % 4]), later=how // 5 % 3)


def add_or_strike(world: World, pick: int, how: int) -> None:
    measure = world.measure(pick)
    if how % 3 == 0:
        _amend(world, strike(measure), later=how // 5 % 3)
        return
    wording = {**said(measure), "number": f"{measure.pk}-{how}", "deadline_ru": chosen(TEXTS, how)}
    added = {"kind": ChangeKind.ADD, "wording": wording, "after": measure}
    _amend(world, added, later=0)


def _amend(world: World, change: dict[str, object], *, later: int) -> None:
    world.acts += 1
    in_force_on = world.today + timedelta(days=15 * later)
    amend(
        world.plan,
        world.coordinator,
        world.today,
        change,
        act=f"№ {world.acts}",
        in_force_on=in_force_on,
    )


def give_dates(world: World, pick: int, how: int) -> None:
    settable = [one for one in Deadline.objects.order_by("pk") if is_settable(one)]
    first = date(2009, 3, 1) + timedelta(days=how % 300)
    days = [first, first + timedelta(days=40)][: how % 2 + 1]
    set_dates(chosen(settable, pick), days, by=world.coordinator, today=world.today)


def correct_calendar(world: World, pick: int, how: int) -> None:
    day = date(2009, 1, 5) + timedelta(days=pick % 360)
    if calendar_between(day, day) and how % 2:
        take_back(days=[day], reason="Ошибка.", by=world.administrator, today=world.today)
        return
    kind = DayKind.HOLIDAY if is_working(day, calendar_between(day, day)) else DayKind.WORKING
    act, names = Act("Постановление", "9", world.today), Names("Перенос", "", "")
    correct_day(day=day, kind=kind, names=names, act=act, by=world.administrator, today=world.today)


def change_bodies(world: World, pick: int, how: int) -> None:
    """A body is renamed or merged; at most two of them end."""
    if len(world.bodies) < 3:
        raise Refused("enough", "enough bodies have ended")
    old = chosen(world.bodies, pick)
    heir = world.body(AgencyFactory()) if how % 3 == 0 else chosen(world.bodies, how)
    kind = SuccessionKind.RENAME if how % 3 == 0 else SuccessionKind.MERGE
    order = Order(kind, old, heir, world.today, "Указ № 1")
    carry_out_succession(order, by=world.administrator, today=world.today)
    world.bodies = [one for one in {*world.bodies, heir} if one != old]
    world.bodies.sort(key=lambda one: one.pk)


def change_group(world: World, pick: int, how: int) -> None:
    body = chosen(world.bodies, pick)
    (world.group.members.remove if how % 2 else world.group.members.add)(body)
    group_changed.send(AgencyGroup, group=world.group, by=world.administrator, today=world.today)


def change_settings(world: World, pick: int, how: int) -> None:
    world.plan.day_off_rule = RULES[pick % 3]
    world.plan.co_executor_lead_days = how % 6
    world.plan.save()
    plan_changed.send(ActionPlan, plan=world.plan, by=world.administrator, today=world.today)


def take_off_control(world: World, pick: int, how: int) -> None:
    if how % 3:
        raise Refused("seldom", "a measure leaves control seldom")
    paper = CompletionDocument("law", "1", world.today)
    remove_from_control(world.measure(pick), paper, by=world.coordinator, today=world.today)


ACTS: list[Callable[[World, int, int], None]] = [
    report,
    decide,
    report,
    decide,
    ask_for_time,
    decide_on_time,
    change_wording,
    add_or_strike,
    give_dates,
    correct_calendar,
    change_bodies,
    change_group,
    change_settings,
    take_off_control,
]
