// A file that is too large is refused before it is sent.

document.addEventListener("change", ({ target }) => {
  const largest = Number(target.dataset.largest);
  if (!largest) return;
  const isTooLarge = [...target.files].some((file) => file.size > largest);
  target.setCustomValidity(isTooLarge ? `The file is larger than ${largest / 1e6} MB.` : "");
  target.reportValidity();
});
