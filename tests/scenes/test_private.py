"""A page that becomes private while people look at it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from signalpost.site import operations as site
from signalpost.site.models import Audience
from tests.scenes import states
from tests.scenes.states import BY

pytestmark = pytest.mark.browser

PASSWORD = "open sesame, please"


def test_open_pages_go_to_the_entrance_and_the_password_leads_back(visitor: Page) -> None:
    states.partial()
    visitor.clock.install()
    visitor.goto("/history")

    site.restrict(by=BY, audience=Audience.PASSWORD, password=PASSWORD)
    with visitor.expect_navigation():
        visitor.clock.fast_forward("00:40")
    visitor.get_by_label("Password of the page").fill(PASSWORD)
    visitor.get_by_role("button", name="Open the page").click()

    expect(visitor.get_by_role("heading", name="History")).to_be_visible()


def test_a_wrong_password_is_told_beside_the_field(visitor: Page) -> None:
    states.private()
    visitor.goto("/")

    visitor.get_by_label("Password of the page").fill("wrong")
    visitor.keyboard.press("Enter")

    expect(visitor.get_by_role("alert")).to_have_text("This is not the password.")
