"""Why each person did or did not get the reminders of an obligation, step by step."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from agencies.models import Membership, User
from agencies.permissions import REPORTING
from agencies.queries import calendar_between
from agencies.rules.working_days import days_away
from measures.models import Audience, Declined, Obligation, Reminder, ReminderRule, Subject
from measures.queries.reminders.lines import Asked, Ledger, Line, will_be_told
from measures.queries.reminders.matters import About, abouts
from measures.queries.reminders.need import waiting_with_need
from measures.queries.reminders.seats import Seat, Surroundings, surroundings
from measures.rules.reminder_reasons import Because, Reader, Reason

YEAR = 366
# Who is told so where the plan has no step to them; others are sought only where it has one.
EXPECTED = (Audience.OFFICER, Audience.DEPUTY, Audience.HEAD, Audience.COORDINATOR)
Ladders = dict[tuple[Audience, str], list[ReminderRule]]


@dataclass(frozen=True)
class Chapter:
    """What was and will be done about one thing by its present day, in the order of days."""

    about: About
    lines: list[Line]


@dataclass(frozen=True)
class Explained:
    """`roles`: in the bodies concerned, at any time. `earlier`: what the ledger has by another
    date, of before a return, or of what was decided since."""

    person: User
    roles: list[Membership]
    chapters: list[Chapter]
    earlier: list[Line]


def explain(owed: Obligation, today: date, *, days_known: bool) -> list[Explained]:
    """Everybody who is or was in an audience, and everybody in the ledger. Eleven statements.

    `owed` with its measure and plan. `days_known`: the moment at which a step was added to the
    plan tells the business day, which it does not in a demonstration.
    """
    story = Story(owed, surroundings(owed), today, days_known=days_known)
    told = (story.of(person) for person in story.people())
    return [one for one in told if one.chapters or one.earlier]


def own_people(found: Sequence[Explained], agency: int) -> list[Explained]:
    """Those who have or had a role in reporting for the agency."""
    return [
        one
        for one in found
        if any(held.agency_id == agency and held.role in REPORTING for held in one.roles)
    ]


class Story:
    def __init__(
        self, owed: Obligation, around: Surroundings, today: date, *, days_known: bool
    ) -> None:
        self.around, self.today, self.days_known = around, today, days_known
        plan = owed.measure.plan
        rules = list(ReminderRule.objects.filter(plan=plan).order_by("pk"))
        self.rules = [rule for rule in rules if rule.retired_at is None]
        self.retired = [rule for rule in rules if rule.retired_at and not self._replaced(rule)]
        related = ("recipient", "digest", "rule", "ordered_by")
        self.rows = list(owed.reminders.select_related(*related).order_by("remind_on", "pk"))
        needs = waiting_with_need(today).filter(obligation=owed)
        self.over = {row.pk: row.over for row in needs}
        declined = Declined.objects.filter(plan=plan).values_list("person", "declined_at")
        self.declined = {person: localdate(at) for person, at in declined}
        first = days_away(owed.due_on or today, -YEAR)
        self.calendar = calendar_between(first, days_away(today, YEAR))
        self.abouts = list(abouts(around, self.calendar, today))

    def people(self) -> list[User]:
        """By audience, then those whom the ledger alone knows."""
        rules = (*self.rules, *self.retired)
        asked = {*EXPECTED, *(Audience(rule.audience) for rule in rules)}
        audiences = [audience for audience in Audience if audience in asked]
        seats = [seat for audience in audiences for seat in self.around.seats(audience)]
        found = [*(seat.held.user for seat in seats), *(row.recipient for row in self.rows)]
        return list(dict.fromkeys(found))

    def of(self, person: User) -> Explained:
        rows = [row for row in self.rows if row.recipient_id == person.pk]
        chapters = [Chapter(one, self._lines(one, person, rows)) for one in self.abouts]
        told = {line.row for part in chapters for line in part.lines}
        earlier = self._ledger([row for row in rows if row not in told])
        return Explained(
            person,
            [held for held in self.around.members if held.user_id == person.pk],
            [part for part in chapters if part.lines],
            [earlier.line(row) for row in earlier.rows],
        )

    def _ledger(self, rows: Sequence[Reminder]) -> Ledger:
        return Ledger(rows, self.over, self.today, self.calendar, self.days_known)

    def _lines(self, about: About, person: User, theirs: Sequence[Reminder]) -> list[Line]:
        ledger = self._ledger([row for row in theirs if about.holds(row)])
        lines = list(self._ladders_told(about, person, ledger))
        told = {line.row for line in lines}
        lines += [ledger.line(row) for row in ledger.rows if row not in told]
        return sorted(lines, key=lambda line: line.first or date.min)

    def _ladders_told(self, about: About, person: User, ledger: Ledger) -> Iterator[Line]:
        ladders, next_run = self._ladders(about.subject), dict[str, frozenset[date]]()
        yield from self._without_step(about, person, ladders)
        for (audience, channel), rules in ladders.items():
            seats = self._seats(about, audience, person)
            if seats and not about.is_owed_at_all:
                yield Line(audience, because=about.facts.over)
            elif seats:
                days = ledger.days(channel) | next_run.get(channel, frozenset())
                reader = self._reader(person, seats, ledger, days)
                lines = list(ledger.lines(Asked(about, audience, channel, rules, reader)))
                next_run[channel] = next_run.get(channel, frozenset()) | will_be_told(lines)
                yield from lines
        if about.is_owed_at_all:
            yield from self._retired_told(about, person, ledger)

    def _retired_told(self, about: About, person: User, ledger: Ledger) -> Iterator[Line]:
        """Steps that the plan had when this was owed already, and has no more."""
        for rule in self.retired:
            audience, why = Audience(rule.audience), self._since(rule)
            expected = why.day is None or why.day >= about.facts.began_on
            concerned = rule.subject == about.subject and self._seats(about, audience, person)
            if expected and concerned:
                asked = Asked(about, audience, rule.channel, [rule], Reader(), why)
                yield from ledger.lines(asked)

    def _since(self, rule: ReminderRule) -> Because:
        at = rule.retired_at if self.days_known else None
        return Because(Reason.RETIRED, localdate(at) if at else None)

    def _replaced(self, retired: ReminderRule) -> bool:
        """The plan has the same step anew, with other conditions."""
        return any(_is_same(rule, retired) for rule in self.rules)

    def _without_step(self, about: About, person: User, ladders: Ladders) -> Iterator[Line]:
        if about.subject != Subject.REPORT:
            return
        has_steps = {audience for audience, _channel in ladders}
        for audience in EXPECTED:
            if audience not in has_steps and self._seats(about, audience, person):
                yield Line(audience, because=(Because(Reason.NO_STEP),))

    def _ladders(self, subject: Subject) -> Ladders:
        """In the order in which a run follows them."""
        found: Ladders = {}
        for rule in self.rules:
            if rule.subject == subject:
                found.setdefault((Audience(rule.audience), rule.channel), []).append(rule)
        return found

    def _seats(self, about: About, audience: Audience, person: User) -> list[Seat]:
        seats = self.around.seats(audience, about.extension)
        return [seat for seat in seats if seat.held.user_id == person.pk]

    def _reader(
        self, person: User, seats: Sequence[Seat], ledger: Ledger, told: frozenset[date]
    ) -> Reader:
        declined = self.declined.get(person.pk)
        seen = [row.acknowledged_at for row in ledger.rows if row.acknowledged_at]
        free = [seat for seat in seats if not seat.over]
        return Reader(
            held=tuple(seat.span for seat in free or seats),
            told=told,
            blocked=not person.is_active,
            declined=Because(Reason.DECLINED, declined) if declined else None,
            acknowledged=Because(Reason.ACKNOWLEDGED, localdate(min(seen))) if seen else None,
            over=() if free else seats[0].over,
        )


def _is_same(one: ReminderRule, other: ReminderRule) -> bool:
    names = ("subject", "audience", "channel", "offset", "days")
    return all(getattr(one, name) == getattr(other, name) for name in names)
