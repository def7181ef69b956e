// What is being written survives a lost connection: it is kept on this device until it is sent.

// The form's key and the version it was opened at come back, too: what has arrived already is not sent
// twice, and what others have changed since is told.
const skipped = new Set(["csrfmiddlewaretoken", "written"]);
const person = document.body.dataset.person;
const place = (name) => `draft:${person}:${name}`;
const drafts = () => Object.keys(localStorage).filter((key) => key.startsWith("draft:"));
const clock = new Intl.DateTimeFormat(document.documentElement.dataset.locale, { hour: "2-digit", minute: "2-digit" });

function say(words, discard) {
  const note = document.querySelector("[data-draft-note]");
  if (!note) return;
  note.replaceChildren(words);
  if (discard) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "plain";
    button.textContent = "Discard it";
    button.addEventListener("click", discard);
    note.append(" ", button);
  }
  note.hidden = false;
}

function keep(form) {
  const typed = [...new FormData(form)].filter(([name]) => !skipped.has(name));
  try {
    localStorage.setItem(place(form.dataset.draft), JSON.stringify({ at: Date.now(), typed }));
    form.dataset.kept = "";
    form.autocomplete = "off"; // who goes back meets the draft; the browser's own copy outlives the sending
    say(`Draft kept on this device · ${clock.format(Date.now())}`);
  } catch { delete form.dataset.kept; /* no room, or storage is forbidden: then it is not kept */ }
}

// What a template asks for comes with the template: its places are fetched, with what was filled in.
async function refill(form, filled) {
  const typed = new URLSearchParams(new FormData(form));
  for (const [name, value] of filled) typed.set(name, value);
  const answer = await fetch(form.elements.template.getAttribute("hx-post"), { method: "POST", body: typed, headers: { "HX-Request": "true" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const places = page.querySelector("#writing");
  if (!places) return;
  form.querySelector("#writing").replaceWith(places);
  htmx.process(places);
}

function restore(form) {
  const kept = JSON.parse(localStorage.getItem(place(form.dataset.draft)) ?? "null");
  if (!kept) return;
  const values = new Map();
  for (const [name, value] of kept.typed) values.set(name, [...(values.get(name) ?? []), value]);
  for (const field of form.elements) {
    if (!field.name || skipped.has(field.name)) continue;
    const said = values.get(field.name);
    if (field.type === "radio") field.checked = field.value === (said?.[0] ?? (field.name === "status" ? field.checked && field.value : ""));
    else if (field.type === "checkbox") field.checked = said?.includes(field.value) ?? false;
    else if (said) field.value = said[0];
  }
  for (const group of form.querySelectorAll("details")) if (group.querySelector("input:checked:not([value=''])")) group.open = true;
  say(`Your draft of ${clock.format(kept.at)} is back.`, () => {
    typing = null;
    localStorage.removeItem(place(form.dataset.draft));
    location.reload();
  });
  const filled = kept.typed.filter(([name]) => name.startsWith("var.") && !form.elements[name]);
  if (filled.length) addEventListener("load", () => refill(form, filled).catch(() => {}));
  // Once everything else listens: what will happen is another thing now.
  addEventListener("load", () => form.dispatchEvent(new Event("change", { bubbles: true })));
}

// After each pause, and where there is none: when it is sent, and when the screen is left.
let waiting, typing;
const pause = () => {
  clearTimeout(waiting);
  if (typing?.isConnected) keep(typing);
  typing = null;
};
document.addEventListener("input", ({ target }) => {
  const form = target.closest("form[data-draft]");
  if (!form) return;
  clearTimeout(waiting);
  typing = form;
  waiting = setTimeout(pause, 300);
});
document.addEventListener("submit", ({ target }) => {
  if (!target.matches("form[data-draft]")) return;
  typing = target;
  pause();
});
addEventListener("pagehide", pause);
document.addEventListener("written", () => {
  const form = document.querySelector("form[data-draft]");
  if (form) keep(form);
});

// What is sent needs no draft; who signs out leaves none behind.
for (const sent of document.querySelectorAll("[data-sent]")) localStorage.removeItem(place(sent.dataset.sent));
document.addEventListener("submit", ({ target }) => {
  if (!target.matches("[data-signs-out]")) return;
  typing = null;
  drafts().forEach((key) => localStorage.removeItem(key));
});

// Whoever was signed out while writing is told so where they sign in again.
const told = document.querySelector("[data-drafts-wait]");
if (told) told.hidden = !drafts().length;

// A form that came back refused holds what was typed already.
const fresh = document.querySelector("form[data-draft]");
if (fresh && !fresh.querySelector("[aria-invalid=true], .refused")) restore(fresh);
