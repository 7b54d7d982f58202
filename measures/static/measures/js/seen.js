// Who follows a notice has seen it. Without this the button beside it says so.
"use strict";

(() => {
  const form = document.getElementById("notices");
  if (!form) return;
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const follow = (event) => {
    const link = event.target.closest("a[data-seen]");
    if (!link || (event.type === "auxclick" && event.button !== 1)) return;
    fetch(form.action, {
      method: "POST",
      keepalive: true,
      headers: { "X-CSRFToken": token, Accept: "application/json" },
      body: new URLSearchParams({ one: link.dataset.seen }),
    }).catch(() => {});
  };
  form.addEventListener("click", follow);
  form.addEventListener("auxclick", follow);
})();
