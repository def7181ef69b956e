"""The public page in a real browser, as a visitor sees it."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect

from signalpost.incidents import operations as incidents
from signalpost.incidents.models import Incident
from signalpost.maintenance.models import Window
from signalpost.page.templatetags import excerpts
from tests.scenes import addresses, fitness, layout, states
from tests.scenes.conftest import Open
from tests.scenes.states import BY

pytestmark = pytest.mark.browser

WIDTHS = (320, 360, 768, 1280)
#: What is not part of a sentence.
STANDING_ALONE = ":is(a, summary, button):visible:not(.prose *, .causes *)"
TOO_SMALL = """links => links.filter(link => {
  const {width, height} = link.getBoundingClientRect();
  return Math.min(width, height) < 24;
}).map(link => link.outerHTML)"""
#: States in which every kind of page has something on it.
RICH = ("maintenance_with_outage", "hostile")


@pytest.mark.parametrize("state", sorted(states.STATES.keys() - {"large"}))
def test_everybody_can_use_it_on_any_screen(visitor: Page, state: str) -> None:
    states.STATES[state]()

    found = []
    for path in _addresses(state):
        found += fitness.complaints(visitor, path, WIDTHS)
        visitor.evaluate("document.documentElement.dir = 'rtl'")
        found += [f"{path} is wider from the right" for _ in layout.too_narrow(visitor, WIDTHS)]

    assert not found


def test_two_hundred_components_fit_on_any_screen(visitor: Page) -> None:
    states.large()

    visitor.goto("/")

    assert not layout.too_narrow(visitor, WIDTHS)


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


def test_words_of_a_table_stay_whole_on_a_phone(new_page: Open) -> None:
    states.empty()
    table = "|Region|Since|Customers|State|\n|-|-|-|-|\n|Frankfurt|14:02|12,000|unavailable|"
    incidents.report(by=BY, name="Refused cards", message=table)
    page = new_page(viewport={"width": 360, "height": 740})

    page.goto("/")

    word = page.get_by_role("cell", name="unavailable")
    assert word.evaluate(
        "cell => cell.clientHeight < 2 * parseFloat(getComputedStyle(cell).lineHeight)"
    )
    assert not fitness.complaints_here(page, "/", [360])


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
        """At a component that has been in trouble today, and not yesterday."""
        states.partial()
        states.at_noon()
        page.goto("/")
        return page.locator(".component", has_text="Checkout").locator(".days")

    @staticmethod
    def _expect_today(page: Page) -> None:
        sheet = page.locator(".day-sheet")
        expect(sheet).to_contain_text("Partial outage, ")
        expect(sheet.get_by_role("link")).to_have_text("Card payments failing in Europe")


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
