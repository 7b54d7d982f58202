"""Light, dark, or as the system asks: kept in a cookie of the browser."""

import pytest
from django.test import Client
from lxml import html

pytestmark = pytest.mark.django_db


def head(client: Client) -> dict[str, object]:
    """What the sign-in page tells the browser of its colours."""
    page = html.document_fromstring(client.get("/accounts/login/").content)
    return {
        "theme": page.get("data-theme"),
        "scheme": page.xpath("string(//meta[@name='color-scheme']/@content)"),
        "dark sheet": page.xpath("//link[contains(@href, 'dark')]/@media"),
        "pressed": page.xpath("//form[@class='theme']/button[@aria-pressed='true']/@value"),
    }


AS_THE_SYSTEM = {
    "theme": None,
    "scheme": "light dark",
    "dark sheet": ["screen and (prefers-color-scheme: dark)"],
    "pressed": [""],
}


def test_without_a_choice_the_system_decides(client: Client) -> None:
    assert head(client) == AS_THE_SYSTEM


@pytest.mark.parametrize(("chosen", "sheet"), [("light", []), ("dark", ["screen"])])
def test_a_choice_is_kept(chosen: str, sheet: list[str], client: Client) -> None:
    answer = client.post("/theme/", {"theme": chosen, "next": "/accounts/login/"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/accounts/login/")
    assert head(client) == {
        "theme": chosen,
        "scheme": chosen,
        "dark sheet": sheet,
        "pressed": [chosen],
    }


@pytest.mark.parametrize("chosen", ["", "purple"])
def test_a_choice_can_be_given_up(chosen: str, client: Client) -> None:
    client.post("/theme/", {"theme": "dark"})
    client.post("/theme/", {"theme": chosen})
    assert head(client) == AS_THE_SYSTEM


def test_a_cookie_of_somebody_elses_making_is_not_believed(client: Client) -> None:
    client.cookies["theme"] = '"><script>'
    assert head(client) == AS_THE_SYSTEM


@pytest.mark.parametrize("page", ["https://elsewhere.example/", "//elsewhere.example", ""])
def test_nobody_is_sent_to_another_site(page: str, client: Client) -> None:
    assert client.post("/theme/", {"theme": "dark", "next": page}).headers["Location"] == "/"


def test_an_address_alone_changes_nothing(client: Client) -> None:
    assert client.get("/theme/?theme=dark").status_code == 405
