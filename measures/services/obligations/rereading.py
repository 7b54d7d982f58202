"""A plan with another period, approval date or rule for days: its dates are made anew."""

from datetime import date

from django.db import transaction

from agencies.models import User
from measures.models import Deadline
from measures.services.deadline_texts import COLUMNS, columns_of, read_deadline, texts_of
from measures.services.obligations.generating import Generated, generate_obligations
from measures.services.versions import keep_versions
from planner.models import ActionPlan


@transaction.atomic
def follow_plan(plan: ActionPlan, *, by: User | None, today: date) -> Generated:
    """Reads every deadline again that no person has set, and brings what is owed in line."""
    deadlines = list(
        Deadline.objects.filter(
            measure__plan=plan, measure__state="on_control", decided_by=None, in_force_on=None
        )
    )
    changed = [one for one in deadlines if _reread(one, plan)]
    Deadline.objects.bulk_update(changed, COLUMNS, batch_size=500)
    keep_versions([one.measure_id for one in changed], today=today)
    return generate_obligations(plan, today=today, by=by, cause="plan")


def _reread(deadline: Deadline, plan: ActionPlan) -> bool:
    told = columns_of(read_deadline(texts_of(deadline), plan))
    was = {column: getattr(deadline, column) for column in COLUMNS}
    for column, value in told.items():
        setattr(deadline, column, value)
    return was != told
