/* Suggestions under a search box: the combobox pattern of the ARIA guide, over plain fetch.

   Any <input data-suggest="address"> takes part; the address answers GET ?q= with <li role="option"
   data-href>. Without this script the box is an ordinary search. */
(() => {
  "use strict";
  const WAIT = 220; // ms after the last key

  function attach(input, index) {
    const box = document.createElement("ul");
    box.className = "suggested";
    box.id = `suggested-list-${index}`;
    box.hidden = true;
    box.setAttribute("role", "listbox");
    const label = input.getAttribute("aria-label") || (input.labels[0] && input.labels[0].textContent) || input.placeholder;
    box.setAttribute("aria-label", label.trim());
    input.parentElement.classList.add("suggest");
    input.after(box);
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false",
      "aria-controls": box.id, autocomplete: "off",
    })) input.setAttribute(name, value);

    let timer, request, active = -1;
    const options = () => [...box.querySelectorAll('[role="option"]')];

    function close() {
      clearTimeout(timer);
      if (request) request.abort();
      box.hidden = true;
      choose(-1);
      input.setAttribute("aria-expanded", "false");
    }

    function choose(at) {
      active = at;
      options().forEach((option, place) => {
        option.setAttribute("aria-selected", String(place === at));
        if (place === at) option.scrollIntoView({ block: "nearest" });
      });
      if (at < 0) input.removeAttribute("aria-activedescendant");
      else input.setAttribute("aria-activedescendant", options()[at].id);
    }

    async function ask() {
      const typed = input.value.trim();
      if (!typed) return close();
      if (request) request.abort();
      request = new AbortController();
      const address = new URL(input.dataset.suggest, location.href);
      address.searchParams.set("q", typed);
      try {
        const answer = await fetch(address, { signal: request.signal, credentials: "same-origin", headers: { "X-Requested-With": "fetch" } });
        if (!answer.ok || answer.redirected || document.activeElement !== input) return close();
        box.innerHTML = await answer.text();
      } catch {
        return; // given up for a newer question, or the line is down: the form still works
      }
      options().forEach((option) => { option.id = `${box.id}-${option.id}`; });
      box.hidden = options().length === 0;
      input.setAttribute("aria-expanded", String(!box.hidden));
      choose(-1);
    }

    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT);
    });
    input.addEventListener("keydown", (event) => {
      const many = options().length;
      if (event.key === "Escape" && !box.hidden) {
        event.preventDefault();
        close();
      } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (box.hidden) return ask();
        const step = event.key === "ArrowDown" ? 1 : -1;
        choose(active < 0 && step < 0 ? many - 1 : (active + step + many) % many);
      } else if (event.key === "Enter" && !box.hidden && active >= 0) {
        event.preventDefault();
        location.href = options()[active].dataset.href;
      } else if (event.key === "Tab") close();
    });
    // The box keeps the focus while an option is pressed; what is pressed is opened on release.
    box.addEventListener("pointerdown", (event) => event.preventDefault());
    box.addEventListener("click", (event) => {
      const option = event.target.closest('[role="option"]');
      if (option) location.href = option.dataset.href;
    });
    input.addEventListener("blur", close);
  }

  document.querySelectorAll("input[data-suggest]").forEach(attach);
})();
