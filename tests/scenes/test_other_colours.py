"""Bars of days say what they say by colour: also where colours are the reader's own, or ink."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.scenes import states

pytestmark = pytest.mark.browser


@pytest.fixture
def page(visitor: Page) -> Page:
    """Of a day that is bad for one component and good for the others."""
    states.major()
    return visitor


def test_in_high_contrast_good_and_bad_days_differ(page: Page) -> None:
    page.emulate_media(forced_colors="active")

    page.goto("/")

    today = _of_each_bar(page, "backgroundColor")
    assert len(set(today)) > 1


def test_on_paper_days_are_printed_as_they_are(page: Page) -> None:
    page.emulate_media(media="print")

    page.goto("/")

    assert set(_of_each_bar(page, "printColorAdjust")) == {"exact"}


def _of_each_bar(page: Page, style: str) -> list[str]:
    """How its newest day looks."""
    newest = page.locator(".days > i:last-child")
    return newest.evaluate_all(f"cells => cells.map(cell => getComputedStyle(cell).{style})")
