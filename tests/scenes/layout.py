"""Whether a page fits on the screen it is read on."""

from __future__ import annotations

from collections.abc import Iterable

from playwright.sync_api import Page


def too_narrow(page: Page, widths: Iterable[int]) -> list[int]:
    """The widths at which one has to scroll sideways on the page that is open."""
    return [width for width in widths if _overflows(page, width)]


def _overflows(page: Page, width: int) -> bool:
    page.set_viewport_size({"width": width, "height": 800})
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))
