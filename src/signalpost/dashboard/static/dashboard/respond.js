// Helps for saying how components are and for sending what is written.

// A pick for a whole group is one for each of its members; then the group's own goes back.
document.addEventListener("change", ({ target }) => {
  if (!target.matches?.("[data-picks] .all [type=radio]")) return;
  for (const radio of target.closest("ol").querySelectorAll(`li:not(.all) input[value="${target.value}"]`)) radio.checked = true;
  target.closest(".choice").querySelector("input[value='']").checked = true;
});

// A tick for a whole group is one for each of its members, and tells how many have one.
document.addEventListener("change", ({ target }) => {
  if (target.matches?.("[data-picks] .all [type=checkbox]")) for (const tick of ticks(target)) tick.checked = target.checked;
  countTicks();
});
document.addEventListener("htmx:afterSettle", countTicks);
countTicks();

function countTicks() {
  for (const all of document.querySelectorAll("[data-picks] .all [type=checkbox]")) {
    const on = ticks(all).filter((tick) => tick.checked).length;
    all.checked = on === ticks(all).length;
    all.indeterminate = on > 0 && !all.checked;
  }
}

function ticks(all) {
  return [...all.closest("ol").querySelectorAll("li:not(.all) [type=checkbox]")];
}

// What does not have the words in its name steps back while one looks for a component.
document.addEventListener("input", ({ target }) => {
  if (!target.matches("[data-finds]")) return;
  const words = target.value.trim().toLowerCase();
  for (const bunch of target.closest("[data-picks]").querySelectorAll("ol.rows")) {
    for (const row of bunch.children) {
      row.hidden = words !== "" && !row.dataset.name?.toLowerCase().includes(words);
    }
    const group = bunch.closest("details");
    if (!group) continue;
    group.hidden = words !== "" && !bunch.querySelector("li:not([hidden])");
    if (words && !group.hidden) group.open = true;
  }
});

// Enter in the field that finds does not send the form; with Ctrl it does, from anywhere in it.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  if (event.target.matches("[data-finds]")) event.preventDefault();
  const form = event.target.closest?.("form");
  if ((event.ctrlKey || event.metaKey) && form) form.requestSubmit(form.querySelector(".primary"));
});

// A form that comes back refused: to the first thing that is wrong with it.
document.addEventListener("htmx:afterSettle", ({ target }) => {
  if (target.id === "main") (target.querySelector("[aria-invalid=true]") ?? target).focus();
});

// What was not taken: why, and what is with what was written.
for (const trouble of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
  document.addEventListener(trouble, ({ detail }) => {
    const form = detail.elt.closest("form");
    if (!form || detail.elt !== form) return;
    form.querySelector(".unsent")?.remove();
    const note = document.createElement("p");
    note.className = "unsent refused";
    note.setAttribute("role", "alert");
    note.textContent = `${why(detail.xhr)} ${whatNow(form, detail.xhr.status)}`;
    beside(form.querySelector(".primary"), note);
  });
}

// Where one looks who has just pressed the button: on a phone it stays at the screen's edge.
function beside(button, note) {
  const bar = button.closest(".bar");
  if (bar) bar.prepend(note);
  else button.closest("div, p").before(note);
}

const isGone = (status) => !status || (status >= 502 && status <= 504);

function why({ status, responseText }) {
  if (isGone(status)) return "The server does not answer.";
  const page = new DOMParser().parseFromString(responseText, "text/html");
  const said = [...page.querySelectorAll("[data-why]")].map((part) => part.textContent.trim().replace(/[.]?$/, "."));
  if (said.length) return said.join(" ");
  return status >= 500 ? "Something went wrong on the server, and this may not be saved." : `The server refused this (${status}).`;
}

function whatNow(form, status) {
  const where = "kept" in form.dataset ? "is kept on this device" : "is on this screen alone";
  const isWorthIt = isGone(status) || status >= 500 || status === 429;
  return `What you wrote ${where}${isWorthIt ? "; send it again in a moment" : ""}.`;
}
