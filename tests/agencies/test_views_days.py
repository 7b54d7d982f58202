"""The working calendar of a year as people read it and administrators correct it."""

from datetime import date, timedelta

import pytest
from django.contrib.admin.models import ADDITION
from django.test import Client
from django.utils import translation
from lxml import html

from agencies.calendar_log import record
from agencies.models import CalendarDay, DayKind, User
from tests.factories import UserFactory

PAGE = "/calendar/2009/"
TRANSFER = {
    "do": "move",
    "day_off": "2009-09-11",
    "working_day": "2009-09-19",
    "act_title": "Постановление Правительства Республики Казахстан",
    "act_number": "1234",
    "act_on": "2009-08-20",
}


@pytest.fixture
def admin(client: Client, db: None) -> Client:
    client.force_login(UserFactory(is_staff=True, is_superuser=True, full_name="Keeper"))
    return client


def read(client: Client, address: str = PAGE) -> html.HtmlElement:
    return html.document_fromstring(client.get(address).content.decode())


def cells(page: html.HtmlElement, mark: str) -> list[str]:
    """What is said of each cell with the mark, words for a screen reader included."""
    found = page.xpath(f"//td[contains(@class, 'cal-{mark}')]")
    return [" ".join(cell.text_content().split()) for cell in found]


def test_the_calendar_opens_at_the_business_year(client: Client, officer: User) -> None:
    client.force_login(officer)
    assert client.get("/calendar/").url == PAGE


def test_the_year_is_twelve_months_of_whole_weeks(client: Client, officer: User) -> None:
    client.force_login(officer)
    tables = read(client).xpath("//table[@class='cal']")
    assert [table.findtext("caption") for table in tables][::11] == ["January", "December"]
    assert len(tables) == 12
    days = [day for table in tables for day in table.xpath(".//td[text()]")]
    assert len(days) == 365
    assert {len(row.xpath("td")) for table in tables for row in table.xpath("tbody/tr")} == {7}
    heads = [head.text_content() for head in tables[0].xpath(".//th[@scope='col']")]
    assert heads[::6] == ["MonMonday", "SunSunday"]


def test_days_off_and_moved_days_are_said_in_words(client: Client, officer: User) -> None:
    client.force_login(officer)
    page = read(client)
    assert cells(page, "working") == ["20working day (moved): Working day instead of 18.12.2009"]
    assert cells(page, "holiday")[7:9] == [
        "1day off: Day of Unity of the People of Kazakhstan",
        "9day off: Victory Day",
    ]
    assert [cell.text for cell in page.xpath("//td[@aria-current='date']")] == ["6"]


@pytest.mark.parametrize(
    ("language", "name"),
    [("ru", "День столицы"), ("kk", "Астана күні"), ("en", "Capital Day")],
)
def test_holidays_are_named_in_the_readers_language(
    client: Client, officer: User, language: str, name: str
) -> None:
    User.objects.filter(pk=officer.pk).update(language=language)
    client.force_login(officer)
    assert read(client).xpath("//td[@aria-current='date']/@title") == [name]


def test_working_days_are_counted_by_month_and_year(client: Client, officer: User) -> None:
    client.force_login(officer)
    notes = [note.text for note in read(client).xpath("//section/p[@class='quiet']")]
    counted = [int(note.rsplit(" ", 1)[1]) for note in notes if note.startswith("Working days")]
    assert counted == [19, 20, 20, 22, 19, 22, 22, 20, 22, 22, 20, 21]
    assert f"Working days: {sum(counted)}" in client.get(PAGE).text


def test_readers_see_corrections_and_no_form(client: Client, officer: User) -> None:
    day = date(2009, 9, 11)
    CalendarDay.objects.create(day=day, kind=DayKind.HOLIDAY, name_ru="Траур", act="Указ № 1")
    client.force_login(officer)
    page = read(client)
    assert "11day off: Траур" in cells(page, "holiday")
    assert [row.text_content() for row in page.xpath("//table[contains(@class, 'stack')]//th")] == [
        *("Day", "Kind", "Name", "Legal act", "11.09.2009")
    ]
    assert page.xpath("//main//form") == []


def test_an_administrator_enters_a_transfer(admin: Client) -> None:
    answer = admin.post(PAGE, TRANSFER, follow=True)
    assert answer.redirect_chain == [(f"{PAGE}#content", 302)]
    assert "The transfer is entered." in answer.text
    page = html.document_fromstring(answer.content.decode())
    assert "19working day (moved): Working day instead of 11.09.2009" in cells(page, "working")
    history = [" ".join(one.text_content().split()) for one in page.xpath("//*[@id='changes']//li")]
    assert [one.split(" · ")[0] for one in history] == [
        "19 September 2009: correction entered",
        "11 September 2009: correction entered",
    ]
    assert all("· Keeper" in one and "№ 1234, 20.08.2009" in one for one in history)


