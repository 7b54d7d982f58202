// Passkeys: asks the browser for one and sends what it gives with the form that stands around the
// button. Forms with data-passkey: "sign-in" (fetches what to ask for), "show" and "add" (have it in
// data-options). webauthn-json.js of django-allauth turns bytes into text and back.
(() => {
  const forms = document.querySelectorAll("form[data-passkey]");
  const said = document.querySelector("[data-passkey-said]");

  const say = (error) => {
    if (!said) return;
    const words = { NotAllowedError: "brokenOff", AbortError: "brokenOff", TypeError: "away" };
    said.textContent = said.dataset[words[error.name] || "unfit"];
    said.hidden = false;
  };

  const fetched = async (form) => {
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new TypeError("no answer");
    return (await answer.json()).request_options;
  };

  const created = async (form) => {
    const options = JSON.parse(form.dataset.options);
    const alone = form.elements.passwordless?.checked ?? false;
    const wanted = options.publicKey.authenticatorSelection;
    wanted.residentKey = alone ? "required" : "discouraged";
    wanted.requireResidentKey = alone;
    if (alone) wanted.userVerification = "required";
    return window.webauthnJSON.create(options);
  };

  const WAYS = {
    "sign-in": async (form) => window.webauthnJSON.get(await fetched(form)),
    show: async (form) => window.webauthnJSON.get(JSON.parse(form.dataset.options)),
    add: created,
  };

  for (const form of forms) {
    if (!window.PublicKeyCredential) continue;
    form.hidden = false;
    const button = form.querySelector("[data-passkey-ask]");
    button.addEventListener("click", async () => {
      said.hidden = true;
      button.disabled = true;
      try {
        form.elements.credential.value = JSON.stringify(await WAYS[form.dataset.passkey](form));
        form.submit();
      } catch (error) {
        say(error);
      } finally {
        button.disabled = false;
      }
    });
  }
})();
