"""What is looked at on every page: an accessibility checker's findings, the width, a picture."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page

from tests.journeys.running import ROOT

WIDE = {"width": 1440, "height": 900}
NARROW = {"width": 390, "height": 844}
EVERYTHING = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
# What the dark can change.
COLOURS = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
# What a narrow window can change.
LAYOUT = {
    "resultTypes": ["violations"],
    "runOnly": {
        "type": "rule",
        "values": [
            *("color-contrast", "target-size", "scrollable-region-focusable"),
            *("link-name", "button-name", "label", "landmark-unique", "region"),
        ],
    },
}
FINDINGS = """
async (options) => (await axe.run(document, options)).violations.map(
  (one) => `${one.id}: ${one.nodes.map((node) => node.target).join(" | ")} (${one.help})`
)
"""


def faults(page: Page, options: dict[str, object] = EVERYTHING) -> list[str]:
    """What an accessibility checker finds, a line each. It is brought into a page once."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    found: list[str] = page.evaluate(FINDINGS, options)
    return found


@contextmanager
def refusals(page: Page) -> Iterator[list[str]]:
    """What the browser does not let the page do, as its console tells it, by the page's
    Content-Security-Policy and its other headers. Before the accessibility checker comes in."""
    heard: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text or "Permissions-Policy" in message.text:
            heard.append(message.text)

    page.on("console", hear)
    yield heard
    page.remove_listener("console", hear)


def overflow(page: Page) -> int:
    """By how much a page is wider than the window: people do not scroll sideways."""
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


def shortened(page: Page) -> None:
    """The rows of a long table are alike: twelve of them are looked at."""
    page.evaluate("document.querySelectorAll('tbody tr:nth-child(n+13)').forEach(r => r.remove())")


def keep_picture(page: Page, name: str) -> None:
    if os.environ.get("SCREENSHOTS"):
        folder = ROOT / "docs" / "screenshots"
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"{name}.png")
