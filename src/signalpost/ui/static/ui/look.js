// What every page does when scripts run: menus that close, the theme, times in the visitor's zone.

const root = document.documentElement;

// Menus

const menus = () => document.querySelectorAll("details.menu[open]");

document.addEventListener("click", (event) => {
  for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// The theme

const themes = () => document.querySelectorAll("input[name=theme]");

for (const input of themes()) input.checked = input.value === (root.dataset.theme ?? "system");

document.addEventListener("change", ({ target }) => {
  if (target.name !== "theme") return;
  if (target.value === "system") delete root.dataset.theme;
  else root.dataset.theme = target.value;
  try {
    localStorage.setItem("theme", target.value);
  } catch { /* it then holds for this page */ }
});

// Times

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
// The visitor's own way of writing times, if it is in the language of the page; with the digits
// and the calendar that the server writes.
const own = navigator.languages.find((one) => one.split("-")[0] === root.lang.split("-")[0]) ?? root.lang;
const locale = new Intl.Locale(own, { numberingSystem: "latn", calendar: "gregory" }).toString();
root.dataset.locale = locale;
const clock = { hour: "2-digit", minute: "2-digit" };
const day = { day: "numeric", month: "short" };
const forms = {
  clock: form(clock),
  thisYear: form({ ...day, ...clock }),
  otherYear: form({ ...day, year: "numeric", ...clock }),
  weekday: form({ weekday: "short", ...clock }),
  month: form({ month: "short" }),
  full: form({ dateStyle: "full", timeStyle: "long" }),
};

// A browser takes milliseconds to make one; few pages need all of them.
function form(options) {
  let made;
  return { format: (at) => (made ??= new Intl.DateTimeFormat(locale, options)).format(at) };
}

function showTimes() {
  // Beside fields that are read by the site's clock, times stay by that clock.
  for (const element of document.querySelectorAll("time[datetime*=T]:not([data-our-clock] *)")) {
    const at = new Date(element.dateTime);
    write(element, forms[formOf(element, at)].format(at));
    element.title = forms.full.format(at);
  }
  for (const element of document.querySelectorAll(".leaf")) {
    const at = new Date(element.dataset.at);
    write(element.firstElementChild, forms.month.format(at));
    write(element.lastElementChild, String(at.getDate()));
  }
  for (const element of document.querySelectorAll("[data-zone]")) {
    if (element.dataset.zone === zone) continue;
    write(element, element.dataset.elsewhere.replace("{yours}", zone).replace("{ours}", element.dataset.zone));
  }
}

function formOf({ dataset }, at) {
  const now = new Date();
  if ("weekday" in dataset) return "weekday";
  if (!("dated" in dataset) && sameDay(at, dataset.after ? new Date(dataset.after) : now)) return "clock";
  return at.getFullYear() === now.getFullYear() ? "thisYear" : "otherYear";
}

const sameDay = (one, other) => one.toDateString() === other.toDateString();

// How long it has been going on, and how long it is still going to

const spans = JSON.parse(document.body.dataset.spans);
const plural = new Intl.PluralRules(root.lang);

function showSpans() {
  for (const element of document.querySelectorAll("[data-since]")) {
    write(element, span(Date.now() - new Date(element.dataset.since)));
  }
  for (const element of document.querySelectorAll("[data-until]")) {
    write(element, span(new Date(element.dataset.until) - Date.now()));
  }
}

function span(milliseconds) {
  const minutes = Math.max(0, Math.floor(milliseconds / 60000));
  const units = [[Math.floor(minutes / 1440), spans.d], [Math.floor(minutes / 60) % 24, spans.h], [minutes % 60, spans.min]];
  const first = units.findIndex(([amount]) => amount);
  if (first < 0) return spans.none;
  const [larger, smaller] = units.slice(first, first + 2).filter(([amount]) => amount).map(inWords);
  return smaller ? spans.two.replace("%(larger)s", larger).replace("%(smaller)s", smaller) : larger;
}

globalThis.spanInWords = span; // for the scripts of single pages

const inWords = ([amount, forms]) => (forms[plural.select(amount)] ?? forms.other).replace("%(number)d", amount);

function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function show() {
  showTimes();
  showSpans();
}

show();
setInterval(show, 30000);
document.addEventListener("page:changed", show);
