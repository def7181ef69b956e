// Charts that can be explored: what comes into view is drawn by uPlot, over the picture from the server.

const charts = new Map(); // by the element they are in
const pictures = new WeakMap(); // of each, what the server had drawn when the data was asked for

// When they are drawn: in view, and again when something has changed there

const inView = new IntersectionObserver((seen) => {
  for (const { isIntersecting, target } of seen) if (isIntersecting) draw(target);
});

function look() {
  for (const plot of charts.keys()) if (!plot.isConnected) close(plot);
  for (const plot of document.querySelectorAll(".plot")) {
    inView.unobserve(plot); // so that it is told of again if it is in view already
    inView.observe(plot);
  }
}

async function draw(plot) {
  const picture = plot.dataset.from + plot.querySelector("svg").innerHTML;
  if (pictures.get(plot) === picture) return;
  pictures.set(plot, picture);
  const { from, chart, uplot } = plot.dataset;
  const [told, module] = await Promise.all([ask(from), import(chart), load(uplot)]).catch(() => []);
  if (pictures.get(plot) !== picture || !plot.isConnected) return;
  const known = charts.get(plot);
  if (!told?.between) close(plot); // the picture is there, and it is tried again
  else if (known?.from === from) known.follow(told);
  else {
    known?.close();
    charts.set(plot, new module.Chart(plot, told));
  }
}

function close(plot) {
  charts.get(plot)?.close();
  charts.delete(plot);
  pictures.delete(plot);
}

async function ask(address) {
  const answer = await fetch(address, { cache: "no-cache", credentials: "same-origin", redirect: "error" });
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.json();
}

let loading;
function load(address) {
  loading ??= new Promise((loaded, failed) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = loaded;
    script.onerror = (error) => {
      loading = undefined;
      failed(error);
    };
    document.body.append(script);
  });
  return loading;
}

function recolour() {
  for (const { uplot } of charts.values()) uplot.redraw(false);
}
new MutationObserver(recolour).observe(document.documentElement, { attributeFilter: ["data-theme"] });
for (const taste of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) {
  matchMedia(taste).addEventListener("change", recolour);
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("[data-zoom]");
  if (button) charts.get(button.closest(".chart").querySelector(".plot"))?.zoom(button.dataset.zoom);
});

document.addEventListener("pointerdown", ({ target }) => {
  for (const [plot, chart] of charts) if (!plot.contains(target)) chart.leave();
});

look();
document.addEventListener("page:changed", look);
