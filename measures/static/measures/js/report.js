/* A report, or another text, saved while it is typed. Without this script its buttons do all that is
   needed. `data-fields` of the form names what is saved, where that is not a report. */

(function () {
  "use strict";

  const form = document.querySelector("form[data-save]");
  if (!form) return;
  const said = form.dataset;
  const line = form.querySelector("[data-save-state]");
  const kept = window.keptText;
  const REPORT = "claim text language document_kind document_number document_on";
  const NAMES = (said.fields || REPORT).split(" ");
  const PAUSE = 1500, LONGEST_WAIT = 15000, LONGEST_ANSWER = 20000, WAITS = [3000, 6000, 12000, 30000]; // ms
  const LARGEST_KEEPALIVE = 60000; // bytes that a browser still sends while a page closes

  // What the server has, or what the page was opened with; nothing of what it has just refused.
  let saved = "unsaved" in said ? "" : written();
  let pending = null;        // a body that was sent and not answered: it may have been saved
  let running = null, timer = null, dirtySince = 0, failures = 0, leaving = false;
  // Beside somebody else's version nothing is saved until a person has chosen.
  let stopped = Boolean(theirs());

  function fields() {
    const data = new FormData(form);
    return NAMES.map((name) => [name, String(data.get(name) ?? "").replace(/\r\n?/g, "\n")]);
  }
  function written() { return JSON.stringify(fields()); }
  function isDirty() { return written() !== saved; }

  function cookie(name) {
    const found = document.cookie.split("; ").find((one) => one.startsWith(name + "="));
    return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
  }
  // Whoever signs in again in another tab has a new token; the form of this one goes with it.
  function renewToken() {
    const token = cookie("csrftoken");
    if (token) form.elements.csrfmiddlewaretoken.value = token;
  }

  function say(words, tone) {
    line.parentElement.dataset.tone = tone || "";
    if (words !== undefined && line.textContent !== words) line.textContent = words;
  }

  function body() {
    renewToken();
    const sent = new URLSearchParams(fields());
    sent.set("version", form.elements.version.value);
    sent.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    sent.set("writer", said.key.split(":")[0]);
    return sent;
  }

  function schedule(wait) {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  }

  function changed(wait) {
    if (!isDirty()) return;
    dirtySince = dirtySince || Date.now();
    kept.write(said.key, Object.fromEntries(fields()));
    line.parentElement.dataset.dirty = "";
    if (stopped) return;
    schedule(Date.now() - dirtySince > LONGEST_WAIT ? 0 : wait);
  }

  /* One request at a time. What got no answer is sent once more as it was: the server knows it
     again if it has it, and then what was typed since follows. The promise tells how it ended: the
     state that the server answered, "nothing" where there was nothing to save. */
  function save() {
    clearTimeout(timer);
    if (running) return running.then((state) => (state === "saved" && isDirty() ? save() : state));
    if (stopped) return Promise.resolve("stopped");
    if (!pending && !isDirty()) return Promise.resolve("nothing");
    const now = pending || { version: form.elements.version.value, said: written(), data: body() };
    now.data.set("csrfmiddlewaretoken", cookie("csrftoken") || now.data.get("csrfmiddlewaretoken"));
    pending = now;
    line.parentElement.dataset.saving = "";
    running = send(now).finally(() => {
      running = null;
      delete line.parentElement.dataset.saving;
    });
    return running;
  }

  async function send(now) {
    let answer, told;
    const text = now.data.toString(), patience = new AbortController();
    const bell = setTimeout(() => patience.abort(), LONGEST_ANSWER);
    try {
      answer = await fetch(said.save, {
        method: "POST", body: now.data, redirect: "manual", credentials: "same-origin",
        headers: { Accept: "application/json" }, signal: patience.signal,
        keepalive: document.visibilityState === "hidden" && text.length < LARGEST_KEEPALIVE,
      });
      told = await answer.json();
    } catch {
      return failed(answer ? said.saidFailed : said.saidOffline);
    } finally {
      clearTimeout(bell);
    }
    pending = null;
    failures = 0;
    unanswered = false;
    take(told, now);
    return told.state;
  }

  function failed(words) {
    say(words, "bad");
    schedule(WAITS[Math.min(failures, WAITS.length - 1)]);
    failures += 1;
    return "failed";
  }

  function showFiles(told) {
    if (told.files !== undefined) {
      const list = form.querySelector("[data-files-kept]");
      list.innerHTML = told.files;
      window.htmx?.process(list); // it asks by itself what the virus scanner says
    }
  }

  // What the page tells beside the form of the text that is saved now, by the id of its place.
  function showPieces(told) {
    for (const [id, html] of Object.entries(told.pieces || {})) {
      const place = document.getElementById(id);
      if (place) place.innerHTML = html;
    }
  }

  function take(told, now) {
    if (told.state === "saved" || told.state === "nothing") {
      saved = now.said;
      if (told.version) form.elements.version.value = told.version;
      showFiles(told);
      showPieces(told);
      if (told.said) say(told.said);
      if (isDirty()) return schedule(PAUSE);
      dirtySince = 0;
      delete line.parentElement.dataset.dirty;
      return kept.forget(said.key);
    }
    say(told.said, "bad");
    if (told.state === "conflict") return showTheirs(told);
    if (told.state === "signed_out") return schedule(WAITS[2]);
    if (told.state === "refused") stopped = true;
  }

  /* Theirs comes to stand beside mine. The form goes on standing on what it showed before, until a
     button there is pressed: nothing is saved or handed in over what nobody has looked at. */
  function showTheirs(told) {
    stopped = true;
    const page = document.querySelector("[data-report-page]");
    theirs()?.remove();
    page.querySelector(".previous")?.remove();
    page.classList.remove("report-with-previous");
    page.classList.add("versions");
    form.insertAdjacentHTML("afterend", told.html);
    line.parentElement.querySelector("a[href='#theirs']")?.remove();
    const link = document.createElement("a");
    link.href = "#theirs";
    link.textContent = page.querySelector("#theirs-title").textContent;
    line.after(" ", link);
  }
  function theirs() { return document.getElementById("theirs"); }

  /* To what keeps the report from going on: the version to choose from, or the words that say why. */
  function lookAt() {
    const place = theirs() || line.parentElement;
    place.tabIndex = -1;
    place.focus();
  }

  // --- the form ---------------------------------------------------------------------------------

  form.addEventListener("input", (event) => {
    if (NAMES.includes(event.target.name)) changed(PAUSE);
  });
  form.addEventListener("change", (event) => {
    if (NAMES.includes(event.target.name)) changed(300);
  });
  form.addEventListener("focusout", (event) => {
    if (NAMES.includes(event.target.name) && isDirty() && !stopped) schedule(50);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && isDirty()) save();
  });
  window.addEventListener("online", () => { if (isDirty() || pending) save(); });
  window.addEventListener("beforeunload", (event) => {
    if (leaving || kept.isClosed() || !isDirty()) return;
    kept.write(said.key, Object.fromEntries(fields()));
    event.preventDefault();
  });

  // After these answers the form goes to the server; what is wrong in it is shown at its fields there.
  const GO_ON = ["saved", "nothing", "wrong"];
  let holding = false, unanswered = false;

  function hold(event) {
    event.preventDefault();
    event.stopPropagation();
  }
  async function goOnAfter(button) {
    holding = true;
    const state = await save();
    holding = false;
    unanswered = state === "failed"; // pressed once more, it is sent as any form is
    if (GO_ON.includes(state)) form.requestSubmit(button);
    else lookAt();
  }

  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    renewToken();
    const chosen = event.submitter?.closest("#theirs");
    if (theirs() && !chosen) {
      hold(event);
      return lookAt();
    }
    // What is being saved goes first, or the form would stand on a version that is gone.
    if (holding || ((running || pending) && !unanswered)) {
      hold(event);
      if (!holding) goOnAfter(event.submitter);
      return;
    }
    if (chosen) form.elements.version.value = chosen.dataset.version;
    if (event.submitter?.value === "theirs") kept.forget(said.key);
    else if (isDirty()) kept.write(said.key, Object.fromEntries(fields()));
    clearTimeout(timer);
    stopped = leaving = true;
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });

  // --- the text of last time --------------------------------------------------------------------

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-insert]");
    if (!button) return;
    event.preventDefault();
    const area = form.elements.text;
    const more = document.getElementById(button.dataset.insert).textContent.trim();
    area.value = area.value.trim() ? `${area.value.trimEnd()}\n\n${more}` : more;
    area.focus();
    area.setSelectionRange(area.value.length, area.value.length);
    area.scrollIntoView({ block: "nearest" });
    changed(300);
  });

  // --- what this browser kept -------------------------------------------------------------------

  function offer() {
    const found = kept.read(said.key);
    const box = form.querySelector("[data-kept-text]");
    if (!found || !box) return;
    const words = JSON.stringify(NAMES.map((name) => [name, found.fields[name] ?? ""]));
    if (words === saved || !(found.fields.text || found.fields.document_number)) {
      return kept.forget(said.key);
    }
    if (words === written()) return; // refused just now, and still in the form
    box.querySelector("[data-kept-words]").textContent = found.fields.text;
    box.querySelector("[data-kept-at]").textContent =
      new Date(found.at).toLocaleString(document.documentElement.lang);
    box.hidden = false;
    box.querySelector("[data-kept-back]").addEventListener("click", () => {
      NAMES.forEach((name) => { form.elements[name].value = found.fields[name] ?? ""; });
      box.hidden = true;
      form.elements.text.focus();
      changed(0);
    });
    box.querySelector("[data-kept-away]").addEventListener("click", () => {
      kept.forget(said.key);
      box.hidden = true;
      form.elements.text.focus();
    });
  }

  window.report = {
    form, say, save, renewToken,
    began(told) { // a file began the draft, or has come to the one that the page shows
      const version = form.elements.version;
      if (told.version > Number(version.value)) version.value = told.version;
      showFiles(told);
    },
    /* A file has come to a draft that the page did not show when it was sent. What was typed while
       it was on its way may be that draft; if not, theirs comes to stand beside mine. */
    async beside(told) {
      showFiles(told);
      await running;
      const known = theirs()?.dataset.version || form.elements.version.value;
      if (pending || told.theirs <= Number(known)) return;
      say(told.said, "bad");
      showTheirs(told);
    },
  };
  offer();
})();
