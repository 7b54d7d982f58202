"""Two people on one amendment at one moment: nobody is locked out, nothing is lost (PostgreSQL)."""

import pytest

from agencies.models import Agency, Role, User
from measures.models import ChangeKind, Measure
from measures.services.amendments import as_drafted, effect_of, put_change, start_amendment
from planner.models import ActionPlan, Amendment
from tests.factories import person
from tests.measures.amending import amend, enter, reword, strike
from tests.measures.views.test_amendments import MARCH
from tests.races import AT_ONE_MOMENT, at_once

pytestmark = AT_ONE_MOMENT


@pytest.fixture
def laws(plan: ActionPlan, agency: Agency) -> list[Measure]:
    return [enter(plan, str(number), "ежеквартально", agency) for number in range(1, 9)]


def drafted(by: User, laws: list[Measure]) -> Amendment:
    draft = start_amendment(laws[0].plan, by=by, today=MARCH)
    for law in laws:
        put_change(draft, by=by, today=MARCH, **reword(law, deadline_ru="ежегодно"))
    return draft


def test_previews_and_an_act_over_the_same_measures_wait_for_each_other(
    laws: list[Measure], coordinator: User
) -> None:
    there, back = drafted(coordinator, laws), drafted(coordinator, laws[::-1])
    outcome = sorted(
        at_once(
            lambda: effect_of(there, today=MARCH),
            lambda: effect_of(back, today=MARCH),
            lambda: amend(laws[0].plan, coordinator, MARCH, strike(laws[-1])),
            lambda: effect_of(back, today=MARCH),
        )
    )
    assert outcome == ["done"] * 4


def test_of_two_first_wordings_the_second_is_told(
    laws: list[Measure], coordinator: User, plan: ActionPlan
) -> None:
    colleague = person(plan.coordinator, Role.COORDINATOR)
    draft = start_amendment(plan, by=coordinator, today=MARCH)

    def write(by: User, title: str) -> None:
        item = reword(laws[0], title_ru=title)
        put_change(draft, by=by, today=MARCH, seen=as_drafted(None), **item)

    outcome = sorted(
        at_once(lambda: write(coordinator, "Моё"), lambda: write(colleague, "Коллеги"))
    )
    assert (outcome, draft.changes.count()) == (["changed_meanwhile", "done"], 1)
    assert draft.changes.get().kind == ChangeKind.REWORD
