"""A browser and a server to play the scenes in."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.scenes import browser, server


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with browser.chromium() as found:
        if found is None and os.environ.get("CI") == "true":
            pytest.fail(browser.HOW_TO_INSTALL)
        if found is None:
            pytest.skip(browser.HOW_TO_INSTALL)
        yield found


@pytest.fixture
def address(transactional_db: None) -> Iterator[str]:
    """Where the application is served."""
    with server.running() as address:
        yield address


@pytest.fixture
def visitor(chromium: Browser, address: str) -> Iterator[Page]:
    """A visitor's page that knows the address, so that `goto("/")` is the home page."""
    context = chromium.new_context(base_url=address, viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()
