"""Pictures of every page in each state, for eyes: `make screenshots` writes them to ./screenshots.

Names of states as arguments restrict it to those; `dashboard` draws the screens of the team, and
`readme` the picture of the README.
"""

from __future__ import annotations

import atexit
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django

# Before the settings are read: what is flushed between the pictures is nobody's installation.
_folder = tempfile.mkdtemp(prefix="signalpost-screenshots-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ |= {
    "SIGNALPOST_DATA_DIR": _folder,
    "DJANGO_SETTINGS_MODULE": "signalpost.config.settings",
    "DATABASE_URL": f"sqlite:///{_folder}/signalpost.sqlite3",
}
django.setup()

from django.core.management import call_command  # noqa: E402
from playwright.sync_api import Browser  # noqa: E402

from signalpost.accounts import operations as accounts  # noqa: E402
from signalpost.accounts.models import User  # noqa: E402
from signalpost.accounts.roles import Role  # noqa: E402
from signalpost.kernel.actor import Actor  # noqa: E402
from signalpost.overview import snapshot  # noqa: E402
from tests.live import PASSWORD  # noqa: E402
from tests.scenes import addresses, browser, server  # noqa: E402
from tests.scenes.desk import sit_down  # noqa: E402
from tests.scenes.states import BY, STATES, followers  # noqa: E402

FOLDER = Path("screenshots")
README_PICTURE = Path("docs/home.png")
WIDTHS = (360, 1280)
THEMES = ("light", "dark")


def main(names: list[str]) -> int:
    FOLDER.mkdir(exist_ok=True)
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    with browser.chromium() as chromium:
        if chromium is None:
            print(browser.HOW_TO_INSTALL, file=sys.stderr)
            return 1
        if names == ["readme"]:
            _shoot_for_readme(chromium)
            return 0
        for name in names or [*STATES, "dashboard"]:
            if name == "dashboard":
                _shoot_the_dashboard(chromium)
            else:
                _shoot(chromium, name)
    return 0


def _shoot_for_readme(chromium: Browser) -> None:
    with _filled("demo"), server.running() as site:
        page = chromium.new_page(viewport={"width": 1280, "height": 1120}, locale="en-GB")
        page.goto(site.address)
        page.screenshot(path=README_PICTURE)
        print(README_PICTURE)


def _shoot_the_dashboard(chromium: Browser) -> None:
    with _filled("demo"), server.running() as site:
        followers()
        alice = accounts.create_user(
            by=BY, email="alice@example.com", password=PASSWORD, name="Alice", role=Role.ADMIN
        )
        for path in _of_the_dashboard(alice.pk):
            name = re.sub(r"\W+", "-", path).strip("-")
            for theme in THEMES:
                for width in WIDTHS:
                    file = FOLDER / f"{name}-{theme}-{width}.png"
                    _picture(
                        chromium, site.address + path, file, theme=theme, width=width, user=alice
                    )
                    print(file)


def _of_the_dashboard(person_id: int) -> list[str]:
    return [*addresses.to_respond(), *addresses.to_manage(), *addresses.of_people(person_id)]


def _shoot(chromium: Browser, state: str) -> None:
    with _filled(state), server.running() as site:
        for page, path in addresses.by_page().items():
            for theme in THEMES:
                for width in WIDTHS:
                    file = FOLDER / f"{state}-{page}-{theme}-{width}.png"
                    _picture(chromium, site.address + path, file, theme=theme, width=width)
                    print(file)


@contextmanager
def _filled(state: str) -> Iterator[None]:
    STATES[state]()
    try:
        yield
    finally:
        call_command("flush", interactive=False, verbosity=0)
        snapshot._newest = None  # versions begin anew


def _picture(
    chromium: Browser,
    address: str,
    file: Path,
    *,
    theme: str,
    width: int,
    user: User | None = None,
) -> None:
    context = chromium.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if theme == "dark" else "light",
    )
    page = context.new_page()
    if user:
        sit_down(page, Actor("user", user.username, user.pk))
    page.goto(address)
    page.screenshot(path=file, full_page=True)
    context.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