def test_an_administrator_enters_a_single_day(admin: Client) -> None:
    act = {name: TRANSFER[name] for name in ("act_title", "act_number", "act_on")}
    typed = {"do": "day", "day": "2009-11-28", "kind": "working", "name_ru": "Рабочий день", **act}
    assert admin.post(PAGE, typed).status_code == 302
    found = CalendarDay.objects.values_list("day", "kind", "name_ru").get()
    assert found == (date(2009, 11, 28), "working", "Рабочий день")


def test_an_administrator_takes_a_transfer_back(admin: Client) -> None:
    admin.post(PAGE, TRANSFER)
    typed = {"do": "back", "days": ["2009-09-11", "2009-09-19"], "reason": "Entered twice"}
    answer = admin.post(PAGE, typed, follow=True)
    assert CalendarDay.objects.count() == 0
    assert answer.text.count("correction taken back") == 2
    assert answer.text.count("Entered twice") == 2


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({**TRANSFER, "working_day": "2009-09-11"}, "are the same day"),
        ({**TRANSFER, "day_off": "2009-07-06"}, "This is a day off already: 6 July 2009."),
        ({**TRANSFER, "act_number": ""}, "This field is required."),
        ({"do": "back", "days": ["2009-12-18"], "reason": ""}, "This field is required."),
        ({"do": "back", "reason": "Twice"}, "This field is required."),
    ],
)
def test_what_is_refused_says_why_and_keeps_what_was_typed(
    admin: Client, typed: dict[str, str], said: str
) -> None:
    day = date(2009, 12, 18)
    CalendarDay.objects.create(day=day, kind=DayKind.HOLIDAY, name_ru="Выходной")
    answer = admin.post(PAGE, typed)
    page = html.document_fromstring(answer.content.decode())
    assert (answer.status_code, CalendarDay.objects.count()) == (422, 1)
    (note,) = page.xpath("//form//*[@role='alert']")
    assert said in note.text_content()
    kept = {one.get("name"): one.get("value") for one in note.getparent().xpath(".//input")}
    wanted = {name: value for name, value in typed.items() if name in ("act_title", "day_off")}
    assert {name: kept[name] for name in wanted} == wanted


def test_a_reader_who_posts_all_the_same_is_turned_away(client: Client, officer: User) -> None:
    client.force_login(officer)
    assert (client.post(PAGE, TRANSFER).status_code, CalendarDay.objects.count()) == (403, 0)


def test_a_person_without_a_role_does_not_see_it(client: Client, db: None) -> None:
    client.force_login(UserFactory())
    assert client.get(PAGE).status_code == 403


def test_nobody_sees_it_without_signing_in(client: Client, db: None) -> None:
    assert client.get(PAGE).url == f"/accounts/login/?next={PAGE}"


@pytest.mark.parametrize(("year", "status"), [(1991, 404), (1992, 200), (2100, 200), (2101, 404)])
def test_far_years_have_no_page(client: Client, officer: User, year: int, status: int) -> None:
    client.force_login(officer)
    page = client.get(f"/calendar/{year}/")
    assert page.status_code == status
    if status == 200:
        links = html.document_fromstring(page.text).xpath("//nav/a[@rel]/@href")
        assert links == ["/calendar/1993/" if year == 1992 else "/calendar/2099/"]


def test_an_unknown_form_is_a_bad_request(admin: Client) -> None:
    assert admin.post(PAGE, {"do": "everything"}).status_code == 400


def test_the_footer_and_the_administration_lead_to_it(admin: Client, officer: User) -> None:
    with translation.override("en"):
        assert read(admin, "/admin/").xpath("//a[@href='/calendar/']/text()") == [
            "Working calendar"
        ]
    reader = Client()
    reader.force_login(officer)
    assert read(reader, "/desk/").xpath("//footer//a[@href='/calendar/']/text()") == [
        "Working calendar"
    ]


def test_the_page_takes_the_same_statements_for_three_and_thirty_corrections(
    admin: Client, django_assert_max_num_queries: object
) -> None:
    keeper = User.objects.get()

    def add(first: int, last: int) -> None:
        for number in range(first, last):
            day = date(2012, 3, 1) + timedelta(days=number)
            row = CalendarDay.objects.create(day=day, kind=DayKind.HOLIDAY, name_ru="Выходной")
            record([row], ADDITION, "Указ № 1", by=keeper)

    def statements() -> int:
        with django_assert_max_num_queries(20) as asked:  # type: ignore[operator]
            assert admin.get("/calendar/2012/").status_code == 200
        return len(asked)

    add(0, 3)
    few = statements()
    add(3, 30)
    assert statements() == few
