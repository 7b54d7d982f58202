/* Text that the server has not saved yet, kept in this browser until it has. Keys name the person
   and the report, so that nobody is offered what somebody else typed at the same computer. It ends
   with signing out, and with the next person who signs in; a session that ran out leaves it. */

(function () {
  "use strict";

  const PREFIX = "tracker-report:";
  const LONGEST = 30 * 24 * 3600 * 1000; // ms
  const { person } = document.currentScript.dataset;
  let closed = false; // signed out: nothing more is kept

  function read(key) {
    try {
      const kept = JSON.parse(localStorage.getItem(PREFIX + key));
      if (kept && Date.now() - kept.at < LONGEST) return kept;
    } catch { /* not ours, or not allowed: nothing is kept */ }
    return null;
  }

  function write(key, fields) {
    if (closed) return false;
    try {
      localStorage.setItem(PREFIX + key, JSON.stringify({ at: Date.now(), fields }));
      return true;
    } catch { return false; }
  }

  function forget(key) {
    try { localStorage.removeItem(PREFIX + key); } catch { /* nothing was kept */ }
  }

  function keys() {
    try {
      const all = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
      return all.map((key) => key.slice(PREFIX.length));
    } catch { return []; } // not allowed: nothing is kept
  }

  window.keptText = { read, write, forget, isClosed: () => closed };

  // What is too old, or of somebody who sat at this computer before.
  for (const key of keys()) {
    if (key.split(":")[0] !== person || !read(key)) forget(key);
  }

  // A page that shows the report as handed in: what was typed is with the server.
  const told = document.querySelector("[data-forget-text]");
  if (told) forget(told.dataset.forgetText);

  document.addEventListener("submit", (event) => {
    const { confirmSignOut: words } = event.target.dataset;
    if (words === undefined || event.defaultPrevented) return;
    if (keys().length && !window.confirm(words)) return event.preventDefault();
    closed = true;
    keys().forEach(forget);
  });
})();
