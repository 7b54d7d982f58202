"""One measure at two moments: its wording, who owes what by when, and its state on control."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from measures.date_words import quarter
from measures.models import Measure, MeasureVersion, ObligationVersion
from measures.queries.comparing import Names, PartDifference, differences
from measures.queries.measure_parts import changes_of
from measures.rules.wording import Wording, wording_of

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Moments:
    """A choice of two days, named in the reader's language."""

    name: str
    first: date
    second: date


@dataclass(frozen=True)
class Report:
    """A report owed at one of the moments: None where it was not asked for then."""

    before: ObligationVersion | None
    after: ObligationVersion | None

    @property
    def told(self) -> ObligationVersion:
        found = self.after or self.before
        if found is None:
            raise ValueError("a report of neither moment")
        return found

    @property
    def date_moved(self) -> bool:
        return bool(self.before and self.after and self.before.due_on != self.after.due_on)

    @property
    def differs(self) -> bool:
        return _terms(self.before) != _terms(self.after)


def _terms(owed: Any) -> tuple[Any, ...] | None:
    return (owed.due_on, owed.status, owed.agency_id, owed.role) if owed else None


@dataclass(frozen=True)
class Compared:
    """`before` and `after`: the measure's versions, None where the plan did not have it."""

    before: MeasureVersion | None
    after: MeasureVersion | None
    parts: list[PartDifference]
    reports: list[Report]
    unchanged: int

    @property
    def control_moved(self) -> bool:
        before, after = self.before, self.after
        return bool(before and after and before.state != after.state)


def compared(measure: Measure, first: date, second: date) -> Compared:
    """From the end of one day to the end of another; seven statements at most."""
    before, after = _version(measure, first), _version(measure, second)
    old, new = _wording(before), _wording(after)
    names = Names.of([old, new])
    reports = list(_reports(measure, first, second))
    return Compared(
        before=before,
        after=after,
        parts=differences(old, new, names) if before and after else [],
        reports=[one for one in reports if one.differs],
        unchanged=sum(not one.differs for one in reports),
    )


def _version(measure: Measure, day: date) -> MeasureVersion | None:
    return MeasureVersion.objects.in_force(day).filter(measure=measure.pk).first()


def _wording(version: MeasureVersion | None) -> Wording:
    if version is None:
        return {}
    names = [field.attname for field in version._meta.concrete_fields]
    return wording_of({name: getattr(version, name) for name in names})


def _reports(measure: Measure, first: date, second: date) -> Iterator[Report]:
    """By date, then body; what neither moment asked for is left out."""
    before, after = _owed(measure, first), _owed(measure, second)
    found = [Report(before.get(pk), after.get(pk)) for pk in {**after, **before}]
    asked = [one for one in found if one.before or one.after]
    yield from sorted(
        asked, key=lambda one: (one.told.due_on or date.max, one.told.agency.code, one.told.pk)
    )


def _owed(measure: Measure, day: date) -> dict[int, ObligationVersion]:
    rows = ObligationVersion.objects.in_force(day).owed().with_status(day)
    asked = rows.filter(measure=measure.pk).select_related("agency")
    return {row.obligation_id: row for row in asked}


def choices(measure: Measure, today: date) -> list[Moments]:
    """As approved and today, each amendment, each quarter that has begun; two statements."""
    began = measure.versions.order_by("since").values_list("since", flat=True).first() or today
    approved = measure.plan.approved_on or measure.plan.starts_on
    usual = Moments(_("as approved – today"), min(max(began, approved), today), today)
    acts = [
        Moments(str(one.amendment), on - DAY, on)
        for one in changes_of(measure, today)
        if (on := one.amendment.applied_on)
    ]
    return [usual, *acts, *_quarters(max(usual.first, measure.plan.starts_on), today)]


def _quarters(first: date, today: date) -> Iterator[Moments]:
    """From the quarter that began last back to that of `first`."""
    begins = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    while begins > first - timedelta(days=92):
        ends = min((begins + timedelta(days=92)).replace(day=1) - DAY, today)
        yield Moments(quarter(f"{begins.year}Q{begins.month // 3 + 1}"), begins - DAY, ends)
        begins = (begins - timedelta(days=1)).replace(day=1)
        begins = date(begins.year, (begins.month - 1) // 3 * 3 + 1, 1)
