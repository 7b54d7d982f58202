"""Sets up the demonstration; run again, it adds what is missing and changes nothing."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction

from agencies.clock import business_today, is_demonstration
from agencies.errors import Refused
from agencies.models import Membership, Role, User
from measures.demo import history
from measures.demo.people import Account, add_people
from measures.demo.plan import add_plan, slug_of
from measures.demo.reference import add_missing
from planner.models import ActionPlan

FIXTURES: Path = settings.BASE_DIR / "fixtures"


@dataclass(frozen=True)
class Seeded:
    """`is_new` False: the plan stood there already and was left as people have made it."""

    plan: ActionPlan
    is_new: bool
    reference_rows: int
    acts: int
    people: list[Account]


@transaction.atomic
def seed_demonstration(fixtures: Path = FIXTURES) -> Seeded:
    """All of it or nothing. Raises Refused "not_a_demonstration" where real people work."""
    if not is_demonstration():
        raise Refused(
            "not_a_demonstration",
            "This installation works on the real date, so made-up people and reports have no "
            "place in it. For a demonstration set BUSINESS_DATE, e.g. BUSINESS_DATE=2009-07-06.",
        )
    rows = add_missing(fixtures / "reference")
    demo = fixtures / "demo"
    people = add_people(demo / "people.json")
    known = ActionPlan.objects.filter(slug=slug_of(demo / "plan.json")).first()
    if known:
        return Seeded(known, False, rows, 0, people)
    plan = add_plan(demo / "plan.json", by=_a_coordinator())
    acts = history.play(plan, demo / "history.json")
    history.take_for_seen(plan, business_today())
    return Seeded(plan, True, rows, acts, people)


def _a_coordinator() -> User:
    held = Membership.objects.filter(role=Role.COORDINATOR, user__email__endswith="@demo.example")
    return held.select_related("user").earliest("user__email").user
