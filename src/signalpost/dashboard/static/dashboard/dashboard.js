// Small helps for every screen; each of them works without.

// htmx swaps parts in; a refused form comes back as 422 and is shown like any answer.
document.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector("input[name=csrfmiddlewaretoken]");
  if (token) event.detail.headers["X-CSRFToken"] = token.value;
});

// On a wide screen the menu stands open beside the page; on a phone behind its button.
const menu = document.querySelector(".menu");
const wide = window.matchMedia("(width >= 760px)");
const unfold = () => { if (menu) menu.open = wide.matches; };
wide.addEventListener("change", unfold);
unfold();

// Where tabs have no room beside each other, the one that is open is in sight.
const tab = document.querySelector(".tabs [aria-current]");
if (tab) tab.closest("ul").scrollLeft = tab.offsetLeft - 48;

// Forms that ask before they act, in the words of their data-confirm.
document.addEventListener("submit", (event) => {
  const question = event.target.dataset.confirm;
  if (question && !window.confirm(question)) event.preventDefault();
});

// A second tap while the first is on its way is not another: it would make two tokens, and show one.
const onTheirWay = new WeakMap();
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target.method !== "post") return;
  if (event.timeStamp - onTheirWay.get(event.target) < 5000) event.preventDefault();
  else onTheirWay.set(event.target, event.timeStamp);
});

// The set-up page offers the zone that this browser is in.
const zone = document.querySelector("select[data-own-zone]");
const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
if ([...zone?.options ?? []].some((option) => option.value === own)) zone.value = own;
