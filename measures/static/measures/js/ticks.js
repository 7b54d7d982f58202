// Lists whose rows are ticked: one box for all rows of the page, and how many are chosen.
(() => {
  const boxes = (form) => [...form.querySelectorAll("tbody input[type=checkbox]")];

  function tell(form) {
    const chosen = boxes(form).filter((box) => box.checked).length;
    for (const told of form.querySelectorAll("[data-ticked]")) told.textContent = chosen || "";
    const all = form.querySelector("[data-tick-all]");
    if (!all) return;
    all.checked = chosen > 0 && chosen === boxes(form).length;
    all.indeterminate = chosen > 0 && !all.checked;
  }

  function begin() {
    for (const form of document.querySelectorAll("form[data-ticks]")) {
      const all = form.querySelector("[data-tick-all]");
      if (all) all.hidden = boxes(form).length === 0;
      tell(form);
    }
  }

  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-ticks]");
    if (!form || event.target.type !== "checkbox") return;
    if (event.target.matches("[data-tick-all]")) {
      for (const box of boxes(form)) box.checked = event.target.checked;
    }
    tell(form);
  });
  document.addEventListener("htmx:afterSwap", begin);
  window.addEventListener("pageshow", begin); // a page come back to keeps its ticks
  begin();
})();
