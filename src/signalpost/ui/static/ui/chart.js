// A chart as uPlot draws it: what it looks like, and what it says at the pointer, at a finger and with the keyboard.

const { locale } = document.documentElement.dataset;
const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 });
const short = new Intl.NumberFormat(locale, { maximumFractionDigits: 3, notation: "compact" });
const clock = { hour: "2-digit", minute: "2-digit" };
const day = { day: "numeric", month: "short" };
const A_DAY = 86400;
// From here on numbers are shortened at the axis.
const LONG = 100000;
// So that all of the line is seen where it is highest and lowest.
const ROOM = 0.04;
// Left of everything: there uPlot shows no cursor.
const NOWHERE = -10;
// What is zoomed into has so many steps at least.
const FEWEST = 4;
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowDown: -1, ArrowUp: 1, PageDown: -12, PageUp: 12, Home: -Infinity, End: Infinity };
const ZOOMS = { "+": 1 / 2, "-": 2, Escape: Infinity };

export class Chart {
  constructor(plot, told) {
    this.plot = plot;
    this.from = plot.dataset.from;
    this.told = told;
    this.flag = document.createElement("p");
    this.flag.className = "flag";
    this.flag.hidden = true;
    this.uplot = new uPlot(this.options(), told.points, plot);
    this.uplot.over.append(this.flag);
    this.slider = this.uplot.root;
    this.slider.dataset.added = ""; // whatever comes from the server, it stays
    this.slider.role = "slider";
    this.slider.tabIndex = 0;
    this.slider.ariaReadOnly = "true";
    this.describe();
    this.listen();
    this.size = new ResizeObserver(() => this.uplot.setSize(sizeOf(plot)));
    this.size.observe(plot);
  }

  close() {
    this.size.disconnect();
    this.uplot.destroy();
  }

  // What has been measured meanwhile. What was zoomed into stays.
  follow(told) {
    const { min, max } = this.uplot.scales.x;
    const [begin, end] = this.ends();
    this.told = told;
    const isWhole = min <= begin && max >= end;
    this.uplot.setData(told.points, isWhole);
    if (!isWhole) this.uplot.setScale("x", { min, max });
    this.describe();
  }

  describe() {
    const places = measured(this.told.points);
    this.slider.ariaLabel = this.plot.querySelector(".picture").ariaLabel;
    this.slider.ariaValueMin = 0;
    this.slider.ariaValueMax = places.length - 1;
    if (this.flag.hidden) this.note(places.at(-1));
  }

  // Its colours and letters are those of the picture.
  options() {
    const like = (part, property) => () => getComputedStyle(this.plot.querySelector(part) ?? this.plot)[property];
    const letters = getComputedStyle(this.plot.querySelector(".high"));
    const axis = { stroke: like(".high", "color"), font: `${Math.round(parseFloat(letters.fontSize))}px ${letters.fontFamily}` };
    const rule = { stroke: like(".rule", "stroke"), width: 1 };
    const curve = { stroke: like(".curve", "stroke"), width: 1.75, cap: "round", pxAlign: 0 };
    const written = (values) => values.map(values.every((value) => Math.abs(value) < LONG) ? number.format : short.format);
    return {
      ...sizeOf(this.plot),
      padding: [8, 16, 0, 0],
      legend: { show: false },
      tzDate: (at) => this.dateOf(at),
      scales: { x: { range: whole }, y: { range: (_, low, high) => this.range(low, high) } },
      series: [{}, { ...curve, points: { show: false, filter: alone, size: 5, fill: curve.stroke } }],
      axes: [
        { ...axis, grid: { show: false }, ticks: { ...rule, size: 4 }, gap: 4, size: 28, space: 72, values: (_, times, _axis, _space, step) => times.map((at) => this.tick(at, step)) },
        { ...axis, grid: rule, ticks: { show: false }, gap: 8, size: widest, space: 32, values: (_, values) => written(values) },
      ],
      cursor: { y: false, move: toMeasured, drag: { dist: 5 }, points: { size: 9 }, bind: { mouseleave: (_uplot, _over, leave) => (event) => this.isTouched || leave(event) } },
      hooks: { drawClear: [(uplot) => this.band(uplot, like(".band", "fill")())], setCursor: [(uplot) => this.say(uplot)] },
    };
  }

  // By the visitor's clock; but days are days of the site.
  dateOf(at) {
    const date = new Date(at * 1000);
    return this.told.zone ? uPlot.tzDate(date, this.told.zone) : date;
  }

  write(at, form) {
    return new Intl.DateTimeFormat(locale, { ...form, timeZone: this.told.zone ?? undefined }).format(at * 1000);
  }

  tick(at, step) {
    const date = this.dateOf(at);
    const isMidnight = date.getHours() + date.getMinutes() === 0;
    return `\u2068${this.write(at, step >= A_DAY || isMidnight ? day : clock)}\u2069`; // in its own direction
  }

  // As in the picture, and closer where it is zoomed into. What begins at 0 there does so here.
  range(low, high) {
    const [bottom, top] = low === null ? this.told.between : [this.told.between[0] && low, high];
    const room = ROOM * (top - bottom || 1);
    return [bottom && bottom - room, top + room];
  }

