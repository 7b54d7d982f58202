import pytest
from django.core.exceptions import PermissionDenied

from agencies.errors import Refused
from agencies.models import Role, User
from measures.models import Measure
from reports.models import NarrativeSection, NarrativeText, ReportingRound
from reports.services.narrative_sections import add_section, begin, leave_out, move, rename
from tests import factories
from tests.reports.narrating import TODAY, Telling, owed_under_a_direction

TITLES = {"ru": "Международные связи", "kk": "", "en": "International ties"}


def codes(round_: ReportingRound) -> list[str]:
    rows = NarrativeSection.objects.filter(round=round_).order_by("position", "pk")
    return list(rows.values_list("code", flat=True))


def test_a_plan_gives_reason_for_a_section_of_each_direction_with_measures(
    words: Telling,
) -> None:
    factories.DirectionFactory(concept=words.round.plan.concept, number=9)
    assert codes(words.round) == [
        "overview",
        "direction-1",
        "direction-2",
        "overdue",
        "conclusions",
    ]
    assert NarrativeText.objects.count() == 5 * 3


def test_a_measure_under_no_direction_has_a_section_too(
    round_: ReportingRound, coordinator: User, measure: Measure
) -> None:
    begin(round_, by=coordinator, today=TODAY, day=TODAY)
    assert codes(round_) == ["overview", "other", "overdue", "conclusions"]


def test_begun_again_only_what_is_missing_comes_in_its_place(words: Telling) -> None:
    move(words.section("overdue"), up=True, by=words.by, today=TODAY)
    owed_under_a_direction(words.round, 3)
    assert begin(words.round, by=words.by, today=TODAY, day=TODAY) == 1
    assert begin(words.round, by=words.by, today=TODAY, day=TODAY) == 0
    assert codes(words.round) == [
        "overview",
        "direction-1",
        "overdue",
        "direction-2",
        "direction-3",
        "conclusions",
    ]


def test_sections_move_a_place_and_not_past_the_ends(words: Telling) -> None:
    assert move(words.section("conclusions"), up=True, by=words.by, today=TODAY)
    assert codes(words.round)[-2:] == ["conclusions", "overdue"]
    assert not move(words.section("overview"), up=True, by=words.by, today=TODAY)
    assert not move(words.section("overdue"), up=False, by=words.by, today=TODAY)


def test_a_section_of_ones_own_stands_at_the_end_and_can_be_renamed(words: Telling) -> None:
    own = add_section(words.round, TITLES, by=words.by, today=TODAY)
    assert (codes(words.round)[-1], own.texts.count()) == ("own-1", 3)
    rename(own, TITLES | {"kk": "Халықаралық байланыс"}, by=words.by, today=TODAY, version=1)
    with pytest.raises(Refused) as refused:
        rename(own, TITLES, by=words.by, today=TODAY, version=1)
    assert refused.value.code == "changed_meanwhile"
    assert words.section("own-1").title_kk == "Халықаралық байланыс"


def test_a_section_has_a_title_and_only_an_own_one_takes_another(words: Telling) -> None:
    with pytest.raises(Refused) as untitled:
        add_section(words.round, {"ru": " "}, by=words.by, today=TODAY)
    with pytest.raises(Refused) as named:
        rename(words.section("overview"), TITLES, by=words.by, today=TODAY, version=1)
    assert (untitled.value.code, named.value.code) == ("title_missing", "not_own")


def test_a_section_is_left_out_and_comes_back_with_its_texts(words: Telling) -> None:
    section = words.section("overview")
    leave_out(section, True, by=words.by, today=TODAY, version=1)
    assert words.section("overview").left_out
    with pytest.raises(Refused) as refused:
        leave_out(section, True, by=words.by, today=TODAY, version=1)
    assert refused.value.code == "changed_meanwhile"
    leave_out(section, False, by=words.by, today=TODAY, version=2)
    assert not words.section("overview").left_out
    assert list(section.changes.order_by("pk").values_list("kind", flat=True)) == [
        "begun",
        "left_out",
        "put_back",
    ]


def test_only_the_plans_coordinators_order_sections(words: Telling) -> None:
    observer = factories.person(words.round.plan.coordinator, Role.OBSERVER)
    stranger = factories.person(factories.AgencyFactory(), Role.COORDINATOR)
    for by in (observer, stranger):
        with pytest.raises(PermissionDenied):
            begin(words.round, by=by, today=TODAY, day=TODAY)
        with pytest.raises(PermissionDenied):
            move(words.section("overview"), up=False, by=by, today=TODAY)
        with pytest.raises(PermissionDenied):
            leave_out(words.section("overview"), True, by=by, today=TODAY, version=1)
        with pytest.raises(PermissionDenied):
            add_section(words.round, TITLES, by=by, today=TODAY)
