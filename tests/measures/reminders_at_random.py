"""A plan with many kinds of steps, people who come and go, and reports that change every day."""

import random
from datetime import date, timedelta

from agencies.models import Agency, Membership, Role, User
from measures.models import (
    Audience,
    Channel,
    DayKind,
    DeadlineKind,
    Declined,
    ExecutorRole,
    Extension,
    ExtensionState,
    MeasureState,
    Obligation,
    ObligationState,
    ProgressEntry,
    ProgressState,
    Reminder,
    ReminderRule,
    Subject,
)
from measures.services.reminders import default_rules
from planner.models import ActionPlan
from tests.factories import (
    ActionPlanFactory,
    AgencyFactory,
    MeasureFactory,
    ObligationFactory,
    ProgressEntryFactory,
    UserFactory,
)
from tests.measures.reminding import NOW

FIRST = date(2009, 6, 22)
STEPS = [
    (Audience.DEPUTY, {"offset": -7}),
    (Audience.OFFICER, {"offset": -2, "channel": Channel.SITE}),
    (Audience.CO_EXECUTOR, {"offset": -5, "days": DayKind.WORKING}),
    (Audience.CO_EXECUTOR, {"offset": 1, "days": DayKind.WORKING, "repeat_every": 2}),
    (Audience.LEAD, {"offset": 2, "repeat_every": 3, "repeat_at_most": 2}),
    (Audience.LEAD, {"offset": -10, "weekday": 2, "unless_acknowledged": True}),
    (Audience.OFFICER, {"offset": 5, "unless_time_asked": True}),
    (Audience.HEAD, {"offset": 1, "may_decline": True}),
]


class World:
    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311  (a dice, no secret)
        controller = AgencyFactory()
        self.plan: ActionPlan = ActionPlanFactory(controller=controller)
        default_rules(self.plan)
        for audience, fields in STEPS:
            ReminderRule.objects.create(plan=self.plan, audience=audience, **fields)
        self.agencies: list[Agency] = AgencyFactory.create_batch(4)
        self.people: list[User] = UserFactory.create_batch(9)
        for agency in (*self.agencies, controller, self.plan.coordinator):
            self._staff(agency)
        self.owed = [self._measure() for _ in range(10)]

    def _staff(self, agency: Agency) -> None:
        """One to three people, each perhaps for a time only, and perhaps in two roles."""
        for _ in range(self.chance.randint(1, 3)):
            begins, ends = sorted(self._day() for _ in range(2))
            Membership.objects.get_or_create(
                user=self.chance.choice(self.people),
                agency=agency,
                role=self.chance.choice([*Role, Role.OFFICER, Role.COORDINATOR]),
                defaults={
                    "valid_from": self.chance.choice([None, begins]),
                    "valid_to": self.chance.choice([None, ends]),
                },
            )

    def _day(self) -> date:
        return FIRST + timedelta(days=self.chance.randint(-20, 40))

    def _measure(self) -> Obligation:
        """With a co-executor's part of the same occurrence."""
        measure, day = MeasureFactory(plan=self.plan), self._day()
        lead, part = self.chance.sample(self.agencies, 2)
        named = {"measure": measure, "occurrence": day.isoformat()}
        ObligationFactory(
            agency=part, role=ExecutorRole.CO, due_on=day - timedelta(days=5), **named
        )
        kind = self.chance.choice([DeadlineKind.ONCE] * 4 + [DeadlineKind.CONTINUOUS])
        return ObligationFactory(agency=lead, due_on=day, kind=kind, **named)

    def change(self, today: date) -> None:
        """Some of what may happen on a day."""
        for _ in range(2):
            self.chance.choice(HAPPENINGS)(self, today)

    def _any(self, *states: str) -> Obligation | None:
        rows = list(Obligation.objects.filter(state__in=states).order_by("pk"))
        return self.chance.choice(rows) if rows else None

    def _set(self, owed: Obligation, today: date, **changes: object) -> None:
        Obligation.objects.filter(pk=owed.pk).update(changed_on=today, **changes)

    def _hand_in(self, today: date) -> None:
        if owed := self._any("open", "returned"):
            self._set(owed, today, state=ObligationState.SUBMITTED, done_on=today)
            sent = {"state": ProgressState.SUBMITTED, "submitted_on": today, "submitted_at": NOW}
            ProgressEntryFactory(obligation=owed, **sent)

    def _return(self, today: date) -> None:
        if owed := self._any("submitted"):
            self._set(owed, today, state=ObligationState.RETURNED, done_on=None)
            ProgressEntry.objects.filter(obligation=owed).update(state=ProgressState.RETURNED)

    def _move(self, today: date) -> None:
        if owed := self._any("open", "returned"):
            self._set(owed, today, due_on=self._day())

    def _ask(self, today: date) -> None:
        owed = self._any("open", "returned")
        if owed and not owed.extensions.filter(state=ExtensionState.REQUESTED).exists():
            Extension.objects.create(
                obligation=owed,
                requested_by=self.chance.choice(self.people),
                requested_on=today,
                old_due_on=owed.due_on,
                proposed_on=owed.due_on + timedelta(days=self.chance.randint(1, 9)),
                reason="Ждём данных",
            )

    def _decide(self, today: date) -> None:
        if asked := Extension.objects.filter(state=ExtensionState.REQUESTED).first():
            asked.state, asked.decided_on = ExtensionState.REFUSED, today
            asked.decided_by = self.people[0]
            asked.save()

    def _acknowledge(self, today: date) -> None:
        told = Reminder.objects.filter(subject=Subject.REPORT).order_by("?").first()
        if told:
            Reminder.objects.filter(pk=told.pk).update(acknowledged_at=NOW)

    def _decline(self, today: date) -> None:
        person = self.chance.choice(self.people)
        declined, is_new = Declined.objects.get_or_create(person=person, plan=self.plan)
        if not is_new:
            declined.delete()

    def _block(self, today: date) -> None:
        person = self.chance.choice(self.people)
        User.objects.filter(pk=person.pk).update(is_active=self.chance.random() < 0.7)

    def _remove(self, today: date) -> None:
        if (owed := self._any("open")) and self.chance.random() < 0.3:
            measure = owed.measure
            measure.state, measure.state_on = MeasureState.STRUCK, today
            measure.save()


HAPPENINGS = [
    *(World._hand_in, World._return, World._move, World._ask, World._decide),
    *(World._acknowledge, World._decline, World._block, World._remove),
]
