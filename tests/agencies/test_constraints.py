"""What the database refuses, whoever writes."""

from datetime import date

import pytest

from agencies.models import (
    Agency,
    AgencyAlias,
    AgencyGroup,
    AgencyKind,
    BusinessClock,
    Succession,
    SuccessionKind,
)
from tests.database import is_refused
from tests.factories import AgencyFactory

pytestmark = pytest.mark.django_db


def test_another_name_belongs_to_a_body_or_to_a_group_never_both_or_neither() -> None:
    body: Agency = AgencyFactory()
    group = AgencyGroup.objects.create(code="all", name_ru="все")
    make = AgencyAlias.objects.create
    assert is_refused(lambda: make(text="x", agency=body, group=group))
    assert is_refused(lambda: make(text="x"))
    assert not is_refused(lambda: make(text="x", agency=body))
    assert is_refused(lambda: make(text="x", group=group))


def test_an_akimat_has_a_region() -> None:
    assert is_refused(lambda: AgencyFactory(kind=AgencyKind.AKIMAT))


def test_a_body_is_abolished_after_it_is_founded() -> None:
    day = date(2006, 9, 27)
    assert is_refused(lambda: AgencyFactory(founded_on=day, abolished_on=day))
    assert not is_refused(lambda: AgencyFactory(abolished_on=day))


def test_nobody_succeeds_itself() -> None:
    body: Agency = AgencyFactory()
    make = Succession.objects.create
    act = {"kind": SuccessionKind.RENAME, "effective_on": date(2006, 9, 27), "act": "№ 925"}
    assert is_refused(lambda: make(predecessor=body, successor=body, **act))


def test_there_is_one_business_clock() -> None:
    today = date(2009, 7, 6)
    assert not is_refused(lambda: BusinessClock.objects.create(pk=1, today=today))
    assert is_refused(lambda: BusinessClock.objects.create(pk=2, today=today))
