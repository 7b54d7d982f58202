"""A small administration: a plan, bodies, people; and what they do, done on the site and written
into the book."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from agencies.models import Agency, BusinessClock, Membership, Role, User
from measures.models import Claim, Obligation, ReminderRule
from measures.services.control import CompletionDocument, remove_from_control
from measures.services.extensions import grant_extension, request_extension
from measures.services.progress import Draft, accept_progress, return_progress, save_draft, submit
from planner.models import ActionPlan
from tests.factories import (
    ActionPlanFactory,
    AgencyFactory,
    MeasureFactory,
    ObligationFactory,
    asked_for,
    person,
)
from tests.faults.book import LADDER, Book, Duty, Line

Report = Obligation


def write_the_ladder_into(plan: ActionPlan) -> None:
    """The book's ladder as rules of the plan, of which the last of each role is repeated."""
    ReminderRule.objects.bulk_create(
        ReminderRule(
            plan=plan,
            audience=role,
            offset=offset,
            repeat_every=7 if offset == offsets[-1] else None,
        )
        for role, offsets in LADDER.items()
        for offset in offsets
    )


@dataclass
class Town:
    plan: ActionPlan
    coordinator: User
    deputy: User
    book: Book
    today: date
    bodies: list[Agency] = field(default_factory=list)
    officers: dict[int, list[User]] = field(default_factory=dict)
    reports: list[Report] = field(default_factory=list)
    people: dict[str, int] = field(default_factory=dict)

    # --- who and what --------------------------------------------------------------------------

    def add_body(self, *, officers: int = 1, head: bool = True) -> Agency:
        body = AgencyFactory()
        self.bodies.append(body)
        self.officers[body.pk] = []
        for _ in range(officers):
            self.join(body)
        if head:
            self.take_up(person(body, Role.HEAD), body, Role.HEAD)
        return body

    def join(self, body: Agency) -> User:
        officer = person(body, Role.OFFICER)
        self.officers[body.pk].append(officer)
        self.take_up(officer, body, Role.OFFICER)
        return officer

    def take_up(self, who: User, body: Agency, role: Role) -> None:
        self.people[who.email] = who.pk
        self.book.duties.add(Duty(who.pk, body.pk, role.value))
        self.book.written(self.today)

    def leave(self, body: Agency) -> User:
        """The officer who came first; the others go on."""
        officer = self.officers[body.pk].pop(0)
        held = Membership.objects.filter(user=officer, agency=body)
        held.update(valid_to=self.today - timedelta(days=1))
        self.book.duties.remove(Duty(officer.pk, body.pk, "officer"))
        self.book.written(self.today)
        return officer

    def owe(self, body: Agency, due: date) -> Report:
        measure = MeasureFactory(plan=self.plan)
        owed = asked_for(ObligationFactory(measure=measure, agency=body, due_on=due))
        self.reports.append(owed)
        self.book.lines[owed.pk] = Line(owed.pk, body.pk, due)
        self.book.written(self.today)
        return owed

    # --- the day -------------------------------------------------------------------------------

    def wake_on(self, day: date) -> None:
        """The book first: a run may come the moment after the site's clock was moved."""
        self.today = day
        self.book.written(day)
        BusinessClock.objects.update_or_create(pk=1, defaults={"today": day})

    # --- what people do ------------------------------------------------------------------------

    def hand_in(self, owed: Report) -> None:
        officer = self.officers[owed.agency_id][0]
        paper = {"document_kind": "other", "document_number": "7", "document_on": self.today}
        draft = owed.entries.filter(state="draft").first()
        entry = save_draft(
            owed, Draft("Done.", Claim.DONE, "en", **paper), by=officer, today=self.today,
            version=draft.version if draft else None,
        )  # fmt: skip
        submit(entry, by=officer, today=self.today, despite_silence=True)
        self._write(owed, handed_in=True)

    def give_back(self, owed: Report) -> None:
        waiting = owed.entries.get(state="submitted")
        return_progress(waiting, by=self.coordinator, today=self.today, reason="Incomplete.")
        self._write(owed, handed_in=False, ladder=self.book.lines[owed.pk].ladder + 1)

    def accept(self, owed: Report) -> None:
        accept_progress(owed.entries.get(state="submitted"), by=self.coordinator, today=self.today)
        self.book.written(self.today)

    def give_time(self, owed: Report, days: int) -> None:
        """Asked by the coordinator where the date has run out, and decided by another."""
        line = self.book.lines[owed.pk]
        to = line.due + timedelta(days=days)
        late = line.due < self.today
        asking = self.deputy if late else self.officers[owed.agency_id][0]
        asked = request_extension(
            owed, by=asking, today=self.today, proposed_on=to, reason="We wait for data."
        )
        grant_extension(
            asked, by=self.coordinator, today=self.today, granted_on=to, act="Order No 14",
            act_on=self.today,
        )  # fmt: skip
        self._write(owed, due=to, ladder=line.ladder + 1)

    def take_off_control(self, owed: Report) -> None:
        paper = CompletionDocument("law", "45-IV", self.today)
        remove_from_control(owed.measure, paper, by=self.coordinator, today=self.today)
        self._write(owed, off_control=True)

    def _write(self, owed: Report, **facts: object) -> None:
        for name, value in facts.items():
            setattr(self.book.lines[owed.pk], name, value)
        self.book.written(self.today)

    def addresses_of_officers(self) -> list[str]:
        return [officer.email for officers in self.officers.values() for officer in officers]

    def in_review(self) -> list[Report]:
        return list(Report.objects.filter(entries__state="submitted").order_by("pk"))

    def about_to_be_told(self) -> list[Report]:
        """Of which a mail waits: to see that people are faster than mails now and then."""
        waiting = Report.objects.filter(reminders__state="waiting").distinct().order_by("pk")
        return [owed for owed in waiting if self.book.lines[owed.pk].is_owed]

    def owed_now(self) -> list[Report]:
        return [owed for owed in self.reports if self.book.lines[owed.pk].is_owed]


def found_town(today: date, *, bodies: int, dues: Iterable[int]) -> Town:
    """Bodies of two officers and a head each; each owes a report on each of the `dues`, which are
    days from `today`. Two coordinators."""
    plan = ActionPlanFactory()
    write_the_ladder_into(plan)
    both = [person(plan.coordinator, Role.COORDINATOR) for _ in range(2)]
    town = Town(plan, *both, Book(plan.coordinator_id), today)
    for one in both:
        town.take_up(one, plan.coordinator, Role.COORDINATOR)
    offsets = list(dues)
    for _ in range(bodies):
        body = town.add_body(officers=2)
        for days in offsets:
            town.owe(body, today + timedelta(days=days))
    return town
