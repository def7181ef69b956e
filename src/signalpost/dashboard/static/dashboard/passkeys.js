// Asks the browser for a passkey when a form wants one, and sends its answer with the form.
const options = async (form) => {
  if (form.dataset.passkey !== "sign-in") {
    return JSON.parse(document.getElementById("passkey-options").textContent);
  }
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error("Too many attempts. Try again in a minute.");
  return answer.json();
};

const created = (wish, form) => {
  const selection = wish.publicKey.authenticatorSelection;
  const alone = form.elements.passwordless?.checked;
  selection.residentKey = alone ? "required" : "discouraged";
  selection.requireResidentKey = Boolean(alone);
  if (alone) selection.userVerification = "required";
  return webauthnJSON.create(wish);
};

const asked = async (form) => {
  const given = await options(form);
  return form.dataset.passkey === "create"
    ? created(given.creation_options, form)
    : webauthnJSON.get(given.request_options);
};

const tell = (form, error) => {
  const place = form.querySelector(".refused");
  const cancelled = error.name === "NotAllowedError" || error.name === "AbortError";
  place.textContent = cancelled ? "No passkey was given. Try again when you are ready." : error.message;
  place.hidden = false;
};

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      form.elements.credential.value = JSON.stringify(await asked(form));
      form.submit();
    } catch (error) {
      tell(form, error);
    }
  });
}
