"""The charts of metrics in a real browser: drawn once they come into view, and explored."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from signalpost.incidents import operations as incidents
from signalpost.metrics import operations as metrics
from signalpost.metrics.models import Metric
from tests.scenes import accessibility, states
from tests.scenes.conftest import Open
from tests.scenes.states import BY
from tests.scenes.test_staying_current import arrive, wait_for_a_look

pytestmark = pytest.mark.browser

VALUE_AND_TIME = re.compile(r"^\d+ ms.*\d\d:\d\d")
#: What most of a column of the chart is painted with; so far from the left, or from the right.
PAINT = """x => {
  const canvas = document.querySelector(".uplot canvas");
  const over = document.querySelector(".u-over");
  const left = over.offsetLeft + (x < 0 ? over.clientWidth + x : x);
  const column = canvas.getContext("2d").getImageData(left, over.offsetTop, 1, over.clientHeight);
  const painted = new Map();
  for (const colour of new Uint32Array(column.data.buffer)) {
    painted.set(colour, (painted.get(colour) ?? 0) + 1);
  }
  return [...painted].reduce((most, one) => (one[1] > most[1] ? one : most))[0];
}"""


class TestTheCharts:
    def test_nothing_is_loaded_before_one_comes_into_view(self, visitor: Page) -> None:
        asked: list[str] = []
        visitor.on("request", lambda request: asked.append(request.url))
        arrive(visitor)
        visitor.wait_for_load_state("networkidle")

        before = [url for url in asked if _is_of_charts(url)]
        self._scroll_to_it(visitor)

        assert not before
        assert len([url for url in asked if _is_of_charts(url)]) == 3  # two scripts, and the data

    def test_it_is_drawn_where_the_picture_was(self, visitor: Page) -> None:
        arrive(visitor)
        chart = visitor.locator(".chart")
        before = chart.bounding_box()

        self._scroll_to_it(visitor)

        after = chart.bounding_box()
        assert before
        assert after
        assert after["height"] == before["height"]

    def test_another_view_comes_without_a_reload(self, visitor: Page) -> None:
        plot = self._arrive(visitor)
        before = plot.get_attribute("aria-valuemax")

        visitor.get_by_role("link", name="Hour", exact=True).click()

        expect(visitor.locator(".views [aria-current]")).to_have_text("Hour")
        expect(plot).not_to_have_attribute("aria-valuemax", before or "")
        assert visitor.evaluate("window.sameOldPage")

    def test_the_view_stays_when_something_else_changes(self, visitor: Page) -> None:
        self._arrive(visitor)
        visitor.get_by_role("link", name="Week").click()
        expect(visitor.locator(".views [aria-current]")).to_have_text("Week")

        incidents.report(by=BY, name="Another", message="…")
        wait_for_a_look(visitor)

        expect(visitor.get_by_role("heading", name="Another")).to_be_visible()
        expect(visitor.locator(".views [aria-current]")).to_have_text("Week")

    def test_without_javascript_views_are_links(self, new_page: Open) -> None:
        page = new_page(java_script_enabled=False)
        states.partial()
        page.goto("/")

        page.get_by_role("link", name="Week").click()

        expect(page.locator(".views [aria-current]")).to_have_text("Week")

    def test_without_javascript_there_is_a_picture_in_words(self, new_page: Open) -> None:
        page = new_page(java_script_enabled=False)
        states.partial()

        page.goto("/")

        expect(page.get_by_role("img", name="API response time: between")).to_be_visible()

    def test_the_pointer_shows_a_value_and_its_time(self, visitor: Page) -> None:
        plot = self._arrive(visitor)

        plot.hover()

        expect(visitor.locator(".flag")).to_have_text(VALUE_AND_TIME)

    def test_a_finger_shows_a_value_and_its_time(self, new_page: Open) -> None:
        phone = new_page(viewport={"width": 360, "height": 800}, has_touch=True, locale="en-GB")
        plot = self._arrive(phone)

        plot.tap()

        expect(phone.locator(".flag")).to_have_text(VALUE_AND_TIME)

    def test_an_incident_is_named_in_its_band(self, visitor: Page) -> None:
        plot = self._arrive(visitor)

        plot.press("End")

        expect(visitor.locator(".flag")).to_contain_text("Card payments failing in Europe")
        assert self._paint(visitor, -10) != self._paint(visitor, 10)

    def test_arrow_keys_move_along_the_line(self, visitor: Page) -> None:
        plot = self._arrive(visitor)
        plot.press("Home")

        plot.press("ArrowRight")

        expect(plot).to_have_attribute("aria-valuenow", "1")
        expect(plot).to_have_attribute("aria-valuetext", re.compile(r"^\d+ ms, .*\d\d:\d\d$"))

    def test_a_day_is_told_without_a_clock(self, visitor: Page) -> None:
        plot = self._arrive(visitor)

        visitor.get_by_role("link", name="Month").click()

        of_a_day = re.compile(r"^\d+ ms, \d+ [A-Z][a-z]+(, Card payments.*)?$")
        expect(plot).to_have_attribute("aria-valuetext", of_a_day)

    def test_dragging_zooms_into_a_time_and_escape_shows_all_again(self, visitor: Page) -> None:
        plot = self._arrive(visitor)
        last = plot.get_attribute("aria-valuemax") or ""

        self._drag(visitor)

        plot.press("End")
        expect(plot).not_to_have_attribute("aria-valuenow", last)
        plot.press("Escape")
        plot.press("End")
        expect(plot).to_have_attribute("aria-valuenow", last)

    def test_a_double_click_shows_all_again(self, visitor: Page) -> None:
        plot = self._arrive(visitor)
        self._drag(visitor)

        plot.dblclick()

        plot.press("End")
        expect(plot).to_have_attribute("aria-valuenow", plot.get_attribute("aria-valuemax") or "")

    def test_buttons_zoom_where_nothing_can_be_dragged(self, visitor: Page) -> None:
        plot = self._arrive(visitor)

        visitor.get_by_role("button", name="Zoom in").click()

        plot.press("Home")
        expect(plot).not_to_have_attribute("aria-valuenow", "0")
        visitor.get_by_role("button", name="Zoom out").click()
        plot.press("Home")
        expect(plot).to_have_attribute("aria-valuenow", "0")

    def test_it_turns_dark_with_the_page(self, visitor: Page) -> None:
        self._arrive(visitor)
        before = self._paint(visitor, -10)

        visitor.get_by_label("Appearance").first.click()
        visitor.get_by_label("Dark").check()

        visitor.wait_for_function(f"before => ({PAINT})(-10) !== before", arg=before)

    def test_on_paper_there_is_the_picture(self, visitor: Page) -> None:
        plot = self._arrive(visitor)

        visitor.emulate_media(media="print")

        expect(visitor.locator(".picture")).to_be_visible()
        expect(plot).to_be_hidden()

    def test_everybody_can_use_it(self, visitor: Page) -> None:
        self._arrive(visitor).hover()

        assert not accessibility.problems_here(visitor, "/")

    def test_it_becomes_as_narrow_as_the_screen(self, visitor: Page) -> None:
        plot = self._arrive(visitor)

        visitor.set_viewport_size({"width": 360, "height": 800})

        canvas = plot.locator("canvas")
        visitor.wait_for_function("canvas => canvas.clientWidth < 360", arg=canvas.element_handle())

    def test_a_new_point_appears_without_a_reload(self, visitor: Page) -> None:
        plot = self._arrive(visitor)

        metrics.add_point(Metric.objects.get().pk, by=BY, value=4321)
        wait_for_a_look(visitor)

        expect(visitor.locator(".value")).to_have_text(re.compile(r"\d,\d{3} ms"))
        expect(plot).to_have_attribute("aria-valuetext", re.compile(r"^\d,\d{3} ms"))

    def test_what_is_zoomed_into_stays_when_a_point_is_added(self, visitor: Page) -> None:
        plot = self._arrive(visitor)
        self._drag(visitor)

        metrics.add_point(Metric.objects.get().pk, by=BY, value=4321)
        wait_for_a_look(visitor)

        expect(plot).to_have_attribute("aria-label", re.compile(r"and \d,\d{3} ms"))
        plot.press("End")
        expect(plot).to_have_attribute("aria-valuetext", re.compile(r"^\d\d\d? ms"))

    def _arrive(self, visitor: Page) -> Locator:
        arrive(visitor)
        return self._scroll_to_it(visitor)

    @staticmethod
    def _scroll_to_it(visitor: Page) -> Locator:
        visitor.locator(".plot").scroll_into_view_if_needed()
        plot = visitor.get_by_role("slider", name="API response time")
        expect(plot).to_be_visible()
        return plot

    @staticmethod
    def _drag(visitor: Page) -> None:
        """Over a part of the first half."""
        box = visitor.locator(".u-over").bounding_box()
        assert box
        visitor.mouse.move(box["x"] + 100, box["y"] + 40)
        visitor.mouse.down()
        visitor.mouse.move(box["x"] + 300, box["y"] + 40, steps=3)
        visitor.mouse.up()

    @staticmethod
    def _paint(visitor: Page, x: int) -> int:
        return int(visitor.evaluate(PAINT, x))


def _is_of_charts(url: str) -> bool:
    return any(part in url for part in ("/figures/", "/chart.", "/uplot."))
