// What each day of a bar was: under the pointer, under a finger, or with the arrow keys.

const locale = document.documentElement.dataset.locale;
const DAY = { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" };
const thisYear = new Intl.DateTimeFormat(locale, DAY);
const otherYear = new Intl.DateTimeFormat(locale, { ...DAY, year: "numeric" });
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowDown: -1, ArrowUp: 1, PageDown: -7, PageUp: 7 };

const sheet = document.createElement("div");
sheet.className = "day-sheet";
sheet.dataset.added = ""; // live.js leaves it where it is
sheet.hidden = true;

let words; // they come with the first component, which may be later
let here; // the cell that the sheet is about
let leaving;
const stood = new WeakMap(); // the cell of each bar that was shown last

// A bar is a picture until a script can explain it day by day: then it is moved through like a slider.
function makeReady() {
  words = document.getElementById("day-words");
  for (const bar of document.querySelectorAll(".days[role=img]")) {
    bar.role = "slider";
    bar.tabIndex = 0;
    bar.ariaLabel = bar.dataset.name;
    bar.ariaReadOnly = "true";
    bar.ariaValueMin = 1;
    bar.ariaValueMax = every(bar).length;
    note(last(bar));
  }
  if (!here) return;
  if (here.isConnected) refresh();
  else hide();
}

// Where one stands in a bar: at first on today.
const last = (bar) => (stood.get(bar)?.isConnected ? stood.get(bar) : every(bar).at(-1));

// What is shown may have gone on, or have become another day.
function refresh() {
  here.dataset.here = "";
  fill(here);
  put(here);
}

// A month begins with places that are no days.
const every = (bar) => [...bar.querySelectorAll("i")];

// Those that are shown: on a narrow screen a bar is shorter.
const days = (bar) => every(bar).filter((cell) => cell.offsetWidth);

function note(cell) {
  const bar = cell.parentElement;
  stood.set(bar, cell);
  bar.ariaValueNow = place(cell) + 1;
  bar.ariaValueText = [dateOf(cell), ...told(cell).map(({ text }) => text), ...incidents(cell).map((name) => name.textContent)].join(words.dataset.comma);
}

const place = (cell) => every(cell.parentElement).indexOf(cell);

function dateOf(cell) {
  const date = new Date(cell.parentElement.dataset.first);
  date.setUTCDate(date.getUTCDate() + place(cell));
  return (date.getUTCFullYear() === new Date().getUTCFullYear() ? thisYear : otherYear).format(date);
}

function told({ dataset: { lasted, status = "operational" } }) {
  if (!lasted) return [{ status, text: word(status === "operational" ? "well" : status) }];
  return lasted.split("|").map((spell) => {
    const [what, minutes] = spell.split(" ");
    const length = spanInWords(minutes * 60000);
    return { status: what, text: words.dataset.spell.replace("{status}", word(what)).replace("{length}", length) };
  });
}

const word = (name) => words.querySelector(`[data-word=${name}]`).textContent;

function incidents({ dataset: { on } }) {
  return on ? on.split(" ").map((id) => words.querySelector(`[data-incident="${id}"]`)).filter(Boolean) : [];
}

function point({ target, pointerType, type }) {
  if (pointerType === "touch" && type === "pointermove" && !target.closest(".days")) return;
  const cell = target.closest(".days > i");
  if (cell) show(cell);
  else if (sheet.contains(target) || target.matches(".days")) clearTimeout(leaving);
  else if (here && type === "pointerdown") hide();
  else if (here && !here.parentElement.matches(":focus-visible")) leave();
}

// Time to reach the links in the sheet.
function leave() {
  clearTimeout(leaving);
  leaving = setTimeout(hide, 250);
}

function step(event) {
  if (event.key === "Escape") hide();
  const bar = event.target.closest?.(".days");
  if (!bar) return;
  const cells = days(bar);
  const towards = getComputedStyle(bar).direction === "rtl" && /Left|Right/.test(event.key) ? -1 : 1;
  const week = bar.matches(".month") ? { ArrowUp: -7, ArrowDown: 7 }[event.key] : undefined;
  const now = Math.max(cells.indexOf(last(bar)), 0); // where it was left, if the day is put away
  const next = { Home: 0, End: cells.length - 1 }[event.key] ?? now + (week ?? towards * STEPS[event.key]);
  if (Number.isNaN(next)) return;
  event.preventDefault();
  show(cells[Math.min(Math.max(next, 0), cells.length - 1)]);
}

function show(cell) {
  clearTimeout(leaving);
  if (cell === here && !sheet.hidden) return;
  delete here?.dataset.here;
  here = cell;
  here.dataset.here = "";
  note(cell);
  fill(cell);
  cell.parentElement.after(sheet);
  sheet.hidden = false;
  put(cell);
}

function hide() {
  clearTimeout(leaving);
  delete here?.dataset.here;
  here = undefined;
  sheet.hidden = true;
}

function fill(cell) {
  const title = document.createElement("p");
  title.className = "quiet";
  title.textContent = dateOf(cell);
  const lines = told(cell).map(({ status, text }) => {
    const line = document.createElement("p");
    line.dataset.status = status;
    line.className = "state";
    if (status !== "none") line.append(icon(status));
    line.append(text);
    return line;
  });
  const links = incidents(cell).map((name) => {
    const line = document.createElement("p");
    line.innerHTML = "<a><bdi></bdi></a>";
    line.firstElementChild.href = words.dataset.incidentAt.replace(/0$/, name.dataset.incident);
    line.firstElementChild.firstElementChild.textContent = name.textContent;
    return line;
  });
  say([title, ...lines, ...links]);
}

// A line that says the same stays, with the focus in it; a link that moves takes the focus along.
function say(lines) {
  const focused = sheet.contains(document.activeElement) && document.activeElement.href;
  lines.forEach((line, place) => {
    const known = sheet.children[place];
    if (!known) sheet.append(line);
    else if (!known.isEqualNode(line)) known.replaceWith(line);
  });
  while (sheet.children.length > lines.length) sheet.lastChild.remove();
  if (focused && !sheet.contains(document.activeElement)) [...sheet.querySelectorAll("a")].find(({ href }) => href === focused)?.focus();
}

function icon(name) {
  const known = document.querySelector(".icon").cloneNode(true);
  known.firstElementChild.setAttribute("href", `#i-${name}`);
  return known;
}

// Below the cell, within what it stands in.
function put(cell) {
  const frame = sheet.offsetParent.getBoundingClientRect();
  const box = cell.getBoundingClientRect();
  const left = box.left + box.width / 2 - frame.left - sheet.offsetWidth / 2;
  sheet.style.left = `${Math.min(Math.max(left, 8), frame.width - sheet.offsetWidth - 8)}px`;
  sheet.style.top = `${box.bottom - frame.top + 8}px`;
}

makeReady();
document.addEventListener("page:changed", makeReady);
document.addEventListener("pointermove", point);
document.addEventListener("pointerdown", point);
document.addEventListener("focusin", ({ target }) => {
  if (target.matches(".days")) show(target.contains(here) ? here : days(target).at(-1));
  else if (!sheet.contains(target)) hide();
});
document.addEventListener("keydown", step);
