/* A button that copies an address: shown only where it can work. */
(() => {
  "use strict";
  document.querySelectorAll("button[data-copy]").forEach((button) => {
    if (!navigator.clipboard) return; // not over plain http: the address bar serves as well
    button.hidden = false;
    button.addEventListener("click", async () => {
      const told = button.parentElement.querySelector("[data-copy-told]");
      await navigator.clipboard.writeText(button.dataset.copy);
      if (told) told.textContent = button.dataset.copied;
    });
  });
})();
