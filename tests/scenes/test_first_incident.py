"""From an installation that nobody has set up to a first incident that is over, by hand."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Frame, Page, expect

from signalpost.installation import claim
from tests.live import PASSWORD
from tests.scenes.conftest import Open
from tests.scenes.desk import choose, open_menu, pick, sign_in, sign_out

MAJOR = "Our systems are having a major outage"

pytestmark = pytest.mark.browser


@pytest.fixture(params=[360, 1280], ids=["phone", "desk"])
def page(request: pytest.FixtureRequest, new_page: Open) -> Page:
    return new_page(viewport={"width": request.param, "height": 800}, locale="en-GB")


def test_it_is_set_up_told_of_and_fixed(page: Page, address: str) -> None:
    set_up(page, address)
    for name in ("Website", "Checkout"):
        add_component(page, name)
    add_template(page, "Payment trouble", "Cards are refused in {{ region }}.")
    sign_out(page)

    screens = screens_of(page)
    begun = time.monotonic()
    page.goto("/dashboard/sign-in/")
    sign_in(page, "alice@example.com")
    report(page)
    print(f"from sign-in to a published incident: {time.monotonic() - begun:.1f} s, {screens}")
    assert len(screens) <= 4

    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Our systems are having a major outage"
    )
    expect(page.locator("article.card")).to_contain_text("Cards are refused in Europe.")

    page.goto("/dashboard/")
    page.get_by_role("link", name="Post update").click()
    choose(page, "Identified")
    page.get_by_label("What is new?").fill("It is our provider.")
    page.get_by_role("button", name="Post update").click()
    expect(page.get_by_text("The update is posted.")).to_be_visible()
    page.get_by_role("link", name="Post update").click()
    choose(page, "Fixed")
    page.get_by_label("What is new?").fill("Payments work again.")
    expect(page.locator("#outlook")).to_contain_text("All systems operational")
    page.get_by_role("button", name="Post update").click()
    expect(page.get_by_text("The update is posted.")).to_be_visible()

    page.goto("/")
    page.reload()  # not what this browser has kept from before
    expect(page.get_by_role("heading", level=1)).to_have_text("All systems operational")
    expect(page.locator(".component .state")).to_have_text(["Operational", "Operational"])


def set_up(page: Page, address: str) -> None:
    page.goto("/")
    page.goto(claim.link(address))
    page.get_by_label("Name of your status page").fill("Northwind Status")
    page.get_by_label("Your e-mail").fill("alice@example.com")
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Set up").click()
    page.get_by_role("main").get_by_role("link", name="Components").click()


def add_component(page: Page, name: str) -> None:
    page.get_by_role("link", name="Add a component").click()
    page.get_by_label("Name").fill(name)
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("#arrangement b", has_text=name)).to_be_visible()


def add_template(page: Page, name: str, text: str) -> None:
    open_menu(page)
    page.get_by_role("link", name="Templates").click()
    page.get_by_role("link", name="New template").click()
    page.get_by_label("Name").fill(name)
    page.get_by_label("Text").fill(text)
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/dashboard/templates/")


def report(page: Page) -> None:
    page.get_by_role("link", name="Report an incident").first.click()
    page.wait_for_url("**/incidents/new/")  # loaded: before, its scripts do not listen
    page.get_by_label("Template").select_option(label="Payment trouble")
    page.get_by_label("region").fill("Europe")
    page.get_by_label("What visitors see first").fill("Card payments failing")
    pick(page, "Checkout", "Major outage")
    pick(page, "Website", "Performance issues")
    outlook = page.locator("#outlook")
    expect(outlook).to_contain_text(MAJOR)
    expect(outlook).to_contain_text("Cards are refused in Europe.")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Card payments failing")


def screens_of(page: Page) -> list[str]:
    """The addresses that the page is at from now on."""
    screens: list[str] = []

    def note(frame: Frame) -> None:
        if frame is page.main_frame:
            screens.append(frame.url)

    page.on("framenavigated", note)
    return screens
