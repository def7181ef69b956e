"""Visitors of every language, in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from signalpost.components.models import Component
from signalpost.incidents import operations as incidents
from signalpost.incidents.models import Incident
from signalpost.incidents.statuses import IncidentStatus
from signalpost.kernel.languages import SOURCE, offered
from tests.scenes import accessibility, layout, states
from tests.scenes.conftest import Open
from tests.scenes.states import BY

pytestmark = pytest.mark.browser

LANGUAGES = [code for code, _name in offered() if code != SOURCE]
#: Digits of other scripts, which the server does not write.
OTHER_DIGITS = re.compile(r"[٠-٩۰-۹०-९]")

RIGHT = "element => element.getBoundingClientRect().right"


def paths(language: str) -> list[str]:
    incident, component = Incident.objects.latest("pk"), Component.objects.latest("pk")
    pages = ("", "history", f"incidents/{incident.pk}", f"components/{component.pk}")
    return [f"/{language}/{page}" for page in pages]


def test_nothing_is_wider_than_a_phone(new_page: Open) -> None:
    states.demo()

    too_wide = []
    for language in LANGUAGES:
        page = new_page(viewport={"width": 360, "height": 800}, locale=language)
        for path in paths(language):
            page.goto(path)
            too_wide += [path for _ in layout.too_narrow(page, [360])]

    assert not too_wide


def test_what_a_bar_is_labelled_with_takes_one_line_on_a_phone(new_page: Open) -> None:
    states.demo()

    too_long = []
    for language in LANGUAGES:
        page = new_page(viewport={"width": 360, "height": 800}, locale=language)
        page.goto(f"/{language}/")
        too_long += page.locator(".days + .scale").evaluate_all(
            "labels => labels.filter(one => one.clientHeight > 30).map(one => one.innerText)"
        )

    assert not too_long


def test_english_stands_below_its_arabic_heading(new_page: Open) -> None:
    states.bare_incident()
    page = new_page(locale="ar", viewport={"width": 1280, "height": 800})

    page.goto("/ar/")

    said, text = page.locator(".thread li").last.locator(".said, .prose").all()
    assert text.evaluate(RIGHT) == said.evaluate(RIGHT)
    assert text.evaluate("text => text.offsetWidth") < said.evaluate("said => said.offsetWidth")


def test_everybody_can_use_it_from_right_to_left(new_page: Open) -> None:
    states.partial()
    page = new_page(locale="ar")

    found = [problem for path in paths("ar") for problem in accessibility.problems(page, path)]

    assert not found


@pytest.mark.parametrize("language", LANGUAGES)
def test_scripts_write_times_and_lengths_as_the_page_does(new_page: Open, language: str) -> None:
    states.partial()
    page = new_page(locale=language, timezone_id="Europe/Berlin")

    answer = page.goto(f"/{language}/")

    assert answer
    sent = re.findall(r"<time[^>]*>([^<]*)</time>", answer.text())[0]
    lasting = re.findall(r"<span data-since[^>]*>([^<]*)</span>", answer.text())[0]
    expect(page.locator("time").first).to_have_attribute("title", re.compile("."))
    expect(page.locator("time").first).to_have_text(sent)
    expect(page.locator("[data-since]").first).to_have_text(lasting)


def test_digits_are_the_same_everywhere(new_page: Open) -> None:
    states.demo()
    page = new_page(locale="ar-SA", timezone_id="Asia/Riyadh")

    page.goto("/")

    expect(page.locator("time").first).to_have_attribute("title", re.compile("."))
    assert not OTHER_DIGITS.search(page.locator("body").inner_text())


def test_a_day_is_explained_in_the_language(new_page: Open) -> None:
    states.partial()
    page = new_page(locale="ar")
    page.goto("/")

    page.locator(".days > i[data-lasted]:visible").first.hover()

    sheet = page.locator(".day-sheet")
    expect(sheet).to_contain_text("انقطاع جزئي، ")
    assert not re.search("[A-Za-z]{2}", sheet.locator("p").nth(1).inner_text())


def test_a_chosen_language_stays_without_javascript(new_page: Open) -> None:
    states.partial()
    page = new_page(locale="en-GB", java_script_enabled=False)
    page.goto("/history?month=2026-01")

    page.get_by_label("Language and appearance").click()
    page.get_by_role("link", name="Deutsch").click()
    expect(page).to_have_url(re.compile(r"/de/history\?month=2026-01$"))
    page.get_by_role("link", name="Aktueller Status").click()

    expect(page).to_have_url(re.compile("/de/$"))
    expect(page.locator("html")).to_have_attribute("lang", "de")


def test_an_open_page_stays_in_its_language_when_it_changes(new_page: Open) -> None:
    states.partial()
    page = new_page(locale="en-GB")
    page.clock.install()
    page.goto("/ja/")

    incidents.post_update(
        Incident.objects.get().pk, by=BY, status=IncidentStatus.WATCHING, message="…"
    )
    with page.expect_response("**/version.json"):
        page.clock.fast_forward("00:40")

    expect(page.locator(".thread > li").first).to_contain_text("経過観察中")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "一部のシステムで障害が発生しています"
    )
