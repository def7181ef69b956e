"""Pages in a site's own colours, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from signalpost.accounts import operations as accounts
from signalpost.accounts.roles import Role
from signalpost.kernel import colour
from signalpost.kernel.actor import Actor
from signalpost.kernel.colour import Colour
from signalpost.site import branding
from signalpost.site.models import Theme
from signalpost.ui import palette
from tests.live import PASSWORD
from tests.scenes import states
from tests.scenes.conftest import Open
from tests.scenes.desk import sit_down
from tests.scenes.states import BY

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("theme", palette.THEMES)
def test_colours_are_painted_as_they_are_computed(new_page: Open, theme: palette.Theme) -> None:
    states.operational()
    branding.change(by=BY, accent="#ffdd00", grey_hue=30, grey_tint=150)
    page = new_page(color_scheme=theme)
    page.goto("/")

    painted = page.locator("body").evaluate(_PAINTED, "backgroundColor")

    computed = palette.named("ground", theme, hue=30, tint=1.5).parts
    assert painted == pytest.approx(computed, abs=1)


def test_the_theme_of_the_site_holds_until_a_visitor_chooses(new_page: Open) -> None:
    states.operational()
    branding.change(by=BY, theme=Theme.DARK)
    page = new_page(color_scheme="light")
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")

    page.get_by_label("Appearance").first.click()
    page.get_by_label("As the system").check()
    page.reload()

    expect(page.locator("html")).not_to_have_attribute("data-theme", "dark")


@pytest.mark.parametrize(("theme", "number"), [("light", 0), ("dark", 1)])
def test_the_logo_is_the_one_for_the_theme(new_page: Open, theme: str, number: int) -> None:
    states.branded_yellow()
    page = new_page(color_scheme=theme)

    page.goto("/")

    expect(page.locator(".logo").nth(number)).to_be_visible()
    expect(page.locator(".logo").nth(1 - number)).to_be_hidden()


def test_at_the_settings_the_logo_is_as_large_as_on_the_page(visitor: Page) -> None:
    states.branded_yellow()
    alice = accounts.create_user(
        by=BY, email="alice@example.com", password=PASSWORD, role=Role.ADMIN
    )
    sit_down(visitor, Actor("user", alice.username, alice.pk))
    size = "picture => [picture.clientWidth, picture.clientHeight]"

    visitor.goto("/")
    on_the_page = visitor.locator(".logo").first.evaluate(size)
    visitor.goto("/dashboard/settings/look/")

    assert visitor.locator(".logo-sample img").first.evaluate(size) == on_the_page


def test_a_sheet_of_the_site_wins_over_the_look(visitor: Page) -> None:
    states.operational()
    branding.change_markup(by=BY, custom_css=".top { border-top: 7px solid }")

    visitor.goto("/")

    expect(visitor.locator(".top")).to_have_css("border-top-width", "7px")


@pytest.mark.parametrize("theme", palette.THEMES)
def test_a_chart_in_a_pale_accent_can_be_seen(new_page: Open, theme: palette.Theme) -> None:
    states.branded_yellow()
    page = new_page(color_scheme=theme)
    page.goto("/")

    line, ground = (
        Colour(*(level / 255 for level in page.locator(part).first.evaluate(_PAINTED, name)))
        for part, name in ((".curve", "stroke"), (".chart", "backgroundColor"))
    )

    assert colour.contrast(line, ground) > 4.4


_PAINTED = """(element, property) => {
  const paint = document.createElement("canvas").getContext("2d");
  paint.fillStyle = getComputedStyle(element)[property];
  paint.fillRect(0, 0, 1, 1);
  return [...paint.getImageData(0, 0, 1, 1).data].slice(0, 3);
}"""
