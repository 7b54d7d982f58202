"""The bodies, their names and the working calendar as they are shipped."""

from datetime import date

import pytest
from django.core.management import call_command

from agencies.models import (
    Agency,
    AgencyAlias,
    AgencyGroup,
    AgencyKind,
    CalendarDay,
    DayKind,
    Region,
    Succession,
)
from agencies.queries import calendar_between
from agencies.rules.names import normalise_name
from agencies.rules.public_holidays import known_days
from agencies.rules.working_days import is_working

pytestmark = pytest.mark.django_db

BY_AGREEMENT = {"knb", "genprok", "verhsud", "nb", "ap", "iom", "unhcr"}
WRITTEN = {
    "МТСЗН": "mtszn",
    "Министерство труда и социальной защиты населения Республики Казахстан": "mtszn",
    "ҚР Еңбек және халықты әлеуметтік қорғау министрлігі": "mtszn",
    "IIM": "mvd",  # Latin letters throughout
    "Генеральная прокуратура": "genprok",
    "Премьер-Министрінің Кеңсесі": "kpm",
    "Агентство РК по миграции и демографии": "amd",
    "аким Южно-Казахстанской области": "akimat-south-kazakhstan",
    "акимат г. Алматы": "akimat-almaty-city",
    "Алматы облысының әкімдігі": "akimat-almaty",
    "акимы областей, городов Астаны и Алматы": "akimats",
    "акиматы областей, гг. Астана и Алматы": "akimats",
    "облыстардың, Астана және Алматы қалаларының әкімдері": "akimats",
    "заинтересованные центральные исполнительные органы": "central-bodies",
    "министерства, агентства": "central-bodies",
    "International Organization for Migration": "iom",
}
PLAN_YEARS = (date(2008, 1, 1), date(2010, 12, 31))


def load(*names: str) -> None:
    call_command("loaddata", *names, verbosity=0)


@pytest.fixture
def _bodies() -> None:
    load("agencies")


def whose(written: str) -> str:
    alias = AgencyAlias.objects.select_related("agency", "group").get(text=normalise_name(written))
    return str((alias.agency or alias.group).code)  # type: ignore[union-attr]


def counts() -> dict[str, int]:
    tables = (Region, Agency, AgencyGroup, AgencyAlias, Succession, CalendarDay)
    return {table.__name__: table._default_manager.count() for table in tables}


def test_loading_twice_adds_nothing() -> None:
    load("agencies", "aliases", "calendar")
    first = counts()
    load("agencies", "aliases", "calendar")
    assert counts() == first
    assert first["Region"] == 16


@pytest.mark.usefixtures("_bodies")
def test_each_region_has_one_akimat_and_all_of_them_are_a_group() -> None:
    akimats = Agency.objects.filter(kind=AgencyKind.AKIMAT)
    assert sorted(akimats.values_list("code", "region__code")) == sorted(
        (f"akimat-{code}", code) for code in Region.objects.values_list("code", flat=True)
    )
    assert set(AgencyGroup.objects.get(code="akimats").members.all()) == set(akimats)


@pytest.mark.usefixtures("_bodies")
def test_central_executive_bodies_answer_to_the_government() -> None:
    members = AgencyGroup.objects.get(code="central-bodies").members.all()
    assert (len(members), {body.by_agreement for body in members}) == (21, {False})


@pytest.mark.usefixtures("_bodies")
def test_bodies_outside_the_government_take_part_by_agreement() -> None:
    codes = Agency.objects.filter(by_agreement=True).values_list("code", flat=True)
    assert set(codes) == BY_AGREEMENT


@pytest.mark.usefixtures("_bodies")
def test_the_migration_agency_passed_its_obligations_to_the_labour_ministry() -> None:
    passed = Succession.objects.get(predecessor__code="amd")
    assert (passed.successor.code, passed.effective_on) == ("mtszn", date(2006, 9, 27))


@pytest.mark.usefixtures("_bodies")
def test_acts_name_a_body_in_many_ways() -> None:
    load("aliases")
    assert {written: whose(written) for written in WRITTEN} == WRITTEN


@pytest.mark.usefixtures("_bodies")
def test_every_body_goes_by_its_full_names_and_abbreviations() -> None:
    load("aliases")
    known = set(AgencyAlias.objects.filter(agency__isnull=False).values_list("text", flat=True))
    written = [
        name
        for body in Agency.objects.exclude(kind=AgencyKind.AKIMAT)
        for name in (body.name_ru, body.name_kk, body.name_en, body.short_ru, body.short_kk)
    ]
    assert [name for name in written if normalise_name(name) not in known] == []


def test_the_shipped_corrections_are_the_transfers_of_the_plan_years_with_their_acts() -> None:
    load("calendar")
    rows = CalendarDay.objects.values_list("day", "kind")
    told = {day: known_days(day.year)[day] for day, _ in rows}
    assert dict(rows) == {day: known.kind for day, known in told.items()}
    assert all(
        row.act.startswith("Постановление Правительства") for row in CalendarDay.objects.all()
    )
    assert {
        row.day: (row.name_ru, row.name_kk, row.name_en) for row in CalendarDay.objects.all()
    } == {day: tuple(known.names) for day, known in told.items()}


@pytest.mark.parametrize("is_loaded", [True, False])
def test_working_weekends_are_those_the_government_decided(is_loaded: bool) -> None:
    if is_loaded:
        load("calendar")
    days = calendar_between(*PLAN_YEARS)
    assert {day for day, kind in days.items() if kind == DayKind.WORKING} == {
        date(2008, 5, 4),
        date(2009, 12, 20),
        date(2010, 1, 10),
        date(2010, 7, 3),
    }


def test_the_calendar_is_asked_for_in_one_statement(django_assert_num_queries: object) -> None:
    load("calendar")
    with django_assert_num_queries(1):  # type: ignore[operator]
        days = calendar_between(*PLAN_YEARS)
    assert len(days) == 58
    assert [is_working(date(2009, 12, day), days) for day in (16, 17, 18, 20)] == [
        *(False, False, False),
        True,
    ]


def test_a_correction_goes_before_what_the_package_says() -> None:
    make = CalendarDay.objects.create
    make(day=date(2009, 7, 6), kind=DayKind.WORKING, name_ru="Рабочий день")
    make(day=date(2009, 7, 7), kind=DayKind.HOLIDAY, name_ru="Нерабочий день")
    assert calendar_between(date(2009, 7, 1), date(2009, 7, 31)) == {
        date(2009, 7, 6): "working",
        date(2009, 7, 7): "holiday",
    }
