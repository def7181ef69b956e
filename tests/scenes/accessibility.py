"""What axe-core finds on a page: WCAG 2.2 AA and its good practices."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

Theme = Literal["light", "dark"]

_OPTIONS = {"rules": {"target-size": {"enabled": True}}}
_axe = Axe()


def problems(page: Page, path: str, *, themes: Iterable[Theme] = ()) -> list[str]:
    """A sentence and the first element for each; in the browser's theme unless some are named."""
    page.goto(path)
    if not themes:
        return _problems(page, path)
    found = []
    for theme in themes:
        page.emulate_media(color_scheme=theme)
        found += _problems(page, f"{path} ({theme})")
    return found


def _problems(page: Page, where: str) -> list[str]:
    found = _axe.run(page, options=_OPTIONS).response["violations"]
    return [
        f"{where}: {problem['help']} ({problem['id']}): {problem['nodes'][0]['html'][:300]}"
        for problem in found
    ]
