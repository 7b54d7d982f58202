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
  window.watched = { pressed: 0, stops: [], lost: [] };
  const numbers = new Map();
  addEventListener("keydown", () => { watched.pressed += 1; }, true);
  addEventListener("keyup", () => {
    if (document.activeElement === document.body) watched.lost.push(watched.pressed);
  }, true);
  addEventListener("focusin", ({ target }) => {
    if (!numbers.has(target)) numbers.set(target, numbers.size);
    watched.stops.push({
      press: watched.pressed, number: numbers.get(target), words: words(target), seen: seen(target),
    });
  }, true);
}
"""


def walked(page: Page) -> tuple[list[dict[str, Any]], list[int]]:
    """Where the focus stood, up to the return to the first place; and the presses that lost it."""
    page.evaluate(WATCH)
    for _step in range(STEPS):
        page.keyboard.press("Tab")
    stops: list[dict[str, Any]] = page.evaluate("watched.stops")
    lost: list[int] = page.evaluate("watched.lost")
    again = next((at for at, one in enumerate(stops) if at and one["number"] == 0), len(stops))
    last = stops[again - 1]["press"]
    return stops[:again], [press for press in lost if press < last]


@pytest.mark.parametrize("name", sorted(PAGES.keys() - NOT_OURS))
def test_the_focus_is_seen_and_goes_on(readers: Readers, ids: dict[str, int], name: str) -> None:
    email, address = place(name, ids, "kk")
    page = readers(email, "kk")
    page.goto(address)
    stops, lost = walked(page)
    assert [stop["words"] for stop in stops if not stop["seen"]] == []
    assert [stop["number"] for stop in stops] == list(range(len(stops)))  # nowhere twice
    assert lost == []
    assert stops[0]["words"].startswith("A skip-link #content")
    assert len(stops) > 3  # not caught at the head
