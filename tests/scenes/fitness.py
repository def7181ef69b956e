"""Whether everybody can use a page, on whatever screen: a page is opened once for both."""

from __future__ import annotations

from collections.abc import Iterable

from playwright.sync_api import Page

from tests.scenes import accessibility, layout

PHONE_AND_DESK = (360, 1280)


def complaints(page: Page, path: str, widths: Iterable[int] = PHONE_AND_DESK) -> list[str]:
    """A sentence for each thing that somebody could not use."""
    page.goto(path)
    return complaints_here(page, path, widths)


def complaints_here(page: Page, path: str, widths: Iterable[int] = PHONE_AND_DESK) -> list[str]:
    """The same of the page that is open."""
    found = accessibility.problems_here(page, path)
    return found + [f"{path} is wider than {one} px" for one in layout.too_narrow(page, widths)]
