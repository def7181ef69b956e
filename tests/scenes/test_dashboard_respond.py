"""A responder at 3 a.m., in a real browser: report, update, fixed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from signalpost.accounts import operations as accounts
from signalpost.accounts.roles import Role
from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus
from signalpost.incidents import operations as incidents
from signalpost.incidents import templates
from signalpost.incidents.models import Incident
from signalpost.incidents.statuses import IncidentStatus
from signalpost.kernel.actor import Actor
from tests.live import PASSWORD
from tests.scenes import addresses, fitness, states
from tests.scenes.conftest import Open
from tests.scenes.desk import pick, sit_down
from tests.scenes.states import BY

pytestmark = pytest.mark.browser

WIDTHS = (360, 1280)
#: A phone, and a page that is enlarged to 400 %.
NARROW = (360, 320)


def responder(new_page: Open, *, width: int = 1280, **options: object) -> Page:
    """Mia, a member, signed in."""
    mia = accounts.create_user(by=BY, email="mia@example.com", password=PASSWORD, role=Role.MEMBER)
    page = new_page(viewport={"width": width, "height": 800}, locale="en-GB", **options)
    sit_down(page, Actor("user", mia.username, mia.pk))
    page.goto("/dashboard/")
    return page


def payment_trouble() -> None:
    templates.create(by=BY, name="Payment trouble", text="Cards are refused in {{ region }}.")


class TestAStatusFromHome:
    def test_is_set_by_one_tap_and_one_confirmation(self, new_page: Open) -> None:
        states.operational()
        page = responder(new_page)

        page.get_by_role("group", name="Status of Search").get_by_label("Major outage").click()
        expect(page.get_by_text("Visitors will read")).to_be_visible()
        page.get_by_role("button", name="Set it").click()

        expect(page.locator("#now")).to_contain_text("Search major outage")
        assert Component.objects.get(name="Search").status == ComponentStatus.MAJOR_OUTAGE

    def test_leaves_the_next_component_where_it_was(self, new_page: Open) -> None:
        states.demo()
        page = responder(new_page, width=360, reduced_motion="reduce")
        forum = page.get_by_role("group", name="Status of Community forum")

        forum.get_by_label("Major outage").click()
        page.get_by_role("button", name="Set it").click()

        expect(page.locator("#now")).to_contain_text("Community forum major outage")
        expect(forum).to_be_in_viewport()

    def test_is_left_alone_by_whoever_did_not_mean_it(self, new_page: Open) -> None:
        states.operational()
        page = responder(new_page)

        page.get_by_role("group", name="Status of Search").get_by_label("Major outage").click()
        expect(page.get_by_role("button", name="Set it")).to_be_focused()
        expect(page.locator(".htmx-added")).to_have_count(0)  # htmx knows its links a moment later
        page.keyboard.press("Escape")

        row = page.get_by_role("group", name="Status of Search")
        expect(row.get_by_label("Operational")).to_be_focused()

    def test_works_without_scripts(self, new_page: Open) -> None:
        states.operational()
        page = responder(new_page, java_script_enabled=False)

        page.get_by_role("group", name="Status of Search").get_by_label("Major outage").click()
        page.get_by_role("button", name="Set it").click()

        expect(page.locator("#now")).to_contain_text("Search major outage")


def test_without_scripts_an_incident_is_reported_all_the_same(new_page: Open) -> None:
    states.operational()
    payment_trouble()
    page = responder(new_page, java_script_enabled=False)

    page.get_by_role("link", name="Report an incident").first.click()
    page.get_by_label("Template").select_option(label="Payment trouble")
    page.get_by_role("button", name="Write the text").click()
    page.get_by_label("region").fill("Europe")
    page.get_by_role("button", name="Write the text").click()
    page.get_by_label("What visitors see first").fill("Card payments failing")
    page.get_by_role("button", name="Publish").click()

    expect(page.get_by_text("Cards are refused in Europe.")).to_be_visible()


def test_the_second_of_two_editors_is_shown_what_the_first_has_changed(new_page: Open) -> None:
    states.partial()
    incident = Incident.objects.get()
    page = responder(new_page)
    page.goto(f"/dashboard/incidents/{incident.pk}/update/")
    page.get_by_label("What is new?").fill("We still look.")
    incidents.post_update(
        incident.pk, by=BY, status=IncidentStatus.WATCHING, message="The fix is **out**."
    )

    page.get_by_role("button", name="Post update").click()

    expect(page.get_by_role("alert").filter(has_text="The fix is out.")).to_be_visible()
    expect(page.get_by_label("What is new?")).to_have_value("We still look.")
    assert incident.updates.count() == 2

    page.get_by_role("button", name="Post update").click()
    expect(page.get_by_text("The update is posted.")).to_be_visible()


class TestKeys:
    def test_they_are_listed(self, new_page: Open) -> None:
        states.operational()
        page = responder(new_page)

        page.keyboard.press("?")

        expect(page.get_by_role("dialog", name="Keys")).to_be_visible()

    def test_they_lead_to_the_screens(self, new_page: Open) -> None:
        states.partial()
        page = responder(new_page)

        for keys, title in (
            ("n", "Report an incident"),
            ("g h", "Hello, mia"),
            ("u", "Post an update"),
            ("g i", "Incidents"),
        ):
            for key in keys.split():
                page.keyboard.press(key)

            expect(page.get_by_role("heading", level=1)).to_have_text(title)
            page.wait_for_load_state()  # before, its scripts do not listen

    def test_in_a_field_they_are_letters(self, new_page: Open) -> None:
        states.operational()
        page = responder(new_page)
        page.goto("/dashboard/incidents/new/")

        page.get_by_label("What visitors see first").press_sequentially("nu?")

        expect(page.get_by_label("What visitors see first")).to_have_value("nu?")

    def test_can_be_switched_off(self, new_page: Open) -> None:
        states.operational()
        page = responder(new_page)
        page.keyboard.press("?")
        page.get_by_label("Single letters act as keys").uncheck()
        page.get_by_role("button", name="Close").click()

        page.keyboard.press("n")

        expect(page.get_by_role("heading", level=1)).to_have_text("Hello, mia")

    def test_an_incident_is_reported_by_keys_alone(self, new_page: Open) -> None:
        states.operational()
        page = responder(new_page)

        page.keyboard.press("n")
        expect(page.get_by_role("heading", level=1)).to_have_text("Report an incident")
        page.get_by_label("What visitors see first").focus()
        page.keyboard.type("Card payments failing")
        page.keyboard.press("Tab")  # the stages
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Control+Enter")

        expect(page.get_by_text("is reported.")).to_be_visible()
        assert Incident.objects.get().status == IncidentStatus.IDENTIFIED


def test_a_pick_for_a_group_is_one_for_each_of_its_members(new_page: Open) -> None:
    states.operational()
    page = responder(new_page)
    page.goto("/dashboard/incidents/new/")

    pick(page, "Platform", "Major outage")

    expect(page.locator("#outlook")).to_contain_text("Data exports operational → major outage")
    pick(page, "Data exports", "As it is")
    expect(page.locator("#outlook")).not_to_contain_text("Data exports")


def test_a_component_is_found_by_its_name_among_many(new_page: Open) -> None:
    states.large()
    page = responder(new_page)

    page.get_by_label("Find a component").fill("service 7.3")

    shown = page.locator("[data-name]:visible")
    expect(shown).to_have_count(1)
    expect(shown).to_contain_text("Service 7.3")


def test_everybody_can_use_it_on_any_phone(new_page: Open) -> None:
    states.hostile()
    payment_trouble()
    page = responder(new_page, width=360)

    found = []
    for path in addresses.to_respond():
        found += fitness.complaints(page, path, NARROW)

    assert not found
