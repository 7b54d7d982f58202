"""The acts of a day: each is done on the site through its services and written into the book."""

from collections.abc import Sequence
from datetime import date

from agencies.models import SuccessionKind
from agencies.services_days import Act, move_working_day
from measures.models import Claim, Extension, Obligation, ProgressEntry
from measures.services.amendments import apply_what_came_into_force
from measures.services.control import CompletionDocument, remove_from_control
from measures.services.deadlines import date_event, set_dates
from measures.services.extensions import grant_extension, refuse_extension, request_extension
from measures.services.progress import Draft, accept_progress, return_progress, save_draft, submit
from measures.services.succession import Order, carry_out_succession
from planner.models import ActionPlan
from tests.scenarios.book import Book, Line
from tests.scenarios.setting import Setting


class Hands:
    """`today` is the day being lived. Measures go by the clerk's keys, their first numbers."""

    def __init__(self, setting: Setting, book: Book) -> None:
        self.setting, self.book = setting, book
        self.today = date.min
        self.keys = setting.measures()

    @property
    def plan(self) -> ActionPlan:
        return ActionPlan.objects.get(pk=self.setting.plan.pk)

    def owed(self, key: str, body: str, occurrence: str) -> Obligation:
        return Obligation.objects.get(
            measure=self.keys[key], agency__code=body, occurrence=occurrence
        )

    # --- reports -------------------------------------------------------------------------------

    def report(self, key: str, body: str, occurrence: str, claim: str = "done") -> None:
        owed = self.owed(key, body, occurrence)
        officer = self.setting.officers[body]
        paper = {"document_kind": "other", "document_number": "7", "document_on": self.today}
        draft = Draft("" if claim == "nil" else "Сделано.", Claim(claim), **paper)  # type: ignore[arg-type]
        entry = owed.entries.filter(state="draft").first()
        version = entry.version if entry else None
        saved = save_draft(owed, draft, by=officer, today=self.today, version=version)
        submit(saved, by=officer, today=self.today, despite_silence=True)
        self.book.in_review.append((key, body, self.today))
        line = self.book.line(key, body, occurrence)
        if claim != "interim" or line.endless:
            line.state, line.handed_in = "submitted", self.today

    def write_a_draft(self, key: str, body: str, occurrence: str) -> None:
        owed = self.owed(key, body, occurrence)
        save_draft(owed, Draft("Начато."), by=self.setting.officers[body], today=self.today)

    def accept(self, key: str, body: str, occurrence: str) -> None:
        accept_progress(
            self._waiting(key, body, occurrence), by=self.setting.coordinator, today=self.today
        )
        self._reviewed(key, body)
        line = self.book.line(key, body, occurrence)
        if line.state == "submitted":
            line.state = "done"

    def give_back(self, key: str, body: str, occurrence: str) -> None:
        return_progress(
            self._waiting(key, body, occurrence), by=self.setting.coordinator, today=self.today,
            reason="Неполно.",
        )  # fmt: skip
        self._reviewed(key, body)
        line = self.book.line(key, body, occurrence)
        line.state, line.handed_in = "returned", None

    def _waiting(self, key: str, body: str, occurrence: str) -> ProgressEntry:
        return self.owed(key, body, occurrence).entries.get(state="submitted")

    def _reviewed(self, key: str, body: str) -> None:
        """The longest waiting one: a body has one report on a measure in review at a time."""
        found = [one for one in self.book.in_review if one[:2] == (key, body)]
        self.book.in_review.remove(found[0])

    # --- dates ---------------------------------------------------------------------------------

    def ask_for_time(self, key: str, body: str, occurrence: str, to: date) -> None:
        owed = self.owed(key, body, occurrence)
        request_extension(
            owed, by=self.setting.officers[body], today=self.today, proposed_on=to, reason="Ждём."
        )
        line = self.book.line(key, body, occurrence)
        assert line.due
        self.book.more_time.append((key, body, line.due, to))

    def grant(self, key: str, body: str, occurrence: str, to: date) -> None:
        grant_extension(
            self._asked(key, body, occurrence), by=self.setting.coordinator, today=self.today,
            granted_on=to, act="Поручение № 14", act_on=self.today,
        )  # fmt: skip
        self._decided(key, body)
        self.book.line(key, body, occurrence).due = to

    def refuse(self, key: str, body: str, occurrence: str) -> None:
        asked = self._asked(key, body, occurrence)
        refuse_extension(
            asked, by=self.setting.coordinator, today=self.today, note="Срок достаточен."
        )
        self._decided(key, body)

    def _asked(self, key: str, body: str, occurrence: str) -> Extension:
        return self.owed(key, body, occurrence).extensions.get(state="requested")

    def _decided(self, key: str, body: str) -> None:
        self.book.more_time = [one for one in self.book.more_time if one[:2] != (key, body)]

    def set_date(
        self, key: str, day: date, dues: dict[str, date], was: str, event_on: date | None = None
    ) -> None:
        """`dues`: by body, of the line that was called `was`."""
        deadline = self.plan.measures.get(pk=self.keys[key]).deadline
        people = {"by": self.setting.coordinator, "today": self.today}
        if event_on:  # the site counts the day from the event; the clerk did it by hand
            date_event(deadline, event_on, **people)
        else:
            set_dates(deadline, [day], **people)
        self.book.reword(key, waits=False)
        for body, due in dues.items():
            line = self.book.line(key, body, was)
            line.occurrence, line.due = day.isoformat(), due

    def exchange_days(self, off: date, working: date, moved: Sequence[tuple[Line, date]]) -> None:
        act = Act("Постановление Правительства", "1400", self.today)
        move_working_day(
            day_off=off, working_day=working, act=act, by=self.setting.administrator,
            today=self.today,
        )  # fmt: skip
        for line, due in moved:
            line.due = due

    # --- measures and bodies -------------------------------------------------------------------

    def take_off_control(self, key: str) -> None:
        measure = self.plan.measures.get(pk=self.keys[key])
        paper = CompletionDocument("law", "45-IV", self.today)
        remove_from_control(measure, paper, by=self.setting.coordinator, today=self.today)
        self.book.reword(key, state="removed")
        self.book.end(key, "removed")

    def merge(self, old: str, new: str, keys: Sequence[str]) -> None:
        """All that `old` owes on the measures `keys` passes to `new`, people go along."""
        bodies, officers = self.setting.bodies, self.setting.officers
        order = Order(
            kind=SuccessionKind.MERGE, predecessor=bodies[old], successor=bodies[new],
            effective_on=self.today, act="Указ № 870", people={officers[old].pk: bodies[new]},
        )  # fmt: skip
        carry_out_succession(order, by=self.setting.administrator, today=self.today)
        for line in self.book.lines:
            passes = line.state in ("open", "returned", "submitted")
            if line.measure in keys and line.body == old and passes:
                line.body = new
        self.book.in_review = [
            (key, new if body == old else body, on) for key, body, on in self.book.in_review
        ]

    def learn_of_acts_in_force(self) -> int:
        return apply_what_came_into_force(today=self.today)
