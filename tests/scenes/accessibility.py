"""What axe-core finds on a page: WCAG 2.2 AA and its good practices."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_EVERYTHING = {"rules": {"target-size": {"enabled": True}}, "resultTypes": ["violations"]}
#: All that differs between two themes of the same page.
_COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"], "resultTypes": ["violations"]}
_axe = Axe()


def problems(page: Page, path: str) -> list[str]:
    """A sentence and the first element for each, in the light theme and in the dark one."""
    page.goto(path)
    return problems_here(page, path)


def problems_here(page: Page, path: str) -> list[str]:
    """The same of the page that is open."""
    page.emulate_media(color_scheme="light")
    found = _problems(page, f"{path}, light", _EVERYTHING)
    page.emulate_media(color_scheme="dark")
    return found + _problems(page, f"{path}, dark", _COLOURS)


def _problems(page: Page, where: str, options: dict[str, Any]) -> list[str]:
    found = _axe.run(page, options=options).response["violations"]
    return [
        f"{where}: {problem['help']} ({problem['id']}): {problem['nodes'][0]['html'][:300]}"
        for problem in found
    ]
