"""The page of the Concept."""

from datetime import date
from itertools import pairwise

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from planner.models import Concept
from tests.factories import ActionPlanFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client: Client) -> Client:
    client.force_login(UserFactory())
    return client


def page_of(reader: Client, concept: Concept) -> html.HtmlElement:
    answer = reader.get(reverse("planner:concept", args=[concept.slug]))
    assert answer.status_code == 200
    return html.fromstring(answer.content)


def words(page: html.HtmlElement, xpath: str) -> list[str]:
    return [" ".join(found.text_content().split()) for found in page.xpath(xpath)]


def test_the_page_asks_who_is_there(client: Client, concept: Concept) -> None:
    answer = client.get(reverse("planner:concept", args=[concept.slug]))
    assert answer.headers["Location"].startswith(reverse("agencies:login"))


def test_the_address_alone_leads_to_the_latest_concept(reader: Client, concept: Concept) -> None:
    answer = reader.get(reverse("planner:concept"))
    assert answer.headers["Location"] == "/concept/migration-2007-2015/"


def test_without_a_concept_there_is_no_page(reader: Client) -> None:
    assert reader.get(reverse("planner:concept")).status_code == 404


def test_every_paragraph_of_the_concept_is_shown_with_its_place(
    reader: Client, concept: Concept
) -> None:
    items = words(page_of(reader, concept), "//article//ol/li")
    assert len(items) == 14 + 27 + 10
    assert all("§" in item for item in items)
    assert "Suppress illegal migration and human trafficking §3(8)" in items
    assert "End duplicated functions and weak interdepartmental work §5.2(1)" in items


def test_headings_go_down_one_level_at_a_time(reader: Client, concept: Concept) -> None:
    page = page_of(reader, concept)
    levels = [
        int(found.tag[1]) for found in page.xpath("//article//*[self::h1 or self::h2 or self::h3]")
    ]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_figures_stand_with_region_year_unit_and_source(reader: Client, concept: Concept) -> None:
    page = page_of(reader, concept)
    assert words(page, "(//table/tbody)[1]/tr/*") == [
        "Arrivals in the Republic of Kazakhstan",
        *("the whole country", "2006", "baseline", "67 386", "people", "§1(1)"),
    ]
    rows = words(page, "//table/tbody/tr")
    assert any("Zhambyl Oblast 2006 baseline −7682 people §1(6)" in row for row in rows)
    assert len(rows) == 32


@pytest.mark.parametrize(
    ("today", "noted"), [(date(2011, 5, 22), False), (date(2011, 5, 23), True)]
)
def test_a_repealed_concept_says_so_from_the_day_of_repeal(
    reader: Client, concept: Concept, settings: object, today: date, noted: bool
) -> None:
    settings.BUSINESS_DATE = today.isoformat()  # type: ignore[attr-defined]
    notes = words(page_of(reader, concept), "//article//*[@role='note']")
    assert ["This concept is repealed." in note for note in notes] == [noted]
    assert "23.05.2011" in notes[0]


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("ru", "Концепция миграционной политики Республики Казахстан на 2007–2015 годы"),
        (
            "kk",
            "Қазақстан Республикасы көші-қон саясатының 2007–2015 жылдарға арналған тұжырымдамасы",
        ),
    ],
)
def test_the_page_speaks_the_language_of_its_reader(
    client: Client, concept: Concept, language: str, title: str
) -> None:
    client.force_login(UserFactory(language=language))
    assert words(page_of(client, concept), "//h1") == [title]


def test_plans_of_the_concept_are_listed(reader: Client, concept: Concept) -> None:
    ActionPlanFactory(concept=concept, is_illustrative=True)
    plans = words(page_of(reader, concept), "//section[@aria-labelledby='plans']//li")
    assert plans == ["Action plan (01.01.2008–31.12.2010) illustrative"]
