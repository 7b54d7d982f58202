// Single keys for lists and for the review of a report. Off while somebody writes in a field, and
// off altogether on a computer where the switch in the help says so (WCAG 2.1.4).
(() => {
  const KEPT = "tracker.keys";
  const help = document.getElementById("keys");
  const works = () => localStorage.getItem(KEPT) !== "off";
  const rows = () => [...document.querySelectorAll("[data-keys-list] tbody tr")];
  const here = () => document.activeElement?.closest("[data-keys-list] tbody tr");

  function move(step) {
    const all = rows();
    const at = all.indexOf(here());
    const to = all[at < 0 ? 0 : Math.min(Math.max(at + step, 0), all.length - 1)];
    const link = to?.querySelector("th a, td a");
    link?.focus();
    to?.scrollIntoView({ block: "nearest" });
  }

  const focus = (found) => (found ? (found.focus(), true) : false);
  const acts = {
    j: () => move(1),
    k: () => move(-1),
    x: () => here()?.querySelector("input[type=checkbox]")?.click(),
    "/": () => focus(document.querySelector("form[role=search] input[name=text]")),
    a: () => focus(document.querySelector("[data-key=accept]")),
    r: () => focus(document.querySelector("[data-key=return]")),
    "?": () => help?.showModal(),
  };

  function writes(element) {
    const box = element.matches("input[type=checkbox], input[type=radio]");
    return element.isContentEditable || (!box && element.matches("input, textarea, select"));
  }

  document.addEventListener("keydown", (event) => {
    const modified = event.ctrlKey || event.altKey || event.metaKey || event.isComposing;
    if (modified || help?.open || !works() || writes(event.target)) return;
    const act = acts[event.key.length === 1 ? event.key.toLowerCase() : ""];
    if (!act) return;
    event.preventDefault();
    act();
  });

  const button = document.querySelector("[data-keys-help]");
  if (button && help) {
    button.hidden = false;
    button.addEventListener("click", () => help.showModal());
    const turn = help.querySelector("[data-keys-switch]");
    turn.checked = works();
    turn.addEventListener("change", () => localStorage.setItem(KEPT, turn.checked ? "on" : "off"));
  }
})();
