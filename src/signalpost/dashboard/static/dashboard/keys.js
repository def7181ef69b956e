// Keys: each leads to what carries it in data-key. `?` lists them.

const dialog = document.getElementById("keys");
const switched = dialog?.querySelector("[data-keys-on]");
const isOn = () => localStorage.getItem("keys") !== "off";
let first = "";

if (switched) {
  switched.checked = isOn();
  switched.addEventListener("change", () => localStorage.setItem("keys", switched.checked ? "on" : "off"));
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]")) return;
  if (!dialog || dialog.open || !isOn()) return;
  if (event.key === "?") return dialog.showModal();
  const key = first ? `${first} ${event.key}` : event.key;
  first = "";
  const found = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key);
  if (found) {
    event.preventDefault();
    if (found.matches("input")) found.focus();
    else found.click();
  } else if (key === "g") {
    first = "g";
    setTimeout(() => { first = ""; }, 1500);
  }
});
