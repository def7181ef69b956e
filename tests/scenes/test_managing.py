"""What is set up once and looked after, with a keyboard, a pointer and a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from signalpost.components.models import Component, Group
from signalpost.kernel.actor import Actor
from signalpost.maintenance.models import Window
from tests.scenes import accessibility, states
from tests.scenes.conftest import Open
from tests.scenes.desk import sit_down

pytestmark = pytest.mark.browser

WIDTHS = (360, 1280)
COMPONENTS = "/dashboard/components/"
MAINTENANCE = "/dashboard/maintenance/"
SETTINGS = ("", "look/", "markup/", "counting/", "audience/", "access/", "mail/")

#: A page at the desk of the admin; arguments are those of Playwright's `new_context`.
Desk = Callable[..., Page]


@pytest.fixture
def desk(new_page: Open, address: str, alice: Actor) -> Desk:
    def seated(**options: object) -> Page:
        return sit_down(new_page(**options), alice, address)

    return seated


def paths() -> list[str]:
    """Every screen that this file is about, filled."""
    component, group = Component.objects.earliest("pk"), Group.objects.earliest("pk")
    window = Window.objects.first()
    return [
        COMPONENTS,
        f"{COMPONENTS}new/",
        f"{COMPONENTS}{component.pk}/",
        f"{COMPONENTS}{component.pk}/delete/",
        f"{COMPONENTS}groups/new/",
        f"{COMPONENTS}groups/{group.pk}/",
        f"{COMPONENTS}groups/{group.pk}/delete/",
        "/dashboard/audit/",
        MAINTENANCE,
        f"{MAINTENANCE}new/",
        *(f"{MAINTENANCE}{window.pk}/{rest}" for rest in ("", "edit/", "delete/") if window),
        *(f"/dashboard/settings/{screen}" for screen in SETTINGS),
    ]


def test_everybody_can_use_it(desk: Desk) -> None:
    states.maintenance()
    page = desk()

    found = [problem for path in paths() for problem in accessibility.problems(page, path)]

    assert not found


def test_nothing_is_wider_than_the_screen(desk: Desk) -> None:
    states.hostile()
    page = desk()

    too_wide = [
        (path, width) for path in paths() for width in WIDTHS if overflows(page, path, width)
    ]

    assert not too_wide


def overflows(page: Page, path: str, width: int) -> bool:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(path)
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


class TestTheOrderOfComponents:
    def test_the_keyboard_moves_one_step_by_step(self, desk: Desk) -> None:
        states.operational()
        page = desk()
        page.goto(COMPONENTS)

        up = page.get_by_role("button", name="Move Search up")
        up.focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("status").get_by_text("Search: 2 / 3")).to_be_attached()
        expect(names(page).nth(1)).to_have_text("Search")
        expect(up).to_be_focused()
        page.keyboard.press("Enter")

        expect(names(page).first).to_have_text("Search")
        expect(up).to_be_focused()
        expect(page.get_by_role("status").get_by_text("Search: 1 / 3")).to_be_attached()

    def test_a_pointer_drags_one_into_another_group(self, desk: Desk) -> None:
        states.operational()
        page = desk(viewport={"width": 1280, "height": 900})
        page.goto(COMPONENTS)
        grip = page.locator("li", has_text="Checkout").locator("[data-grip]")
        target = page.locator("li", has_text="Data exports")

        grip.hover()
        page.mouse.down()
        box = target.bounding_box()
        assert box
        page.mouse.move(box["x"] + 200, box["y"] + box["height"] - 4, steps=8)
        with page.expect_response("**/arrange/"):
            page.mouse.up()

        expect(names(page).last).to_have_text("Checkout")
        assert str(Component.objects.get(name="Checkout").group) == "Platform"

    def test_without_scripts_the_buttons_do_the_same(self, desk: Desk) -> None:
        states.operational()
        page = desk(java_script_enabled=False)
        page.goto(COMPONENTS)

        page.get_by_role("button", name="Move Platform up").click()

        expect(page.locator("#arrangement h2").first).to_have_text("Platform")


def names(page: Page) -> Locator:
    return page.locator("#arrangement li b")


def test_maintenance_is_planned_begun_and_completed(desk: Desk) -> None:
    states.operational()
    page = desk(viewport={"width": 360, "height": 800})
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"{MAINTENANCE}new/")

    page.get_by_label("Name").fill("Database upgrade")
    page.get_by_label("Starts").fill("2030-01-09T22:00")
    page.get_by_label("Ends").fill("2030-01-09T23:30")
    page.get_by_label("Checkout").check()
    page.get_by_label("Does it repeat?").select_option(label="Every week, on the same day")
    expect(page.get_by_text("16 Jan 2030")).to_be_visible()
    page.get_by_label("Does it repeat?").select_option(label="Never")
    expect(page.get_by_text("It would begin")).to_be_hidden()
    page.get_by_role("button", name="Plan it").click()
    page.get_by_role("button", name="Begin now").click()
    expect(page.locator(".state")).to_have_text("In progress")
    page.get_by_role("button", name="Finish now").click()

    expect(page.locator(".state")).to_have_text("Complete")
    assert Window.objects.get().is_complete
