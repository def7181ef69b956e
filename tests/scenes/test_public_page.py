"""The public page in a real browser, as a visitor sees it."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect

from signalpost.incidents import operations as incidents
from signalpost.incidents.models import Incident
from signalpost.maintenance.models import Window
from signalpost.metrics import operations as metrics
from signalpost.metrics.models import Metric
from signalpost.page.templatetags import excerpts
from tests.scenes import accessibility, addresses, layout, states
from tests.scenes.conftest import Open
from tests.scenes.states import BY
from tests.scenes.test_staying_current import arrive, wait_for_a_look

pytestmark = pytest.mark.browser

WIDTHS = (360, 768, 1280)
#: What is not part of a sentence.
STANDING_ALONE = ":is(a, summary, button):visible:not(.prose *, .causes *)"
TOO_SMALL = """links => links.filter(link => {
  const {width, height} = link.getBoundingClientRect();
  return Math.min(width, height) < 24;
}).map(link => link.outerHTML)"""
#: States in which every kind of page has something on it.
RICH = ("maintenance_with_outage", "hostile")

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


@pytest.mark.parametrize("state", states.STATES)
def test_nothing_is_wider_than_the_screen(visitor: Page, state: str) -> None:
    states.STATES[state]()

    too_wide = []
    for path in _addresses(state):
        visitor.goto(path)
        for direction in ("ltr", "rtl"):
            visitor.evaluate("direction => document.documentElement.dir = direction", direction)
            too_wide += [(path, direction, one) for one in layout.too_narrow(visitor, WIDTHS)]

    assert not too_wide


@pytest.mark.parametrize("state", states.STATES)
def test_everybody_can_use_it(visitor: Page, state: str) -> None:
    states.STATES[state]()

    found = [accessibility.problems(visitor, path) for path in _addresses(state)]

    assert not any(found), found


def test_names_and_texts_do_nothing_but_be_read(visitor: Page) -> None:
    states.hostile()
    visitor.on("dialog", lambda dialog: pytest.fail(f"It ran: {dialog.message}"))
    asked: list[str] = []
    visitor.on("request", lambda request: asked.append(request.url))

    for path in addresses.by_page().values():
        visitor.goto(path)
        assert not visitor.locator("main img, main script, main iframe").count()
        assert not visitor.locator("main a[href^=javascript], main a[href^=data]").count()

    assert all("//localhost:" in url for url in asked)


def test_a_name_that_turns_around_turns_nothing_else(visitor: Page) -> None:
    states.hostile()

    visitor.goto("/")

    turned = visitor.locator(".component", has_text="evil").first
    status = turned.locator(".state").bounding_box()
    name = turned.locator("h3").bounding_box()
    assert status
    assert name
    assert name["x"] < status["x"]


def test_a_finger_hits_every_link(new_page: Open) -> None:
    states.maintenance_with_outage()
    phone = new_page(viewport={"width": 360, "height": 800})

    small = []
    for path in addresses.by_page().values():
        phone.goto(path)
        small += [(path, link) for link in phone.locator(STANDING_ALONE).evaluate_all(TOO_SMALL)]

    assert not small


@pytest.mark.parametrize("width", WIDTHS)
def test_a_text_goes_on_elsewhere_only_where_it_is_cut(visitor: Page, width: int) -> None:
    states.operational()
    long = "Customers in Europe may see “Payment declined”. " * 26
    for message in (long[: excerpts.LONGEST - 1], long):
        incidents.report(by=BY, name="Payments", message=message)
    visitor.set_viewport_size({"width": width, "height": 800})

    visitor.goto("/")

    cut = visitor.locator(".thread .prose").evaluate_all(
        "texts => texts.map(text => text.scrollHeight > text.clientHeight)"
    )
    assert cut == [True, False]
    expect(visitor.get_by_role("link", name="Read on")).to_have_count(1)


def test_what_is_folded_can_be_opened_with_the_keyboard(visitor: Page) -> None:
    states.large()
    visitor.goto("/")
    folded = visitor.locator("details.group:not([open])").first

    folded.locator("summary").focus()
    visitor.keyboard.press("Enter")

    expect(visitor.get_by_text("Service 1.1", exact=True)).to_be_visible()


def test_the_first_tab_skips_to_what_matters(visitor: Page) -> None:
    states.partial()
    visitor.goto("/")

    visitor.keyboard.press("Tab")
    visitor.keyboard.press("Enter")

    assert visitor.evaluate("document.activeElement.id") == "main"


def test_it_is_readable_on_paper(visitor: Page) -> None:
    states.partial()
    visitor.goto("/")

    visitor.emulate_media(media="print", color_scheme="dark")

    assert _lightness(visitor, "color") < 0.5
    expect(visitor.locator(".banner")).to_be_visible()
    expect(visitor.locator(".top .button").first).to_be_hidden()


def test_it_reads_the_same_without_javascript(new_page: Open) -> None:
    states.partial()
    page = new_page(java_script_enabled=False)

    page.goto("/")

    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Some of our systems are having an outage"
    )
    page.get_by_label("Language and appearance").click()
    expect(page.get_by_role("link", name="Deutsch")).to_be_visible()
    expect(page.get_by_label("Dark")).to_be_hidden()


class TestTheTheme:
    def test_a_chosen_one_stays_on_the_next_page(self, visitor: Page) -> None:
        states.operational()
        visitor.goto("/")

        visitor.get_by_label("Appearance").first.click()
        visitor.get_by_label("Dark").check()
        visitor.reload()

        assert _ground(visitor) == "dark"

    def test_the_system_decides_until_then(self, new_page: Open) -> None:
        states.operational()
        page = new_page(color_scheme="dark")

        page.goto("/")

        assert _ground(page) == "dark"

    def test_escape_closes_the_menu(self, visitor: Page) -> None:
        states.operational()
        visitor.goto("/")
        visitor.get_by_label("Appearance").first.click()

        visitor.keyboard.press("Escape")

        expect(visitor.get_by_label("Dark")).to_be_hidden()


class TestTimes:
    def test_they_are_in_the_zone_of_the_visitor(self, new_page: Open) -> None:
        states.partial()  # a site in Berlin
        page = new_page(locale="en-GB", timezone_id="Asia/Dubai")
        there = Incident.objects.get().occurred_at.astimezone(ZoneInfo("Asia/Dubai"))

        page.goto("/")

        expect(page.locator(".since time")).to_contain_text(f"{there:%H:%M}")
        expect(page.get_by_text("Times in Asia/Dubai, days in Europe/Berlin")).to_be_visible()

    def test_the_leaf_of_a_window_turns_with_them(self, new_page: Open) -> None:
        states.maintenance()
        page = new_page(
            locale="en-GB", timezone_id="Pacific/Kiritimati"
        )  # 13 hours ahead of Berlin
        window = Window.objects.last()
        assert window
        there = window.starts_at.astimezone(ZoneInfo("Pacific/Kiritimati"))

        page.goto("/")

        leaf = page.locator(f"#maintenance-{window.pk} .leaf b")
        expect(leaf).to_have_text(f"{there.day}")

    def test_what_goes_on_grows_older(self, visitor: Page) -> None:
        states.partial()
        visitor.clock.install()
        visitor.goto("/")

        visitor.clock.fast_forward("10:00")

        expect(visitor.locator(".since")).to_contain_text("48 min")


class TestTheBarsOfDays:
    def test_the_pointer_shows_a_day(self, visitor: Page) -> None:
        bar = self._arrive(visitor)

        bar.locator("i").last.hover()

        self._expect_today(visitor)

    def test_a_finger_shows_a_day(self, new_page: Open) -> None:
        phone = new_page(viewport={"width": 360, "height": 800}, has_touch=True, locale="en-GB")
        bar = self._arrive(phone)

        bar.locator("i").last.tap()

        self._expect_today(phone)

    def test_arrow_keys_move_between_days(self, visitor: Page) -> None:
        bar = self._arrive(visitor)
        bar.focus()
        self._expect_today(visitor)

        visitor.keyboard.press("ArrowLeft")

        expect(visitor.locator(".day-sheet")).to_contain_text("No trouble")
        expect(bar).to_have_attribute("aria-valuenow", "89")

    def test_the_first_and_the_last_day_are_ends(self, visitor: Page) -> None:
        bar = self._arrive(visitor)
        bar.focus()

        for key, place in (("End", "90"), ("ArrowRight", "90"), ("Home", "1"), ("ArrowLeft", "1")):
            visitor.keyboard.press(key)

            expect(bar).to_have_attribute("aria-valuenow", place)

    def test_each_day_is_said_to_screen_readers(self, visitor: Page) -> None:
        bar = self._arrive(visitor)

        bar.focus()

        expect(bar).to_have_attribute(
            "aria-valuetext", re.compile("Partial outage, .*, Card payments failing in Europe$")
        )

    def test_tab_leads_to_the_incident_of_the_day(self, visitor: Page) -> None:
        self._arrive(visitor).focus()

        visitor.keyboard.press("Tab")
        visitor.keyboard.press("Enter")

        expect(visitor).to_have_url(re.compile("/incidents/"))

    def test_escape_puts_the_day_away(self, visitor: Page) -> None:
        self._arrive(visitor).focus()

        visitor.keyboard.press("Escape")

        expect(visitor.locator(".day-sheet")).to_be_hidden()

    def test_after_escape_arrow_keys_go_on_from_there(self, visitor: Page) -> None:
        bar = self._arrive(visitor)
        bar.focus()

        for key in ("ArrowLeft", "Escape", "ArrowLeft"):
            visitor.keyboard.press(key)

        expect(bar).to_have_attribute("aria-valuenow", "88")

    def test_a_month_has_as_many_places_as_days(self, visitor: Page) -> None:
        states.partial()
        visitor.goto(addresses.by_page()["component"])

        month = visitor.locator(".days.month:has(b)").first

        expect(month).to_have_attribute("aria-valuemax", str(month.locator("i").count()))

    def test_a_phone_shows_thirty_days(self, new_page: Open) -> None:
        phone = new_page(viewport={"width": 360, "height": 800})
        bar = self._arrive(phone)

        shown = bar.evaluate("bar => [...bar.children].filter(cell => cell.offsetWidth).length")

        assert shown == 30

    def test_without_javascript_the_bar_is_put_in_words(self, new_page: Open) -> None:
        page = new_page(java_script_enabled=False)

        bar = self._arrive(page)

        expect(bar).to_have_attribute("role", "img")
        expect(bar).to_have_attribute("aria-label", re.compile("Trouble on .*: Partial outage"))

    @staticmethod
    def _arrive(page: Page) -> Locator:
        """At a component that has been in trouble today."""
        states.partial()
        page.goto("/")
        return page.locator(".component", has_text="Checkout").locator(".days")

    @staticmethod
    def _expect_today(page: Page) -> None:
        sheet = page.locator(".day-sheet")
        expect(sheet).to_contain_text("Partial outage, ")
        expect(sheet.get_by_role("link")).to_have_text("Card payments failing in Europe")


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


def _addresses(state: str) -> list[str]:
    """The first page; the others, too, in the states in which they have the most to show."""
    known = addresses.by_page()
    return list(known.values()) if state in RICH else [known["home"]]


def _ground(page: Page) -> str:
    """Light or dark, by what is painted."""
    return "dark" if _lightness(page, "backgroundColor") < 0.5 else "light"


def _lightness(page: Page, colour: str) -> float:
    of_body = f"getComputedStyle(document.body).{colour}"
    return float(page.evaluate(f"parseFloat({of_body}.match(/[\\d.]+/)[0])"))
