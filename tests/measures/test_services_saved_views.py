"""A person keeps views of the board: under names of one's own, for oneself alone."""

import pytest
from django.core.exceptions import PermissionDenied

from agencies.errors import Refused
from agencies.models import User
from measures.models import SavedView
from measures.services.saved_views import (
    MOST_VIEWS,
    drop_view,
    keep_view,
    open_by_itself,
    rename_view,
)
from tests.factories import UserFactory


@pytest.fixture
def mine(coordinator: User) -> SavedView:
    return keep_view(by=coordinator, name="  Моя   область ", query="agency=mvd")


def code_of(act: object, *args: object, **named: object) -> str:
    with pytest.raises(Refused) as refused:
        act(*args, **named)  # type: ignore[operator]
    return refused.value.code


def test_a_view_is_kept_under_its_name(mine: SavedView) -> None:
    assert (mine.name, mine.query, mine.is_default) == ("Моя область", "agency=mvd", False)


def test_a_name_stands_once_for_each_person(mine: SavedView, coordinator: User) -> None:
    assert code_of(keep_view, by=coordinator, name="Моя область", query="") == "name_taken"
    other = keep_view(by=UserFactory(), name="Моя область", query="")
    assert other.name == mine.name


def test_a_view_is_renamed_unless_the_name_is_taken(mine: SavedView, coordinator: User) -> None:
    other = keep_view(by=coordinator, name="Другое", query="")
    assert code_of(rename_view, other, by=coordinator, name="Моя область") == "name_taken"
    assert rename_view(mine, by=coordinator, name="Свод").name == "Свод"


def test_renaming_writes_the_name_alone(mine: SavedView, coordinator: User) -> None:
    """Another tab has another view open by itself meanwhile, or deletes this one."""
    open_by_itself(mine, by=coordinator)
    seen = SavedView.objects.get(pk=mine.pk)
    open_by_itself(keep_view(by=coordinator, name="Другое", query=""), by=coordinator)
    rename_view(seen, by=coordinator, name="Свод")
    told = SavedView.objects.order_by("pk").values_list("name", "is_default")
    assert list(told) == [("Свод", False), ("Другое", True)]
    drop_view(seen, by=coordinator)
    rename_view(seen, by=coordinator, name="Снова")
    assert list(SavedView.objects.values_list("name", flat=True)) == ["Другое"]


@pytest.mark.parametrize(
    ("name", "query", "code"),
    [
        (" ", "", "name_missing"),
        ("я" * 61, "", "name_too_long"),
        ("Я", "x" * 1001, "view_too_long"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_words(
    coordinator: User, name: str, query: str, code: str
) -> None:
    assert code_of(keep_view, by=coordinator, name=name, query=query) == code


def test_nobody_keeps_views_without_end(coordinator: User) -> None:
    SavedView.objects.bulk_create(
        SavedView(person=coordinator, name=str(number)) for number in range(MOST_VIEWS)
    )
    assert code_of(keep_view, by=coordinator, name="Ещё", query="") == "too_many_views"


def test_one_view_at_most_opens_by_itself(mine: SavedView, coordinator: User) -> None:
    other = keep_view(by=coordinator, name="Другое", query="status=done")

    def default() -> list[str]:
        return list(SavedView.objects.filter(is_default=True).values_list("name", flat=True))

    told = []
    for view, wanted in ((mine, True), (other, True), (mine, False), (other, False)):
        open_by_itself(view, by=coordinator, wanted=wanted)
        told.append(default())
    assert told == [["Моя область"], ["Другое"], ["Другое"], []]


def test_another_persons_view_is_out_of_reach(mine: SavedView) -> None:
    stranger = UserFactory()
    for act, more in ((rename_view, {"name": "Чужое"}), (open_by_itself, {}), (drop_view, {})):
        with pytest.raises(PermissionDenied):
            act(mine, by=stranger, **more)  # type: ignore[operator]
    mine.refresh_from_db()
    assert (mine.name, mine.is_default) == ("Моя область", False)


def test_a_view_is_deleted(mine: SavedView, coordinator: User) -> None:
    drop_view(mine, by=coordinator)
    assert SavedView.objects.count() == 0
