"""Finds a Chromium for the scenes, or says how to get one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Playwright, sync_playwright

#: Tried in this order, after CHROMIUM from the environment and before Playwright's own. The shell
#: is the same engine without a window's trimmings; a page in it takes a third of the time.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
HOW_TO_INSTALL = (
    "No Chromium was found. Install one: `sudo apt install chromium-headless-shell`, or "
    "`.venv/bin/playwright install chromium`; or name one in CHROMIUM."
)


@contextmanager
def chromium() -> Iterator[Browser | None]:
    """A running Chromium; None where there is none."""
    # Playwright keeps an event loop in this thread, which Django takes for an asynchronous caller.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        path = _path(playwright)
        if path is None:
            yield None
            return
        # In containers it has no user namespaces to build a sandbox from. The pages are our own.
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


def _path(playwright: Playwright) -> str | None:
    named = [os.environ.get("CHROMIUM", ""), *NAMES]
    found = [shutil.which(name) for name in named if name]
    own = playwright.chromium.executable_path
    return next(filter(None, found), own if Path(own).exists() else None)
