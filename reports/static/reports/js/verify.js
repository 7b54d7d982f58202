/* Where the browser can, it computes the checksum itself: the file stays with its reader, and a bad
   line does not matter. JSON is sent, since its content can be known however it is written. */

(function () {
  "use strict";

  const form = document.querySelector("form[data-verify]");
  if (!form) return;
  const input = form.elements.file, zone = form.querySelector(".verify-drop");
  const said = form.querySelector("[data-said]");
  const MOST = 512 * 1024 * 1024; // a browser holds the whole file while it computes

  zone.classList.add("is-ready");
  zone.querySelector("[data-drop-hint]").hidden = false;

  function canCompute(file) {
    return window.isSecureContext && window.crypto?.subtle && file.size && file.size <= MOST
      && !/\.json$/i.test(file.name);
  }

  async function sha256(file) {
    const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    return [...new Uint8Array(digest)].map((one) => one.toString(16).padStart(2, "0")).join("");
  }

  form.addEventListener("submit", (event) => {
    const file = input.files[0];
    if (!file) return;
    if (!canCompute(file)) {
      said.textContent = form.dataset.saidSending;
      return;
    }
    event.preventDefault();
    said.textContent = form.dataset.saidReading;
    sha256(file)
      .then((code) => window.location.assign(`${form.dataset.verify}${code}/`))
      .catch(() => form.submit()); // cannot be read here after all: the site reads it
  });

  const hasFiles = (event) => [...(event.dataTransfer?.types || [])].includes("Files");
  form.addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    zone.classList.add("is-over");
  });
  form.addEventListener("dragleave", (event) => {
    if (!form.contains(event.relatedTarget)) zone.classList.remove("is-over");
  });
  form.addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    zone.classList.remove("is-over");
    input.files = event.dataTransfer.files;
    form.requestSubmit();
  });
  window.addEventListener("pageshow", () => { said.textContent = ""; });
})();
