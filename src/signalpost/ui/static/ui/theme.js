// Runs before the first paint, so that a chosen theme does not flash.
{
  const root = document.documentElement;
  root.dataset.scripted = "";
  try {
    const chosen = localStorage.getItem("theme");
    if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
    if (chosen === "system") delete root.dataset.theme;
  } catch { /* storage may be forbidden: then it stays as the site has it */ }
}
