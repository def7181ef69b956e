"""What is set up once and looked after, with a keyboard, a pointer and a phone."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from signalpost.components.models import Component
from signalpost.kernel.actor import Actor
from signalpost.maintenance import operations as windows
from signalpost.maintenance.models import Window
from signalpost.subscribers.models import Subscriber
from tests.scenes import addresses, fitness, states
from tests.scenes.addresses import COMPONENTS, MAINTENANCE, METRICS, SUBSCRIBERS
from tests.scenes.conftest import Open
from tests.scenes.desk import sit_down
from tests.scenes.states import BY

pytestmark = pytest.mark.browser

WIDTHS = (360, 1280)
PHONE = {"width": 360, "height": 800}

#: A page at the desk of the admin; arguments are those of Playwright's `new_context`.
Desk = Callable[..., Page]


@pytest.fixture
def desk(new_page: Open, alice: Actor) -> Desk:
    def seated(**options: object) -> Page:
        return sit_down(new_page(**options), alice)

    return seated


def test_everybody_can_use_it_on_any_screen(desk: Desk) -> None:
    states.hostile()
    states.followers()
    page = desk()

    found = []
    for path in addresses.to_manage():
        found += fitness.complaints(page, path)

    assert not found


class TestTheOrderOfComponents:
    @pytest.mark.parametrize("width", WIDTHS)
    def test_the_keyboard_moves_one_step_by_step(self, desk: Desk, width: int) -> None:
        states.operational()
        page = desk(viewport={"width": width, "height": 800})
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


@pytest.mark.parametrize("width", WIDTHS)
def test_maintenance_is_planned_begun_and_completed(desk: Desk, width: int) -> None:
    states.operational()
    page = desk(viewport={"width": width, "height": 800})
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
    expect(page.locator("#outlook")).to_contain_text("Checkout operational → under maintenance")
    page.get_by_role("button", name="Plan it").click()
    page.get_by_role("button", name="Begin now").click()
    expect(page.locator(".state")).to_have_text("In progress")
    page.get_by_role("button", name="Finish now").click()

    expect(page.locator(".state")).to_have_text("Complete")
    assert Window.objects.get().is_complete


def test_on_a_phone_the_menu_opens_and_its_button_stays(desk: Desk) -> None:
    states.operational()
    page = desk(viewport=PHONE)
    page.goto("/dashboard/")
    button = page.locator(".menu > summary")
    before = button.bounding_box()

    button.click()

    expect(page.get_by_role("link", name="Audit trail")).to_be_visible()
    assert button.bounding_box() == before


def test_on_a_phone_the_calendar_names_what_is_on_a_day(desk: Desk) -> None:
    states.operational()
    windows.plan(by=BY, name="Database upgrade", starts_at=datetime(2030, 1, 9, 12, tzinfo=UTC))
    page = desk(viewport=PHONE)

    page.goto(f"{MAINTENANCE}?month=2030-01")

    expect(page.locator(".month td:visible")).to_have_count(1)
    expect(page.get_by_role("cell", name="Wed, 9 Jan 2030 Database upgrade")).to_be_visible()


def test_a_window_covers_a_whole_group_by_one_tick(desk: Desk) -> None:
    states.operational()
    page = desk()
    page.goto(f"{MAINTENANCE}new/")
    whole = page.get_by_label("All of Shop")

    whole.check()
    expect(page.get_by_label("Checkout")).to_be_checked()
    page.get_by_label("Website").uncheck()

    expect(whole).not_to_be_checked()
    expect(page.locator("#outlook")).to_contain_text("Search operational → under maintenance")
    expect(page.locator("#outlook")).not_to_contain_text("Website")


class TestAnImportOfSubscribers:
    LIST = "address,components\nada@example.com,Checkout\neve@,\nbo@example.com,\n"

    def test_a_file_shows_what_it_would_do_and_then_does_it(self, desk: Desk) -> None:
        states.operational()
        states.followers()
        page = desk(viewport={"width": 360, "height": 800})
        page.goto(SUBSCRIBERS)

        page.get_by_role("link", name="Import").click()
        self.choose(page, self.LIST)
        page.get_by_label("They have all agreed").check()
        page.get_by_role("button", name="Show what it would do").click()
        expect(page.locator(".stat > li")).to_have_text(["1 new", "1 known already", "1 wrong"])
        assert not fitness.complaints_here(page, page.url, [360])
        assert Subscriber.objects.count() == 3
        page.get_by_role("button", name="Import 1").click()

        expect(page.get_by_text("1 new subscriber. 1 known already")).to_be_visible()
        expect(page.locator(".rows li").first).to_contain_text("ada@example.com")

    def test_a_file_that_is_too_large_is_refused_before_it_is_sent(
        self, desk: Desk, tmp_path: Path
    ) -> None:
        states.empty()
        page = desk()
        page.goto(f"{SUBSCRIBERS}import/")
        file = tmp_path / "list.csv"
        file.write_text("x" * 9_000_001)

        page.get_by_label("CSV file").set_input_files(file)

        message = page.get_by_label("CSV file").evaluate("field => field.validationMessage")
        assert message == "The file is larger than 9 MB."

    def test_without_scripts_the_server_refuses_it_beside_the_field(
        self, desk: Desk, tmp_path: Path
    ) -> None:
        states.empty()
        page = desk(java_script_enabled=False)
        page.goto(f"{SUBSCRIBERS}import/")
        file = tmp_path / "list.csv"
        file.write_text("x" * 20_000_000)

        page.get_by_label("CSV file").set_input_files(file)
        page.get_by_role("button", name="Show what it would do").click()

        expect(page.locator(".errorlist")).to_contain_text("The file is larger than 9 MB.")

    def choose(self, page: Page, content: str) -> None:
        file = FilePayload(name="list.csv", mimeType="text/csv", buffer=content.encode())
        page.get_by_label("CSV file").set_input_files(file)


def test_components_to_follow_are_found_by_name(desk: Desk) -> None:
    states.large()
    page = desk()
    page.goto(f"{SUBSCRIBERS}new/")
    expect(page.get_by_label("Find a component or group")).to_be_hidden()

    page.get_by_label("E-mail address").fill("ada@example.com")
    page.get_by_label("What you choose below").check()
    page.get_by_label("Find a component or group").fill("12.1")
    page.get_by_label("Service 12.10").check()
    page.get_by_role("button", name="Add").click()
    page.get_by_role("link", name="ada@example.com").click()

    expect(page.get_by_label("Service 12.10")).to_be_checked()


def test_a_metric_is_made_and_its_point_is_on_the_page(desk: Desk) -> None:
    states.operational()
    page = desk(viewport={"width": 360, "height": 800})
    page.goto(METRICS)

    page.get_by_role("link", name="Add a metric").click()
    page.get_by_label("Name").fill("Checkout time")
    page.get_by_label("Unit").fill("ms")
    page.get_by_label("Their average").check()
    page.get_by_role("button", name="Add").click()
    page.get_by_label("Value", exact=True).fill("1e15")
    page.get_by_role("button", name="Add a point").click()
    expect(page.get_by_text("The value must be between")).to_be_visible()
    page.get_by_label("Value", exact=True).fill("312.5")
    page.get_by_role("button", name="Add a point").click()
    expect(page.get_by_text("312.5 ms is there.")).to_be_visible()
    page.goto("/")

    chart = page.get_by_role("figure").filter(has_text="Checkout time")
    expect(chart.locator(".value")).to_have_text("312.5 ms")
    expect(chart.locator(".curve")).to_be_attached()


def test_the_chart_of_a_metric_can_be_explored(desk: Desk) -> None:
    states.operational()
    states.measure()
    page = desk()
    page.goto(METRICS)
    page.get_by_role("link", name="API response time", exact=True).click()

    chart = page.get_by_role("slider", name="API response time")
    chart.press("End")

    expect(page.locator(".flag")).to_have_text(re.compile(r"^\d+ ms.*\d\d:\d\d"))
