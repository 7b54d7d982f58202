/* Text that the server has not saved yet, kept in this browser until it has. Keys name the person
   and the report, so that nobody is offered what somebody else typed at the same computer. */

(function () {
  "use strict";

  const PREFIX = "tracker-report:";
  const LONGEST = 30 * 24 * 3600 * 1000; // ms

  function read(key) {
    try {
      const kept = JSON.parse(localStorage.getItem(PREFIX + key));
      if (kept && Date.now() - kept.at < LONGEST) return kept;
    } catch { /* not ours, or not allowed: nothing is kept */ }
    return null;
  }

  function write(key, fields) {
    try {
      localStorage.setItem(PREFIX + key, JSON.stringify({ at: Date.now(), fields }));
      return true;
    } catch { return false; }
  }

  function forget(key) {
    try { localStorage.removeItem(PREFIX + key); } catch { /* nothing was kept */ }
  }

  window.keptText = { read, write, forget };

  // A page that shows the report as handed in: what was typed is with the server.
  const told = document.querySelector("[data-forget-text]");
  if (told) forget(told.dataset.forgetText);
})();
