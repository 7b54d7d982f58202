/* Files dragged, chosen or pasted: sent one after another, each with a line of its own. The field
   itself stays, and sends its files with the form where this script does not run. */

(function () {
  "use strict";

  const report = window.report;
  if (!report) return;
  const form = report.form, said = form.dataset;
  const zone = form.querySelector("[data-drop]"), list = zone.querySelector("[data-uploads]");
  const input = form.elements.evidence;
  const queue = [];
  let active = null, waitingFor = null;

  zone.querySelector("[data-drop-hint]").hidden = false;

  function add(files) {
    for (const file of files) {
      const one = { file, row: document.createElement("li") };
      one.name = document.createElement("span");
      one.name.textContent = file.name;
      one.bar = document.createElement("progress");
      one.bar.max = 100;
      one.bar.value = 0;
      one.bar.setAttribute("aria-label", file.name);
      one.words = document.createElement("span");
      one.words.className = "quiet";
      one.words.textContent = said.saidWaits;
      one.acts = document.createElement("span");
      one.acts.className = "upload-acts";
      one.row.append(one.name, one.bar, one.words, one.acts);
      list.append(one.row);
      if (file.size > Number(said.largest)) wrong(one, said.saidTooLarge, false);
      else enqueue(one);
    }
    next();
  }

  function enqueue(one) {
    one.row.classList.remove("upload-wrong");
    one.bar.hidden = false;
    one.bar.value = 0;
    one.words.textContent = said.saidWaits;
    buttons(one, [[said.saidCancel, () => cancel(one)]]);
    queue.push(one);
  }

  function buttons(one, acts) {
    one.acts.replaceChildren(...acts.map(([words, act]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn btn-sm btn-outline-secondary";
      button.textContent = words;
      button.setAttribute("aria-label", `${words}: ${one.file.name}`);
      button.addEventListener("click", act);
      return button;
    }));
  }

  function cancel(one) {
    const at = queue.indexOf(one);
    if (at >= 0) queue.splice(at, 1);
    if (one === active) one.request.abort();
    away(one);
    goOn();
  }

  function away(one) {
    one.row.remove();
    input.focus();
  }

  function wrong(one, words, again) {
    one.row.classList.add("upload-wrong");
    one.bar.hidden = true;
    one.words.textContent = words;
    const acts = [[said.saidAway, () => away(one)]];
    if (again) acts.unshift([said.saidAgain, () => { enqueue(one); next(); }]);
    buttons(one, acts);
  }

  async function next() {
    if (active || !queue.length) return goOn();
    const one = active = queue.shift();
    one.words.textContent = "";
    await report.save(); // what is typed goes first, so that the draft it begins is this one
    if (!one.row.isConnected) return done();
    const data = new FormData(form);
    data.delete("evidence");
    data.delete("source");
    data.append("writer", said.key.split(":")[0]);
    data.append("evidence", one.file, one.file.name);
    report.renewToken();
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    const request = one.request = new XMLHttpRequest();
    request.open("POST", said.files);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) one.bar.value = Math.round((100 * event.loaded) / event.total);
    });
    request.addEventListener("load", () => answered(one, request).finally(done));
    request.addEventListener("error", () => { wrong(one, said.saidNoUpload, true); done(); });
    request.addEventListener("abort", done);
    request.send(data);
  }

  async function answered(one, request) {
    let told = null;
    try { told = JSON.parse(request.responseText); } catch { /* not an answer of ours */ }
    const arrived = request.status === 201 || told?.files !== undefined;
    if (arrived) {
      one.row.remove();
      report.say(`${one.file.name}: ${said.saidArrived}`);
    } else wrong(one, told?.said || said.saidFailed, true);
    if (told?.state === "conflict") await report.beside(told);
    else if (arrived) report.began(told);
  }

  function done() {
    active = null;
    next();
  }

  // --- handing in waits for what is on its way ----------------------------------------------------

  // Before the script that saves hears of it.
  window.addEventListener("submit", (event) => {
    if (event.target !== form) return;
    if (!active && !queue.length) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    waitingFor = event.submitter;
    report.say(said.saidUploading);
  }, true);

  /* Sent as if it were pressed now: the script that saves holds it if theirs stands beside mine by
     now. A button of a version that is gone from the page was pressed for another one. */
  function goOn() {
    if (active || queue.length || !waitingFor) return;
    const button = waitingFor;
    waitingFor = null;
    if (button.isConnected && !list.querySelector(".upload-wrong")) form.requestSubmit(button);
  }

  // --- chosen, dragged, pasted --------------------------------------------------------------------

  input.addEventListener("change", () => {
    add([...input.files]);
    input.value = "";
  });

  const hasFiles = (event) => [...(event.dataTransfer?.types || [])].includes("Files");
  form.addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    zone.classList.add("drop-here");
  });
  form.addEventListener("dragleave", (event) => {
    if (!form.contains(event.relatedTarget)) zone.classList.remove("drop-here");
  });
  form.addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    zone.classList.remove("drop-here");
    add([...event.dataTransfer.files]);
  });
  // An office suite puts a picture of the text beside the text: then it is the text that is meant.
  form.addEventListener("paste", (event) => {
    const data = event.clipboardData;
    if (!data?.files.length || data.types.includes("text/plain")) return;
    event.preventDefault();
    add([...data.files]);
  });
})();
