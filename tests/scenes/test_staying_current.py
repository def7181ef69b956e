"""A page that stays open, in a real browser: it follows what happens, and disturbs nobody."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from signalpost.components import operations as components
from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus
from signalpost.incidents import operations as incidents
from signalpost.incidents.models import Incident
from signalpost.incidents.statuses import IncidentStatus
from signalpost.site import branding
from signalpost.site import operations as site
from tests.scenes import states
from tests.scenes.states import BY

pytestmark = pytest.mark.browser


def test_what_changed_appears_without_a_reload(visitor: Page) -> None:
    arrive(visitor)

    _post("Payments recover.")
    wait_for_a_look(visitor)

    expect(visitor.get_by_text("Payments recover.")).to_be_visible()
    assert visitor.evaluate("window.sameOldPage")


def test_it_is_announced_politely(visitor: Page) -> None:
    arrive(visitor)

    _post("Payments recover.")
    wait_for_a_look(visitor)

    expect(visitor.locator("#news")).to_have_text(
        "Updated. Some of our systems are having an outage "
        "Card payments failing in Europe: Watching"
    )


def test_the_banner_and_the_tab_follow(visitor: Page) -> None:
    arrive(visitor)

    for component in Component.objects.all():
        incidents.state_component(component.pk, by=BY, status=ComponentStatus.MAJOR_OUTAGE)
    wait_for_a_look(visitor)

    expect(visitor.locator(".banner")).to_have_attribute("data-status", "major")
    expect(visitor).to_have_title("Major outage · Northwind Status")
    assert "icon-major" in visitor.locator("link[rel=icon]").last.get_attribute("href")


def test_the_place_and_what_was_unfolded_stay(visitor: Page) -> None:
    arrive(visitor)
    visitor.get_by_text("Platform").click()  # folds it
    visitor.locator("#days a").first.focus()
    visitor.mouse.wheel(0, 300)
    visitor.wait_for_function("scrollY > 0")
    place = visitor.evaluate("scrollY")

    incidents.state_component(
        Component.objects.get(name="API").pk, by=BY, status=ComponentStatus.MAJOR_OUTAGE
    )
    wait_for_a_look(visitor)

    expect(visitor.locator(".causes")).to_contain_text("API")
    assert visitor.locator("details.group").last.get_attribute("open") is None
    assert visitor.evaluate("document.activeElement.closest('#days') !== null")
    assert visitor.evaluate("scrollY") >= place


def test_an_outage_grows_without_a_word(visitor: Page) -> None:
    arrive(visitor)

    with visitor.expect_response(lambda answer: answer.url.endswith("/")):
        visitor.clock.fast_forward("05:30")

    expect(visitor.locator("#news")).to_be_empty()


def test_an_open_day_stays_with_the_focus_in_it(visitor: Page) -> None:
    arrive(visitor)
    checkout = Component.objects.get(name="Checkout")
    visitor.locator(f"#component-{checkout.pk} .days").focus()
    visitor.keyboard.press("Tab")

    incidents.report(
        by=BY, name="Slow", message="…", impacts={checkout.pk: ComponentStatus.MAJOR_OUTAGE}
    )
    wait_for_a_look(visitor)

    names = visitor.locator(".day-sheet").get_by_role("link")
    expect(names).to_have_text(["Card payments failing in Europe", "Slow"])
    expect(names.first).to_be_focused()


def test_the_focus_stays_when_something_above_it_goes(visitor: Page) -> None:
    arrive(visitor)
    link = visitor.locator(".component").get_by_role("link", name="Search")
    link.focus()

    incidents.delete(Incident.objects.get().pk, by=BY)
    wait_for_a_look(visitor)

    expect(visitor.locator("#open")).to_be_hidden()
    expect(link).to_be_focused()


def test_what_is_listed_first_can_be_explored_at_once(visitor: Page) -> None:
    states.empty()
    visitor.clock.install()
    visitor.goto("/")

    components.create(by=BY, name="Website")
    wait_for_a_look(visitor)
    visitor.locator(".days").focus()

    expect(visitor.locator(".day-sheet")).to_be_visible()


def test_a_first_chart_can_be_explored(visitor: Page) -> None:
    states.operational()
    visitor.clock.install()
    visitor.goto("/")

    states.measure()
    wait_for_a_look(visitor)
    visitor.locator(".plot").scroll_into_view_if_needed()

    expect(visitor.get_by_role("slider", name="API response time")).to_be_visible()


def test_another_name_stands_on_open_pages(visitor: Page) -> None:
    arrive(visitor)

    site.change(by=BY, name="Southwind")
    wait_for_a_look(visitor)

    expect(visitor.locator(".top .name")).to_contain_text("Southwind")
    assert visitor.evaluate("window.sameOldPage")


@pytest.mark.parametrize(
    ("look", "seen"),
    [({"accent": "#ffdd00"}, "link[href^='/theme-']"), ({"theme": "dark"}, "[data-theme=dark]")],
)
def test_another_look_comes_with_a_new_page(visitor: Page, look: dict[str, Any], seen: str) -> None:
    arrive(visitor)

    branding.change(by=BY, **look)
    with visitor.expect_navigation():
        visitor.clock.fast_forward("00:40")

    expect(visitor.locator(seen)).to_have_count(1)


def test_it_says_when_the_server_cannot_be_reached(visitor: Page) -> None:
    arrive(visitor)

    visitor.context.set_offline(True)

    expect(visitor.get_by_text("cannot be reached just now")).to_be_visible()


def test_it_recovers_when_the_server_is_back(visitor: Page) -> None:
    arrive(visitor)
    visitor.context.set_offline(True)
    expect(visitor.get_by_text("cannot be reached just now")).to_be_visible()

    visitor.context.set_offline(False)

    expect(visitor.get_by_text("cannot be reached just now")).to_be_hidden()


@pytest.mark.parametrize(
    ("said", "until"), [("Wed, 01 Jan 2020 00:00:00 GMT", "2099-01-01"), ("", "2020-01-01")]
)
def test_it_says_when_the_data_is_old(visitor: Page, said: str, until: str) -> None:
    arrive(visitor)
    version = visitor.locator("body").get_attribute("data-version")
    kept = {"version": version, "figures": 1, "moving": False, "until": f"{until}T00:00:00Z"}
    visitor.route("**/version.json", lambda route: route.fulfill(json=kept, headers={"Date": said}))

    wait_for_a_look(visitor)

    expect(visitor.get_by_text("Newer data cannot be had")).to_be_visible()


def test_an_incident_that_is_hidden_goes_from_the_screen(visitor: Page) -> None:
    states.partial()
    incident = Incident.objects.get()
    visitor.clock.install()
    visitor.goto(f"/incidents/{incident.pk}")

    incidents.edit(incident.pk, by=BY, visible=False)
    wait_for_a_look(visitor)

    expect(visitor.get_by_text("There is nothing at this address")).to_be_visible()


def arrive(visitor: Page) -> None:
    states.partial()
    visitor.clock.install()
    visitor.goto("/")
    visitor.evaluate("window.sameOldPage = true")


def _post(message: str) -> None:
    incidents.post_update(
        Incident.objects.get().pk, by=BY, status=IncidentStatus.WATCHING, message=message
    )


def wait_for_a_look(visitor: Page) -> None:
    with visitor.expect_response("**/version.json"):
        visitor.clock.fast_forward("00:40")
