"""Which plan a report tells of: the act as amended by the day of the report, and no later."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from reports.draw import wording


def plan_in_force(document: Mapping[str, Any]) -> str:
    """In the language that is active; later amendments are not known to the document."""
    plan, day = document["plan"], wording.long(date.fromisoformat(document["as_of"]))
    amended = sorted(plan["amendments"], key=lambda one: one["adopted_on"])
    if not amended:
        return _("as approved; not amended by %(day)s") % {"day": day}
    last = amended[-1]
    act = wording.clean(last["act"])
    told = ", ".join(filter(None, (act, wording.long(date.fromisoformat(last["adopted_on"])))))
    return _("as in force on %(day)s, last amended by: %(act)s") % {"day": day, "act": told}
