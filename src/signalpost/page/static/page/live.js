// Keeps the page current: asks for the version, and takes over what changed when it is another.

const EVERY = 30000;
const SOON = 5000;
// Who has not answered until then is not going to.
const PATIENCE = 20000;
// While something goes on, uptime and today's hours move without any news.
const MOVED = 300000;
// Older than this the data is called old.
const FRESH = 180000;

const body = document.body;
const lost = document.getElementById("lost");
const news = document.getElementById("news");
let failures = 0;
let asked = Date.now();
let taken = Date.now();
let timer;

async function look() {
  asked = Date.now();
  try {
    const answer = await get(body.dataset.poll);
    const { version, figures, moving, until } = await answer.json();
    const isNews = version !== body.dataset.version;
    if (isNews || (moving && Date.now() - taken > MOVED)) await takeOver(isNews);
    const charts = document.getElementById("figures");
    if (charts && charts.dataset.figures !== String(figures)) await swap(charts.dataset.from);
    reached(confirmed(answer, until));
  } catch {
    failed();
  }
  wait();
}

// When the server said so: a cache between us may have kept it, and says since when, or does not.
function confirmed(answer, until) {
  const said = Date.parse(answer.headers.get("Date")) || Infinity;
  return new Date(Math.min(said, Date.parse(until))).toISOString();
}

async function get(address) {
  const signal = AbortSignal.timeout?.(PATIENCE);
  const answer = await fetch(address, { cache: "no-cache", credentials: "same-origin", redirect: "error", signal });
  if (answer.status === 401) location.reload(); // the page has become private, or our time is over
  if (!answer.ok && answer.status !== 404) throw new Error(answer.statusText);
  return answer;
}

// Not everybody in the same second.
function wait() {
  clearTimeout(timer);
  const pause = failures === 1 ? SOON : EVERY;
  timer = setTimeout(() => (document.hidden ? wait() : look()), pause * (0.9 + Math.random() * 0.2));
}

document.addEventListener("visibilitychange", () => {
  if (!document.hidden && Date.now() - asked > SOON) look();
});
addEventListener("online", look);
addEventListener("offline", () => {
  failures = 1;
  failed();
});

function reached(asOf) {
  failures = 0;
  for (const element of document.querySelectorAll(".asof time")) element.dateTime = asOf;
  tell(Date.now() - new Date(asOf) > FRESH ? lost.dataset.old : "");
  changed();
}

// One failure may be a phone that wakes up.
function failed() {
  failures += 1;
  if (failures > 1) tell(lost.dataset.lost);
}

function tell(sentence) {
  lost.hidden = !sentence;
  if (lost.textContent !== sentence) lost.textContent = sentence;
}

function changed() {
  document.dispatchEvent(new Event("page:changed"));
}

// The charts alone: when something was measured, and when another view is wanted

async function swap(address) {
  const part = parsed(await (await get(address)).text());
  const figures = part.getElementById("figures");
  if (figures) morph(document.getElementById("figures"), figures);
  changed();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest(".views a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  history.replaceState(null, "", link.href);
  swap(link.dataset.from).catch(failed);
});

const parsed = (text) => new DOMParser().parseFromString(text, "text/html");

// Taking over

async function takeOver(isNews) {
  const answer = await get(location.pathname + location.search);
  if (answer.status === 404) return location.reload(); // what this page tells of was taken away
  const page = parsed(await answer.text());
  if (dress(page) !== dress(document)) return location.reload(); // other colours, or other scripts
  const known = new Set(entries(document).map((entry) => entry.id));
  document.title = page.title;
  takeOverIcons([...page.querySelectorAll("link[rel=icon]")]);
  for (const part of [".page > header", "#main", ".foot"]) morph(document.querySelector(part), page.querySelector(part));
  body.dataset.version = page.body.dataset.version;
  taken = Date.now();
  changed(); // at once: what came has the times of the site
  if (isNews) announce(entries(document).filter((entry) => !known.has(entry.id)));
}

// There may be another number of them: a site can have an icon of its own from now on.
function takeOverIcons(icons) {
  const shown = [...document.querySelectorAll("link[rel=icon]")];
  if (icons.every((icon, place) => icon.isEqualNode(shown[place]))) return;
  shown.forEach((link) => link.remove());
  document.head.append(...icons);
}

// The theme, styles and scripts of a page, without what a visitor has chosen or an extension has put there.
function dress(page) {
  const links = [...page.querySelectorAll("head link[rel=stylesheet], head script[src]")].map((link) => link.href ?? link.src);
  return [page.body.dataset.dress, ...links.filter((address) => address.startsWith(location.origin))].join();
}

const entries = (page) => [...page.querySelectorAll(".thread > li[id]")];

function announce(fresh) {
  const said = fresh.map((entry) => {
    const title = entry.closest("article").querySelector("h1, h3").textContent;
    return news.dataset.said.replace("{name}", title.trim()).replace("{said}", entry.querySelector("b").textContent);
  });
  const verdict = document.getElementById("verdict")?.textContent ?? document.title;
  news.textContent = [news.dataset.updated, verdict, ...said].join(" ");
}

// Makes `from` like `to` and touches nothing that is alike: focus, scroll and what was unfolded stay,
// and so does what a script has added.
function morph(from, to) {
  if (from.isEqualNode(to)) return;
  if (from.nodeType !== Node.ELEMENT_NODE) {
    from.data = to.data;
    return;
  }
  if (from.dataset.fold !== to.dataset.fold) from.open = to.open; // it folds otherwise than before
  for (const { name, value } of to.attributes) {
    if (name !== "open" && from.getAttribute(name) !== value) from.setAttribute(name, value);
  }
  for (const { name } of [...from.attributes]) {
    if (!to.hasAttribute(name) && !["open", "title", "tabindex"].includes(name)) from.removeAttribute(name);
  }
  morphChildren(from, to);
}

function morphChildren(from, to) {
  const wantedIds = new Set([...to.children].map(({ id }) => id));
  // These first: what comes after them need not move, which would cost it the focus.
  for (const child of [...from.children]) if (child.id && !wantedIds.has(child.id)) child.remove();
  let next = served(from.firstChild);
  for (const wanted of [...to.childNodes]) {
    const match = counterpart(from, next, wanted);
    if (!match) {
      from.insertBefore(document.adoptNode(wanted), next);
      continue;
    }
    if (match === next) next = served(next.nextSibling);
    else (from.moveBefore ?? from.insertBefore).call(from, match, next);
    morph(match, wanted);
  }
  while (next) {
    const gone = next;
    next = served(next.nextSibling);
    gone.remove();
  }
}

// This node, or the next after it that came from the server.
function served(node) {
  while (node?.dataset && "added" in node.dataset) node = node.nextSibling;
  return node;
}

function counterpart(from, next, wanted) {
  if (wanted.id) return [...from.children].find((child) => child.id === wanted.id);
  return next && !next.id && next.nodeName === wanted.nodeName ? next : null;
}

wait();
