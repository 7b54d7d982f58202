"""Two coordinators press the button at one moment."""

from typing import Any

from agencies.models import Role
from publications.facts import Wanted
from publications.models import Publication
from publications.services import Looked, preview, publish, seen, withdraw
from tests import factories
from tests.publications.conftest import NOW, TODAY
from tests.races import AT_ONE_MOMENT, at_once

pytestmark = AT_ONE_MOMENT


def a_plan() -> tuple[Any, list[Any]]:
    owed = factories.asked_for(factories.ObligationFactory())
    plan = owed.measure.plan
    return plan, [factories.person(plan.coordinator, Role.COORDINATOR) for _who in range(2)]


def test_one_of_two_publications_at_one_moment_is_made() -> None:
    plan, people = a_plan()
    looked = Looked(0, seen(preview(plan, day=TODAY, wanted=Wanted(), today=TODAY)))

    def act(by: Any) -> Any:
        return lambda: publish(plan, day=TODAY, wanted=Wanted(), looked=looked, by=by, today=TODAY,
                               now=NOW)  # fmt: skip

    assert sorted(at_once(*map(act, people))) == ["done", "published_meanwhile"]
    assert list(Publication.objects.values_list("number", flat=True)) == [1]


def test_a_publication_is_withdrawn_once() -> None:
    plan, people = a_plan()
    looked = Looked(0, seen(preview(plan, day=TODAY, wanted=Wanted(), today=TODAY)))
    one = publish(plan, day=TODAY, wanted=Wanted(), looked=looked, by=people[0], today=TODAY,
                  now=NOW)  # fmt: skip

    def act(by: Any) -> Any:
        return lambda: withdraw(one, reason="Ошибка.", by=by, today=TODAY, now=NOW)

    assert sorted(at_once(*map(act, people))) == ["done", "withdrawn"]
