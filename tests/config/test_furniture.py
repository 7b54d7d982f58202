"""What stands on every page: each person is shown the ways that lead somewhere."""

import pytest
from django.template import Context, Template
from django.test import Client
from lxml import html
from pytest_django import DjangoAssertNumQueries

from agencies.models import Role, User
from planner.models import ActionPlan
from tests.factories import UserFactory, person


def page_of(reader: User, address: str) -> html.HtmlElement:
    client = Client()
    client.force_login(reader)
    return html.document_fromstring(client.get(address, follow=True).content.decode())


def drawn(source: str, **context: object) -> html.HtmlElement:
    return html.fragment_fromstring(Template(source).render(Context(context)), create_parent=True)


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def ways(page: html.HtmlElement) -> list[str]:
    return [str(link) for link in page.xpath("//nav[@class='site-nav']//a/@href")]


def test_an_officer_is_led_to_the_own_pages_only(officer: User) -> None:
    found = ways(page_of(officer, "/desk/"))
    assert [way in found for way in ("/desk/", "/plans/", "/board/", "/admin/")] == [
        *(True, True),
        *(False, False),
    ]


def groups(page: html.HtmlElement) -> dict[str, list[str]]:
    """Of the person's menu: heading → where its entries lead."""
    lists = page.xpath("//div[@class='menu-items']//ul")
    named = {one.get("aria-labelledby"): one.xpath(".//a/@href") for one in lists}
    return {words(page.get_element_by_id(name)): links for name, links in named.items()}


def test_the_menu_of_an_officer_stands_in_groups_of_three(officer: User) -> None:
    assert groups(page_of(officer, "/desk/")) == {
        "My work": ["/reminders/mine/", "/jobs/"],
        "My account": ["/settings/", "/accounts/security/", "/accounts/delegations/"],
        "Other programs": ["/exchange/calendars/", "/accounts/tokens/", "/exchange/webhooks/"],
    }


def test_an_administrator_without_a_role_finds_what_is_about_people(db: None) -> None:
    reader = UserFactory(is_staff=True, is_superuser=True)
    assert groups(page_of(reader, "/accounts/security/")) == {
        "My account": ["/accounts/security/", "/accounts/delegations/"],
        "Other programs": ["/exchange/webhooks/"],
        "People and the site": ["/accounts/invitations/", "/accounts/locked/", "/components/"],
    }


def test_a_coordinator_is_led_to_board_and_review(coordinator: User) -> None:
    found = ways(page_of(coordinator, "/board/"))
    assert {"/board/", "/review/", "/reminders/"} <= {*found}


def test_the_page_that_one_stands_on_is_marked(coordinator: User) -> None:
    page = page_of(coordinator, "/board/")
    here = page.xpath("//nav[@class='site-nav']//a[@aria-current='page']/@href")
    assert here == ["/board/"]


def test_every_queue_lies_under_review(coordinator: User) -> None:
    current = "//nav[@class='site-nav']//a[@aria-current]/@href"
    for address in ("/review/", "/review/extensions/", "/review/deadlines/"):
        assert page_of(coordinator, address).xpath(current) == ["/review/"]


def test_the_foot_of_a_page_leads_to_what_is_published_and_to_help(officer: User) -> None:
    links = page_of(officer, "/desk/").xpath("//footer//a/@href")
    assert [link in links for link in ("/public/?lang=en", "/help/")] == [True, True]


