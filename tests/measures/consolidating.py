"""A measure with a lead and co-executors, and what they hand in."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from agencies.models import Agency, Role, User
from measures.models import (
    DeadlineKind,
    ExecutorRole,
    Measure,
    Obligation,
    ProgressEntry,
)
from measures.services.evidence import attach_evidence
from measures.services.progress import (
    Draft,
    accept_progress,
    return_progress,
    save_draft,
    submit,
)
from planner.models import ActionPlan
from tests.factories import (
    AgencyFactory,
    DeadlineFactory,
    ExecutorFactory,
    MeasureFactory,
    ObligationFactory,
    person,
)

TODAY = date(2009, 7, 6)
DUE, EARLIER = date(2009, 7, 10), date(2009, 7, 3)


@dataclass
class Circle:
    """The bodies of one recurring measure; each has an officer, who hands in for it."""

    plan: ActionPlan
    coordinator: User
    measure: Measure
    owed: dict[str, Obligation] = field(default_factory=dict)
    officers: dict[str, User] = field(default_factory=dict)

    @property
    def lead(self) -> Obligation:
        return self.owed["lead"]

    def join(self, code: str, role: ExecutorRole = ExecutorRole.CO, **owed: Any) -> Obligation:
        """One more body in the executors' column."""
        place, more = len(self.owed) + 1, {"consolidates": owed.pop("consolidates", False)}
        named = AgencyFactory(code=code, short_ru=f"«{code}»", short_kk="", short_en="")
        more["by_agreement"] = owed.get("by_agreement", False)
        ExecutorFactory(measure=self.measure, agency=named, role=role, position=place, **more)
        return self.owe(named, role, **owed)

    def owe(self, agency: Agency, role: ExecutorRole = ExecutorRole.CO, **owed: Any) -> Obligation:
        terms = {"kind": DeadlineKind.RECURRING, "due_on": EARLIER, "occurrence": DUE.isoformat()}
        if role == ExecutorRole.LEAD:
            terms["due_on"] = DUE
        one: Obligation = ObligationFactory(
            measure=self.measure, agency=agency, role=role, **{**terms, **owed}
        )
        self.owed[agency.code] = one
        self.officers[agency.code] = person(agency, Role.OFFICER)
        return one

    def hand_in(
        self, code: str, text: str, *, files: tuple[Any, ...] = (), **draft: Any
    ) -> ProgressEntry:
        by, owed = self.officers[code], self.owed[code]
        entry = save_draft(owed, Draft(text, **draft), by=by, today=TODAY)
        for file in files:
            attach_evidence(entry, file, by=by, today=TODAY)
        submit(entry, by=by, today=TODAY, despite_silence=True)
        return entry

    def accepted(self, code: str, text: str, **more: Any) -> ProgressEntry:
        entry = self.hand_in(code, text, **more)
        accept_progress(entry, by=self.coordinator, today=TODAY)
        return entry

    def returned(self, code: str, text: str) -> ProgressEntry:
        entry = self.hand_in(code, text)
        return_progress(entry, by=self.coordinator, today=TODAY, reason="Нет цифр.")
        return entry


def circle_of(plan: ActionPlan, coordinator: User, *codes: str) -> Circle:
    """With a body "lead" and these co-executors, named in this order."""
    measure = DeadlineFactory(
        measure=MeasureFactory(plan=plan), kind=DeadlineKind.RECURRING
    ).measure
    circle = Circle(plan, coordinator, measure)
    circle.join("lead", ExecutorRole.LEAD)
    for code in codes:
        circle.join(code)
    return circle