  band({ bbox, ctx, valToPos }, colour) {
    ctx.save(); // uPlot remembers what it has set
    ctx.fillStyle = colour;
    for (const [since, until] of this.told.bands) {
      const [left, right] = [since, until].map((at) => clamp(valToPos(at, "x", true), bbox.left, bbox.left + bbox.width));
      ctx.fillRect(left, bbox.top, right - left, bbox.height);
    }
    ctx.restore();
  }

  say({ cursor, over, valToPos }) {
    this.flag.hidden = cursor.idx === null;
    if (this.flag.hidden) return;
    this.flag.replaceChildren(...this.note(cursor.idx).map(isolated));
    this.flag.style.left = `${cursor.left}px`;
    this.flag.style.translate = `${(-100 * cursor.left) / over.clientWidth}%`; // never over the edge
    this.flag.classList.toggle("low-down", valToPos(this.told.points[1][cursor.idx], "y") < over.clientHeight / 2);
  }

  note(place) {
    const [at, value] = this.told.points.map((row) => row[place]);
    const next = this.told.points[0][place + 1] ?? Infinity;
    const during = this.told.bands.filter(([since, until]) => since < next && until >= at);
    const moment = this.write(at, this.told.zone ? day : { ...day, ...clock });
    const said = [`${number.format(value)} ${this.told.unit}`.trim(), moment, ...during.map(([, , name]) => name)];
    this.place = place;
    this.slider.ariaValueNow = measured(this.told.points).indexOf(place);
    this.slider.ariaValueText = said.join(", ");
    return said;
  }

  listen() {
    const { over } = this.uplot;
    over.addEventListener("pointerdown", (event) => this.point(event));
    over.addEventListener("pointermove", (event) => this.point(event));
    this.slider.addEventListener("focus", () => this.slider.matches(":focus-visible") && this.walk(0));
    this.slider.addEventListener("blur", () => this.leave());
    this.slider.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return; // the browser's own
      if (event.key in STEPS) this.walk(STEPS[event.key]);
      else if (event.key in ZOOMS) this.zoom(ZOOMS[event.key]);
      else return;
      event.preventDefault();
    });
  }

  // uPlot knows of mice alone. What a finger has pointed at stays when it is lifted.
  point({ pointerType, offsetX, offsetY }) {
    this.isTouched = pointerType !== "mouse";
    if (this.isTouched) this.uplot.setCursor({ left: offsetX, top: offsetY });
  }

  leave() {
    this.uplot.setCursor({ left: NOWHERE, top: NOWHERE });
  }

  walk(by) {
    const [times] = this.told.points;
    const places = visible(this.uplot);
    if (!places.length) return;
    const here = places.indexOf(nearest(this.uplot, times[this.place]));
    const next = places[clamp(here + by, 0, places.length - 1)];
    this.uplot.setCursor({ left: this.uplot.valToPos(times[next], "x"), top: 0 });
  }

  // Around what was looked at last; beyond its ends there is nothing.
  zoom(factor) {
    const { min, max } = this.uplot.scales.x;
    const [times] = this.told.points;
    const [begin, end] = this.ends();
    const least = (FEWEST * (end - begin)) / times.length;
    const width = clamp((max - min) * factor, least, end - begin);
    const from = clamp(times[this.place] - width / 2, begin, end - width);
    this.uplot.setScale("x", { min: from, max: from + width });
  }

  ends() {
    const [times] = this.told.points;
    return [times[0], times.at(-1)];
  }
}

const sizeOf = ({ clientWidth, clientHeight }) => ({ width: clientWidth, height: clientHeight });
const clamp = (value, least, most) => Math.min(Math.max(value, least), most);

// In a direction of its own, whatever that of the others is.
function isolated(text) {
  const element = document.createElement("bdi");
  element.textContent = text;
  return element;
}

// Places in the data: of what was measured, of that what is in sight, and of that what is nearest to a time.
const measured = ([, values]) => [...values.keys()].filter((place) => values[place] !== null);
const visible = ({ data, scales: { x } }) => measured(data).filter((place) => clamp(data[0][place], x.min, x.max) === data[0][place]);
const nearest = (uplot, at) => {
  const off = (place) => Math.abs(uplot.data[0][place] - at);
  return visible(uplot).reduce((best, place) => (off(place) < off(best) ? place : best), visible(uplot)[0]);
};

function toMeasured(uplot, left, top) {
  const place = left < 0 ? undefined : nearest(uplot, uplot.posToVal(left, "x"));
  return place === undefined ? [NOWHERE, NOWHERE] : [uplot.valToPos(uplot.data[0][place], "x"), top];
}

// Without neighbours there is no line: these are dots.
function alone(uplot) {
  const [, values] = uplot.data;
  return visible(uplot).filter((place) => (values[place - 1] ?? values[place + 1] ?? null) === null);
}

// In whole seconds, so that what stands at the edge is in sight.
const whole = (_, from, to) => [Math.round(from), Math.round(to > from ? to : from + A_DAY)];

function widest({ axes, ctx }, labels, axis) {
  ctx.font = axes[axis].font[0];
  const widths = (labels ?? []).map((label) => ctx.measureText(label).width / devicePixelRatio);
  return Math.ceil(Math.max(0, ...widths)) + 12;
}
