"""Each page with the Tab key alone: the focus is always to be seen, never lost, never caught."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import Readers
from tests.journeys.places import PAGES, place

pytestmark = pytest.mark.journey
STEPS = 40
# Drawn by a program of others.
NOT_OURS = {"api"}
WATCH = """
() => {
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute("tabindex");
  const seen = (one) => {
    const style = getComputedStyle(one), box = one.getBoundingClientRect();
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
    return box.width > 0 && box.height > 0 && (outlined || style.boxShadow !== "none");
  };
  const words = (one) => `${one.tagName} ${one.className} ${one.name || one.hash || ""} ${
    (one.innerText || "").trim().slice(0, 30)}`;
  window.watched = { pressed: 0, stops: [] };
  const numbers = new Map();
  addEventListener("keydown", () => { watched.pressed += 1; }, true);
  addEventListener("focusin", ({ target }) => {
    if (!numbers.has(target)) numbers.set(target, numbers.size);
    watched.stops.push({
      press: watched.pressed, number: numbers.get(target), words: words(target), seen: seen(target),
    });
  }, true);
}
"""


def walked(page: Page) -> list[dict[str, Any]]:
    """Where the focus stood after each press of Tab, up to the return to the first place."""
    page.emulate_media(reduced_motion="reduce")
    page.evaluate(WATCH)
    for _step in range(STEPS):
        page.keyboard.press("Tab")
    stops: list[dict[str, Any]] = page.evaluate("watched.stops")
    again = [at for at, stop in enumerate(stops) if at and stop["number"] == 0]
    return stops[: again[0]] if again else stops


@pytest.mark.parametrize("name", sorted(PAGES.keys() - NOT_OURS))
def test_the_focus_is_seen_and_goes_on(readers: Readers, ids: dict[str, int], name: str) -> None:
    email, address = place(name, ids, "kk")
    page = readers(email, "kk")
    page.goto(address)
    stops = walked(page)
    assert [stop["words"] for stop in stops if not stop["seen"]] == []
    assert [stop["number"] for stop in stops] == list(range(len(stops)))  # none twice
    assert [stop["press"] for stop in stops] == list(range(1, len(stops) + 1))  # none lost
    assert stops[0]["words"].startswith("A skip-link #content")
