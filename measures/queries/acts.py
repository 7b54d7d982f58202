"""What a person may do on a report that is owed, besides reading it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from agencies.models import User
from measures.models import Extension, ExtensionState, MeasureState, Obligation
from measures.permissions.plans import may_manage_plan
from measures.permissions.reminders import may_explain_reminders
from measures.permissions.reporting import may_report
from measures.querysets import NOT_HANDED_IN


@dataclass(frozen=True)
class Acts:
    """`may_write`: the caller reports for the agency; of `is_open` and `in_review` it depends
    whether there is something to write."""

    may_write: bool
    is_open: bool
    may_ask: bool
    may_remind: bool
    may_explain: bool


def is_open(owed: Obligation) -> bool:
    return owed.state in NOT_HANDED_IN and owed.measure.state == MeasureState.ON_CONTROL


def acts_of(owed: Obligation, extensions: Iterable[Extension], person: User, today: date) -> Acts:
    """`extensions`: all that the person may see of the report."""
    may_write, open_ = may_report(person, owed, today), is_open(owed)
    coordinates = may_manage_plan(person, owed.measure.plan, today)
    in_time = owed.due_on is not None and owed.due_on >= today
    dated = owed.due_on is not None and owed.kind != "continuous"
    waits = any(one.state == ExtensionState.REQUESTED for one in extensions)
    may_ask = open_ and dated and not waits
    return Acts(
        may_write=may_write,
        is_open=open_,
        may_ask=may_ask and ((may_write and in_time) or coordinates),
        may_remind=coordinates and open_ and dated,
        may_explain=may_explain_reminders(person, owed, today),
    )
