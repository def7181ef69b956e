// What a chart says at one moment: under the pointer, under a finger or with the arrow keys.

const locale = document.documentElement.dataset.locale;
const moment = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
const figure = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 });
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowDown: -1, ArrowUp: 1, PageDown: -12, PageUp: 12 };

// A chart is a picture until a script can explain it: then it is moved through like a slider.
function makeReady() {
  for (const plot of document.querySelectorAll(".plot[role=img]")) {
    plot.role = "slider";
    plot.tabIndex = 0;
    plot.ariaLabel = plot.dataset.name;
    plot.ariaReadOnly = "true";
    plot.ariaValueMin = 0;
    plot.ariaValueMax = measured(plot).length - 1;
    note(plot, measured(plot).length - 1);
  }
}

// Where nothing was measured there is nothing to say.
const measured = (plot) => JSON.parse(plot.dataset.points).filter(([, value]) => value !== null);

function note(plot, place) {
  const [at, value] = measured(plot)[place];
  plot.ariaValueNow = place;
  plot.ariaValueText = `${figure.format(value)} ${plot.dataset.suffix}, ${moment.format(at * 1000)}`;
}

function show(plot, place) {
  const spots = measured(plot);
  const [at, value] = spots[Math.min(Math.max(place, 0), spots.length - 1)];
  note(plot, spots.findIndex(([one]) => one === at));
  const [begin, end] = ends(plot);
  cursor(plot).style.insetInlineStart = `${(100 * (at - begin)) / (end - begin || 1)}%`;
  const shown = now(plot);
  if (!shown) return;
  shown.textContent = figure.format(value);
  shown.dataset.at = moment.format(at * 1000);
}

// What has never been measured has no value of now.
const now = (plot) => plot.closest(".chart").querySelector(".value b");

function ends(plot) {
  const points = JSON.parse(plot.dataset.points);
  return [points[0][0], points.at(-1)[0]];
}

function cursor(plot) {
  const known = plot.querySelector(".cursor");
  if (known) return known;
  const made = document.createElement("i");
  made.className = "cursor";
  plot.append(made);
  return made;
}

function leave(plot) {
  plot.querySelector(".cursor")?.remove();
  const shown = now(plot);
  if (!shown) return;
  shown.textContent = shown.dataset.now;
  delete shown.dataset.at;
}

function nearest(plot, x) {
  const box = plot.getBoundingClientRect();
  const [begin, end] = ends(plot);
  const at = begin + ((x - box.left) / box.width) * (end - begin);
  const spots = measured(plot);
  return spots.reduce((best, [one], place) => (Math.abs(one - at) < Math.abs(spots[best][0] - at) ? place : best), 0);
}

document.addEventListener("pointermove", point);
document.addEventListener("pointerdown", point);
document.addEventListener("focusout", ({ target }) => target.matches(".plot") && leave(target));
document.addEventListener("focusin", ({ target }) => {
  if (target.matches(".plot:focus-visible")) show(target, Infinity);
});
document.addEventListener("keydown", (event) => {
  if (!event.target.matches?.(".plot")) return;
  const last = measured(event.target).length - 1;
  const next = { Home: 0, End: last }[event.key] ?? Number(event.target.ariaValueNow) + STEPS[event.key];
  if (Number.isNaN(next)) return;
  event.preventDefault();
  show(event.target, next);
});

function point({ target, clientX }) {
  const plot = target.closest?.(".plot");
  for (const other of document.querySelectorAll(".plot:has(.cursor)")) if (other !== plot) leave(other);
  if (plot) show(plot, nearest(plot, clientX));
}

makeReady();
document.addEventListener("page:changed", makeReady);
