"""What is said by colour is said where colours are the reader's own, too, and in ink."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from signalpost.accounts import operations as accounts
from signalpost.accounts.roles import Role
from signalpost.incidents.models import Incident
from signalpost.kernel.actor import Actor
from tests.live import PASSWORD
from tests.scenes import states
from tests.scenes.desk import sit_down
from tests.scenes.states import BY

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


@pytest.mark.parametrize(
    ("path", "chosen", "other"),
    [
        ("", ".choice > [aria-current]", ".choice > :not([aria-current])"),
        ("incidents/new/", ".stages label:has(:checked)", ".stages label:not(:has(:checked))"),
        ("incidents/new/", ".choice > :has(:checked)", ".choice > :not(:has(:checked))"),
        ("incidents/{}/update/", ".button.primary", ".bar .button:not(.primary)"),
    ],
)
def test_in_high_contrast_what_is_chosen_stands_out(
    page: Page, path: str, chosen: str, other: str
) -> None:
    mia = accounts.create_user(by=BY, email="mia@example.com", password=PASSWORD, role=Role.MEMBER)
    sit_down(page, Actor("user", mia.username, mia.pk)).emulate_media(forced_colors="active")

    page.goto("/dashboard/" + path.format(Incident.objects.latest("pk").pk))

    assert _ground(page, chosen) != _ground(page, other)


def test_on_paper_days_are_printed_as_they_are(page: Page) -> None:
    page.emulate_media(media="print")

    page.goto("/")

    assert set(_of_each_bar(page, "printColorAdjust")) == {"exact"}


def _of_each_bar(page: Page, style: str) -> list[str]:
    """How its newest day looks."""
    newest = page.locator(".days > i:last-child")
    return newest.evaluate_all(f"cells => cells.map(cell => getComputedStyle(cell).{style})")


def _ground(page: Page, selector: str) -> str:
    first = page.locator(selector).first
    return str(first.evaluate("element => getComputedStyle(element).backgroundColor"))
