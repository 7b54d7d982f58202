"""A report becomes a document: signed by two, mailed, and verified by somebody who holds a file."""

import re
from collections.abc import Iterator
from email.message import EmailMessage

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visitor
from tests.journeys.looking import NARROW, faults, overflow
from tests.journeys.running import Site, eventually
from tests.journeys.test_quarterly_report import compiled

pytestmark = pytest.mark.journey
FIRST, SECOND = "coordinator.one@demo.example", "coordinator.two@demo.example"
PLAN = "/reports/plans/migration-2008-2010/"
OFFICE, NUMBER = "chancellery@pm.example", "12-3/901"
GENUINE, NOT = "This is the issued document", "Not an issued document"


@pytest.fixture
def two_sign(visit: Visitor) -> Iterator[None]:
    """The plan asks for a second person, until the journey is over."""
    page = visit(FIRST)
    set_second(page, True)
    yield
    set_second(page, False)


def set_second(page: Page, wanted: bool) -> None:
    page.goto(PLAN)
    page.get_by_label("A report is issued only when a second coordinator").set_checked(wanted)
    page.get_by_role("button", name="Save", exact=True).click()
    said = "Two coordinators" if wanted else "One coordinator of the plan"
    expect(page.get_by_text(said)).to_be_visible()


def add_recipient(page: Page) -> None:
    page.goto(PLAN)
    page.get_by_label("Office").fill("Prime Minister’s Office")
    page.get_by_label("E-mail").fill(OFFICE)
    page.locator("#id_language").select_option("en")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("cell", name=OFFICE)).to_be_visible()


def sign(page: Page) -> str:
    """The address of the edition's page of signing."""
    compiled(page)
    page.get_by_role("link", name="Sign and issue").click()
    expect(page.get_by_text(OFFICE)).to_be_visible()
    assert (faults(page), overflow(page)) == ([], 0)
    page.get_by_label("Outgoing number").fill(NUMBER)
    page.get_by_role("button", name="Sign: a second coordinator confirms").click()
    expect(page.get_by_text(f"Signed: No {NUMBER}")).to_be_visible()
    expect(page.get_by_role("button", name="Confirm and issue")).to_have_count(0)
    return page.url


def confirm(page: Page, address: str) -> None:
    page.goto("/notices/")
    page.get_by_role("link", name=re.compile("edition")).first.click()
    expect(page).to_have_url(address)
    assert (faults(page), overflow(page)) == ([], 0)
    page.get_by_role("button", name="Confirm and issue").click()
    expect(page.get_by_text("The report is issued.")).to_be_visible()


def pdf_in(mail: EmailMessage) -> tuple[str, bytes]:
    attached = {str(one.get_filename()): one.get_content() for one in mail.iter_attachments()}
    assert sorted(name.rpartition("_")[2] for name in attached) == ["en.docx", "en.pdf"]
    return next((name, data) for name, data in attached.items() if name.endswith(".pdf"))


def check(page: Page, name: str, data: bytes) -> str:
    page.goto("/verify/")
    kept = {"name": name, "mimeType": "application/pdf", "buffer": data}
    page.get_by_label("File of the report").set_input_files(kept)
    page.get_by_role("button", name="Check the file").click()
    page.locator(".verdict").wait_for()
    return page.locator("h1").inner_text()


@pytest.mark.usefixtures("two_sign")
def test_two_sign_the_office_gets_it_and_a_stranger_verifies_what_was_attached(
    site: Site, visit: Visitor
) -> None:
    first = visit(FIRST)
    add_recipient(first)
    address = sign(first)
    confirm(visit(SECOND), address)
    [mail] = eventually(lambda: site.mail_to(OFFICE), seconds=120, what="the mail")
    assert NUMBER in mail["Subject"]
    name, data = pdf_in(mail)
    first.goto(address)
    row = first.locator("#mails").get_by_role("row").filter(has_text=OFFICE)
    expect(row.get_by_text("sent")).to_be_visible(timeout=30_000)

    stranger = visit()
    assert check(stranger, name, data) == GENUINE
    assert "/verify/" in stranger.url
    assert NUMBER in stranger.locator("main").inner_text()
    assert (faults(stranger), overflow(stranger)) == ([], 0)
    assert check(stranger, name, data[:-1] + b"!") == NOT
    without_scripts = visit(scripts=False)
    assert check(without_scripts, name, data) == GENUINE
    assert check(without_scripts, name, data[:-1] + b"!") == NOT

    part = mail.get_body(("plain",))
    assert part
    [code] = set(re.findall(r"/verify/([0-9a-f]{20})/", part.get_content()))
    stranger.goto("/verify/")
    groups = " ".join(code[at : at + 4] for at in range(0, 20, 4)).upper()
    stranger.get_by_label("Code of verification").fill(groups)
    stranger.get_by_role("button", name="Check the code").click()
    expect(stranger.locator("h1")).to_have_text("A report with this code was issued")
    stranger.set_viewport_size(NARROW)
    assert (faults(stranger), overflow(stranger)) == ([], 0)


def test_a_file_that_is_dropped_on_the_page_is_verified_without_being_sent(
    site: Site, visit: Visitor
) -> None:
    page = visit()
    page.goto("/verify/")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    dropped = page.evaluate_handle(
        "() => { const held = new DataTransfer();"
        " held.items.add(new File(['abc'], 'report.pdf')); return held; }"
    )
    page.dispatch_event("form[data-verify]", "drop", {"dataTransfer": dropped})
    expect(page.locator("h1")).to_have_text(NOT)
    known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert page.url.endswith(f"/verify/{known}/")
    assert set(sent) == {"GET"}
