"""What axe-core finds on a page: WCAG 2.2 AA and its good practices."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_OPTIONS = {"rules": {"target-size": {"enabled": True}}}
_axe = Axe()


def problems(page: Page, path: str) -> list[str]:
    """A sentence and the first element for each."""
    page.goto(path)
    found = _axe.run(page, options=_OPTIONS).response["violations"]
    return [
        f"{path}: {problem['help']} ({problem['id']}): {problem['nodes'][0]['html'][:300]}"
        for problem in found
    ]
