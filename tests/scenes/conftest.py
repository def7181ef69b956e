"""A browser and a server to play the scenes in."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

from tests.scenes import browser, server
from tests.scenes.server import Server

#: Opens a page in a context of its own; arguments are those of Playwright's `new_context`.
Open = Callable[..., Page]

#: What the browser and htmx log of a request that is refused or does not arrive: no error of ours.
NO_ANSWER = (
    "Failed to load resource",
    "Response Status Error Code",
    "htmx:sendError",
    "htmx:afterRequest",
)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with browser.chromium() as found:
        if found is None and os.environ.get("CI") == "true":
            pytest.fail(browser.HOW_TO_INSTALL)
        if found is None:
            pytest.skip(browser.HOW_TO_INSTALL)
        yield found


@pytest.fixture(scope="session")
def _server() -> Iterator[Server]:
    """One for all scenes: what it answers from is emptied between them."""
    with server.running() as running:
        yield running


@pytest.fixture
def address(_server: Server, transactional_db: None) -> Iterator[str]:
    """Where the application is served, until nobody asks it anything more."""
    yield _server.address
    _server.wait_until_all_have_left()


@pytest.fixture
def new_page(chromium: Browser, address: str) -> Iterator[Open]:
    """Opens pages that know the address, so that `goto("/")` is the home page.

    An error in a script or a refused inline style fails the test.
    """
    errors: list[str] = []

    def note(said: ConsoleMessage) -> None:
        if said.type == "error" and not any(words in said.text for words in NO_ANSWER):
            errors.append(said.text)

    def open_page(**options: Any) -> Page:
        context = stack.enter_context(chromium.new_context(base_url=address, **options))
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", note)
        return page

    with ExitStack() as stack:
        yield open_page
    assert not errors


@pytest.fixture
def visitor(new_page: Open) -> Page:
    """A visitor's page in Berlin."""
    return new_page(
        viewport={"width": 1280, "height": 800}, locale="en-GB", timezone_id="Europe/Berlin"
    )
