"""First steps are each person's own to hide and to mark."""

import pytest

from agencies.errors import Refused
from agencies.models import User
from measures.services.first_steps import hide_first_steps, show_first_steps, take_step
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def kept(person: User) -> tuple[bool, list[str]]:
    found = User.objects.get(pk=person.pk)
    return found.first_steps_hidden, found.first_steps_taken


def test_one_persons_hiding_leaves_the_others() -> None:
    one, other = UserFactory(), UserFactory()
    hide_first_steps(by=one)
    assert [kept(one), kept(other)] == [(True, []), (False, [])]


def test_what_was_hidden_is_shown_again() -> None:
    one = UserFactory(first_steps_hidden=True)
    show_first_steps(by=one)
    assert kept(one) == (False, [])


def test_a_step_is_marked_once_and_beside_the_others() -> None:
    one = UserFactory()
    for name in ("observer.plan", "observer.as-of", "observer.plan"):
        take_step(name, by=one)
    assert kept(one) == (False, ["observer.plan", "observer.as-of"])


@pytest.mark.parametrize("name", ["officer.hand-in", "nobody.nothing", ""])
def test_what_is_told_by_deeds_or_unknown_is_not_marked(name: str) -> None:
    one = UserFactory()
    with pytest.raises(Refused) as refused:
        take_step(name, by=one)
    assert (refused.value.code, kept(one)) == ("unknown_step", (False, []))
