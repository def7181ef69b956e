// Components and groups are dragged by their grips; the buttons beside those need no script.

let dragged = null;

document.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest("[data-grip]");
  if (!grip) return;
  event.preventDefault();
  dragged = grip.closest("[data-place]");
  dragged.classList.add("dragged");
});

document.addEventListener("pointermove", (event) => {
  if (!dragged) return;
  const over = document.elementFromPoint(event.clientX, event.clientY);
  if (over) place(over, event.clientY);
});

document.addEventListener("pointerup", drop);
document.addEventListener("pointercancel", drop);

// A component goes before or after the row that the pointer is over, or into an empty group;
// a group before or after the group.
function place(over, height) {
  const isGroup = dragged.dataset.place.startsWith("g");
  const target = over.closest(isGroup ? "section[data-place]:not([data-place=g0])" : "li[data-place]");
  if (target && target !== dragged) {
    const { top, height: tall } = target.getBoundingClientRect();
    target[height < top + tall / 2 ? "before" : "after"](dragged);
  } else if (!isGroup) {
    const members = over.closest("section[data-place]")?.querySelector("[data-members]");
    if (members && !members.querySelector("[data-place]")) members.append(dragged);
  }
}

function drop() {
  if (!dragged) return;
  dragged.classList.remove("dragged");
  dragged = null;
  const form = document.getElementById("arrangement");
  const order = [...form.querySelectorAll("[data-place]")].map((one) => one.dataset.place).join(" ");
  if (form.elements.order.value === order) return;
  form.elements.order.value = order;
  form.requestSubmit();
}

// After a step by a button, the keyboard stays on it and the place is said aloud.
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  const used = detail.requestConfig?.triggeringEvent?.submitter?.id;
  const row = used && document.getElementById(used)?.closest("[data-place]");
  if (!row) return;
  document.getElementById(used).focus();
  const siblings = [...row.parentElement.children].filter((one) => one.dataset.place);
  const name = row.querySelector("b, h2").textContent;
  document.getElementById("moved").textContent = `${name}: ${siblings.indexOf(row) + 1} / ${siblings.length}`;
});