def test_what_stands_on_every_page_costs_two_statements_beside_the_session_and_the_day(
    officer: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """The roles and the count of notices; `/help/` asks for the steps and the plans besides."""
    reader = Client()
    reader.force_login(officer)
    reader.get("/help/")
    with django_assert_num_queries(3 + 2 + 3):
        reader.get("/help/")


@pytest.mark.django_db
def test_who_has_no_role_finds_neither_search_nor_notices() -> None:
    page = page_of(UserFactory(), "/calendar/")
    assert page.xpath("//form[@role='search'] | //a[contains(@class, 'head-icon')]") == []


def test_a_menu_names_the_person_and_what_is_the_persons_own(officer: User) -> None:
    menu = page_of(officer, "/desk/").xpath("//details[@data-menu]")[0]
    assert [text in words(menu) for text in (str(officer), officer.email)] == [True, True]
    assert menu.xpath(".//form/@action") == ["/accounts/logout/"]
    assert {"/reminders/mine/"} <= {*map(str, menu.xpath(".//a/@href"))}


def test_the_elements_of_the_pages_are_offered_to_administrators_only(
    plan: ActionPlan, officer: User
) -> None:
    staff = person(plan.coordinator, Role.COORDINATOR, is_staff=True)
    offered = [
        bool(page_of(reader, "/plans/").xpath("//a[@href='/components/']"))
        for reader in (staff, officer)
    ]
    assert offered == [True, False]


def test_the_pages_of_a_plan_stand_beside_each_other(plan: ActionPlan, coordinator: User) -> None:
    page = page_of(coordinator, f"/plans/{plan.slug}/amendments/")
    tabs = page.xpath("//nav[@class='tabs']//a")
    here = [str(tab.get("href")) for tab in tabs if tab.get("aria-current") == "page"]
    assert here == [f"/plans/{plan.slug}/amendments/"]
    assert {f"/plans/{plan.slug}/", f"/plans/{plan.slug}/reminders/"} <= {
        str(tab.get("href")) for tab in tabs
    }


def test_the_day_that_is_looked_at_is_carried_along(plan: ActionPlan, coordinator: User) -> None:
    page = page_of(coordinator, f"/plans/{plan.slug}/?as_of=2009-03-31")
    first = page.xpath("//nav[@class='tabs']//a")[0]
    assert (first.get("href"), first.get("aria-current")) == (
        f"/plans/{plan.slug}/?as_of=2009-03-31",
        "page",
    )


def test_every_page_of_a_plan_opens(plan: ActionPlan, coordinator: User) -> None:
    client = Client()
    client.force_login(coordinator)
    tabs = page_of(coordinator, f"/plans/{plan.slug}/").xpath("//nav[@class='tabs']//a/@href")
    assert len(tabs) == 9
    assert {str(tab): client.get(str(tab)).status_code for tab in tabs} == {
        str(tab): 200 for tab in tabs
    }


EMPTY = '{% include "parts/empty.html" with title="Nothing" text=text href=href link="Go" only %}'


@pytest.mark.parametrize(
    ("text", "href", "said"),
    [("Wait.", "/go/", "Nothing Wait. Go"), ("", "", "Nothing"), ("", "/go/", "Nothing Go")],
)
def test_an_empty_place_says_what_to_do(text: str, href: str, said: str) -> None:
    assert words(drawn(EMPTY, text=text, href=href)) == said


PROGRESS = (
    '{% include "parts/progress.html" with label="Done" value=value max=8 words=words only %}'
)


def test_progress_is_a_bar_and_words() -> None:
    bar = drawn(PROGRESS, value=3, words="3 of 8").xpath("//progress")[0]
    assert dict(bar.attrib) == {
        "class": "progress-track",
        "value": "3",
        "max": "8",
        "aria-label": "Done",
        "aria-valuetext": "3 of 8",
    }


def test_progress_that_nobody_knows_has_no_value() -> None:
    bar = drawn(PROGRESS, value=None, words="").xpath("//progress")[0]
    assert (bar.get("value"), bar.get("aria-valuetext")) == (None, None)


def test_nothing_done_is_not_the_same_as_unknown() -> None:
    assert drawn(PROGRESS, value=0, words="").xpath("//progress/@value") == ["0"]


TABS = '{% include "parts/tabs.html" with tabs=tabs label="Pages" here="/b/" %}'


def test_a_tab_is_a_page_and_the_one_here_is_marked() -> None:
    nav = drawn(TABS, tabs=[("/a/?day=1", "A"), ("/b/?day=1", "B", 0)])
    found = [(one.get("href"), words(one), one.get("aria-current")) for one in nav.iter("a")]
    assert found == [("/a/?day=1", "A", None), ("/b/?day=1", "B 0", "page")]


def test_a_word_of_help_is_escaped() -> None:
    source = '{% include "parts/help.html" with text=text title="?" only %}'
    assert drawn(source, text="<b>a</b>").xpath("//b") == []


@pytest.mark.parametrize(("href", "tag"), [("/late/", "a"), ("", "div")])
def test_a_tile_leads_where_its_figure_comes_from(href: str, tag: str) -> None:
    source = (
        '<ul>{% include "parts/tile.html" with figure=24 label="Late" href=href tone="red" %}</ul>'
    )
    tile = drawn(source, href=href).xpath("//*[contains(@class, 'tile ')]")[0]
    assert (tile.tag, words(tile), tile.get("class")) == (tag, "24 Late", "tile tone-red")
