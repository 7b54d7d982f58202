"""A later act changes the plan, and yesterday's plan is still there to be read."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Visitor
from tests.journeys.running import Site

pytestmark = pytest.mark.journey
COORDINATOR = "coordinator.one@demo.example"
OFFICER = "officer.ais@demo.example"
PLAN = "/plans/migration-2008-2010"


def test_an_act_moves_a_date_and_the_day_before_still_knows_the_old_one(
    site: Site, visit: Visitor
) -> None:
    [(measure,)] = site.ask("SELECT id FROM measures_measure WHERE number = '7.5'")
    coordinator = visit(COORDINATOR)
    coordinator.goto(f"{PLAN}/amendments/")
    coordinator.get_by_role("button", name="Draft an amendment").click()
    draft = coordinator.url
    coordinator.get_by_label("Measure", exact=True).select_option(str(measure))
    coordinator.get_by_role("button", name="Put in a new wording").click()
    for language, text in (
        ("Russian", "2009 год – июнь 2010 года"),
        ("Kazakh", ""),
        ("English", ""),
    ):
        coordinator.get_by_label(f"Deadline in {language}").fill(text)
    coordinator.get_by_role("button", name="Write into the draft").click()
    expect(coordinator.get_by_text("2 reports get another date")).to_be_visible()

    coordinator.get_by_label("Act that amends the plan").fill("Постановление № 9")
    coordinator.get_by_label("Adopted on").fill("2009-07-01")
    coordinator.get_by_label("In force from").fill("2009-06-01")
    coordinator.get_by_role("button", name="Enter the act").click()
    refused = coordinator.get_by_text("An act comes into force when it is adopted, or later.")
    expect(refused.first).to_be_visible()
    assert coordinator.get_by_label("Act that amends the plan").input_value() == "Постановление № 9"
    coordinator.get_by_label("In force from").fill("2009-07-06")
    coordinator.get_by_role("button", name="Enter the act").click()
    expect(
        coordinator.get_by_text("The amendment is in force; the plan is changed.")
    ).to_be_visible()
    assert coordinator.url == draft

    dates = "SELECT role, due_on::text FROM measures_obligation WHERE measure_id = %s ORDER BY role"
    assert site.ask(dates, measure) == [("co", "2010-06-23"), ("lead", "2010-06-30")]
    for query, told in (("", "2009 год – июнь 2010 года"), ("?as_of=2009-07-05", "2009–2010 годы")):
        reader = visit(OFFICER, language="ru")
        reader.goto(f"/measures/{measure}/{query}")
        expect(reader.locator("dl.facts").get_by_text(told, exact=False).first).to_be_visible()
