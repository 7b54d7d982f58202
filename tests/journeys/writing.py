"""How an officer writes a report in a browser, and what of it is kept."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.running import Site
from tests.measures.test_services_evidence import PDF

OFFICER = "officer.mvd@demo.example"
OWED = """
    SELECT o.id FROM measures_obligation o
    JOIN agencies_agency a ON a.id = o.agency_id
    WHERE a.code = 'mvd' AND o.state = 'open' AND o.kind = 'recurring' AND o.role = 'co'
      AND o.due_on > DATE '2009-07-06'
      AND NOT EXISTS (SELECT 1 FROM measures_progressentry e WHERE e.obligation_id = o.id)
    ORDER BY o.due_on, o.id
"""


def text_of(site: Site, owed: int) -> list[tuple[str, str]]:
    return site.ask(
        "SELECT state, text FROM measures_progressentry WHERE obligation_id = %s ORDER BY id", owed
    )


def typed(page: Page, text: str) -> None:
    area = page.get_by_label("What was done")
    area.click()
    area.press("End")
    area.press_sequentially(text)


def saved(page: Page) -> None:
    expect(page.locator("[data-save-state]")).to_have_text(re.compile(r"^Saved at \d\d:\d\d$"))
    expect(page.locator(".save-state[data-dirty]")).to_have_count(0)


DROP = """
([name, bytes]) => {
  const data = new DataTransfer();
  data.items.add(new File([Uint8Array.from(bytes)], name, { type: "application/pdf" }));
  const form = document.querySelector("#report");
  for (const kind of ["dragover", "drop"]) {
    const told = { dataTransfer: data, bubbles: true, cancelable: true };
    form.dispatchEvent(new DragEvent(kind, told));
  }
}
"""


def dropped(page: Page, name: str) -> None:
    page.evaluate(DROP, [name, list(PDF)])
