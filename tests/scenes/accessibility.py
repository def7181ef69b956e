"""What axe-core finds on a page: WCAG 2.2 AA and its good practices."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

#: Sheets need not be fetched once more: the one rule that reads them is none of those.
_ALL_ALIKE = {"resultTypes": ["violations"], "preload": {"assets": ["media"]}}
_EVERYTHING = {"rules": {"target-size": {"enabled": True}}, **_ALL_ALIKE}
#: All that differs between two themes of the same page.
_COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"], **_ALL_ALIKE}

_RUN = """async options => {
  const {violations} = await axe.run(options);
  return violations.map(({id, help, nodes}) => `${help} (${id}): ${nodes[0].html.slice(0, 300)}`);
}"""
#: What is folded has no colours that anybody sees; axe would look at each element of it, at length.
_RUN_WITHOUT_WHAT_IS_FOLDED = f"""async options => {{
  const folded = [...document.querySelectorAll("details:not([open]) > :not(summary)")];
  const places = folded.map(() => new Comment());
  folded.forEach((element, number) => element.replaceWith(places[number]));
  const found = await ({_RUN})(options);
  folded.forEach((element, number) => places[number].replaceWith(element));
  return found;
}}"""


def problems(page: Page, path: str) -> list[str]:
    """A sentence and the first element for each, in the light theme and in the dark one."""
    page.goto(path)
    return problems_here(page, path)


def problems_here(page: Page, path: str) -> list[str]:
    """The same of the page that is open.

    It begins in the theme that it finds: every change of theme has the page drawn anew.
    """
    page.evaluate(AXE_SCRIPT)
    is_dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    this, other = ("dark", "light") if is_dark else ("light", "dark")
    found = _problems(page, f"{path}, {this}", _RUN, _EVERYTHING)
    page.emulate_media(color_scheme=other)
    return found + _problems(page, f"{path}, {other}", _RUN_WITHOUT_WHAT_IS_FOLDED, _COLOURS)


def _problems(page: Page, where: str, run: str, options: dict[str, Any]) -> list[str]:
    return [f"{where}: {problem}" for problem in page.evaluate(run, options)]
