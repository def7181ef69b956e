"""The public page in a real browser, as a visitor sees it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.scenes import states

pytestmark = pytest.mark.browser

WIDTHS = (360, 768, 1280)


@pytest.mark.parametrize("state", states.STATES)
def test_nothing_is_wider_than_the_screen(chromium: Browser, address: str, state: str) -> None:
    states.STATES[state]()
    context = chromium.new_context(base_url=address)
    page = context.new_page()
    page.goto("/")

    too_wide = [width for width in WIDTHS if _overflows(page, width)]

    assert not too_wide
    context.close()


def _overflows(page: Page, width: int) -> bool:
    page.set_viewport_size({"width": width, "height": 800})
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))
