/* One click is one act: a form that is on its way is not sent again by a second click. */

document.addEventListener("submit", (event) => {
  "use strict";
  const sent = event.target;
  if (!("once" in sent.dataset) || event.defaultPrevented) return;
  if ("sent" in sent.dataset) {
    event.preventDefault();
    return;
  }
  sent.dataset.sent = "";
  setTimeout(() => delete sent.dataset.sent, 10000); // an answer that never came
});

// Back to a page that the browser kept as it was: its forms can be sent again.
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
});
