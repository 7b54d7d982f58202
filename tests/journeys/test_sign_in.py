"""Signing in as people do it: invited by mail, with a passkey, back after a lost password."""

import re
from collections.abc import Iterator
from email.message import EmailMessage

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import Visitor
from tests.journeys.looking import faults
from tests.journeys.places import ADMINISTRATOR
from tests.journeys.running import Site, eventually

pytestmark = pytest.mark.journey
EMAIL, PASSWORD, NEW = "aigul@ministry.example", "a whole new horse 2009", "another horse of 2010"
RESET = "/accounts/password/reset/key/"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def laptop(site: Site, browser: Browser) -> Iterator[Page]:
    """A browser with a device that keeps passkeys, at a name and not a number."""
    context = browser.new_context(base_url=at_a_name(site.url), locale="en-GB")
    page = context.new_page()
    page.set_default_timeout(15_000)
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    yield page
    context.close()


def at_a_name(address: str) -> str:
    return address.replace("127.0.0.1", "localhost")


def link_in(mails: list[EmailMessage], part: str) -> str:
    body = mails[-1].get_content()
    found = re.search(rf"https?://\S+{part}\S+", body)
    assert found
    return at_a_name(found[0])


# Asked of who has a second factor: `NOT_PAGES` names them so.
OWN = [
    *(
        "codes/",
        "codes/new/",
        "app/",
        "reauthenticate/",
        "passkeys/add/",
        "passkeys/reauthenticate/",
    ),
    *("passkeys/{key}/", "passkeys/{key}/remove/"),
]


def found_on(page: Page) -> dict[str, object]:
    """Address → what a checker finds there, or by how much it is too wide; narrow and wide."""
    page.goto("/accounts/security/")
    key = page.locator("li.factor a").first.get_attribute("href") or ""
    found: dict[str, object] = {}
    for address in OWN:
        page.goto(f"/accounts/2fa/{address.format(key=key.split('/')[-2])}")
        for width in (390, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            if wrong := [*faults(page), *([f"{over} px too wide"] if over > 0 else [])]:
                found[f"{address} {width}"] = wrong
    return found


def invite_a_coordinator(desk: Page) -> None:
    desk.goto("/accounts/invitations/")
    desk.get_by_label("E-mail").fill(EMAIL)
    desk.get_by_label("Full name").fill("Aigul Omarova")
    desk.get_by_label("Agency", exact=True).select_option(index=1)
    desk.get_by_label("Role").select_option("coordinator")
    desk.get_by_label("Language of the letter").select_option("en")
    desk.get_by_role("button", name="Invite").click()


def accept_the_invitation(laptop: Page, mails: list[EmailMessage]) -> None:
    laptop.goto(link_in(mails, "/accounts/invitation/"))
    laptop.get_by_label("Password", exact=True).fill(PASSWORD)
    laptop.get_by_label("New password once more").fill(PASSWORD)
    laptop.get_by_role("button", name="Accept and sign in").click()
    laptop.wait_for_url("**/accounts/second-factor/**")


def add_a_passkey(laptop: Page) -> None:
    laptop.get_by_role("link", name="Add a passkey").click()
    laptop.get_by_role("button", name="Add the passkey").click()
    laptop.wait_for_url("**/accounts/2fa/codes/")
    assert laptop.locator("ol.codes li").count() == 10
    laptop.get_by_role("link", name="I have kept them").click()
    laptop.wait_for_url("**/board/**")


def sign_out(laptop: Page) -> None:
    laptop.goto("/accounts/sessions/")
    laptop.get_by_role("button", name="Sign out here").click()
    laptop.wait_for_url("**/accounts/login/")


def ask_for_a_new_password(laptop: Page) -> None:
    laptop.get_by_role("link", name="Forgot the password?").click()
    laptop.get_by_label("E-mail").fill(EMAIL)
    laptop.get_by_role("button", name="Send the link").click()
    laptop.wait_for_url("**/password/reset/done/")


def letter_with_the_link(site: Site) -> list[EmailMessage]:
    return eventually(
        lambda: [one for one in site.mail_to(EMAIL) if RESET in one.get_content()],
        what="the link",
        seconds=90,
    )


def choose_a_new_password(laptop: Page, mails: list[EmailMessage]) -> None:
    laptop.goto(link_in(mails, RESET))
    laptop.get_by_label("New password", exact=True).fill(NEW)
    laptop.get_by_label("New password once more").fill(NEW)
    laptop.get_by_role("button", name="Change the password").click()


def sign_in_with_it(laptop: Page) -> None:
    laptop.get_by_role("main").get_by_role("link", name="Sign in").click()
    laptop.get_by_label("E-mail").fill(EMAIL)
    laptop.get_by_label("Password").fill(NEW)
    laptop.locator("main form.card-form button").click()
    laptop.wait_for_url("**/2fa/authenticate/")


def test_an_invited_coordinator_sets_up_a_passkey_and_signs_in_with_it_alone(
    site: Site, visit: Visitor, laptop: Page
) -> None:
    invite_a_coordinator(visit(ADMINISTRATOR))
    mails = eventually(lambda: site.mail_to(EMAIL), what="the invitation", seconds=90)
    accept_the_invitation(laptop, mails)
    add_a_passkey(laptop)
    assert found_on(laptop) == {}

    sign_out(laptop)
    laptop.get_by_role("button", name="Sign in with a passkey").click()
    laptop.wait_for_url("**/board/**")

    # The password is forgotten, and a letter helps; the passkey is asked for all the same.
    sign_out(laptop)
    ask_for_a_new_password(laptop)
    choose_a_new_password(laptop, letter_with_the_link(site))
    sign_in_with_it(laptop)
    assert faults(laptop) == []
    laptop.get_by_role("button", name="Use a passkey").click()
    laptop.wait_for_url("**/board/**")
