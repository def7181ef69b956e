"""What is typed survives: a lost connection, a refusal, and leaving the screen."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from http import HTTPStatus

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from playwright.sync_api import Route, expect

from signalpost.incidents import operations as incidents
from signalpost.incidents import templates
from signalpost.incidents.models import Incident
from signalpost.incidents.statuses import IncidentStatus
from signalpost.maintenance import operations as maintenance
from signalpost.metrics import operations as metrics
from tests.scenes import states
from tests.scenes.conftest import Open
from tests.scenes.desk import pick, sign_in
from tests.scenes.states import BY
from tests.scenes.test_dashboard_respond import payment_trouble, responder

pytestmark = pytest.mark.browser


def _an_incident() -> Screen:
    incident = Incident.objects.get()
    return f"/dashboard/incidents/{incident.pk}/edit/", "What was said first", "Save"


def _an_update() -> Screen:
    incident = Incident.objects.get()
    update = incidents.post_update(
        incident.pk, by=BY, status=IncidentStatus.WATCHING, message="Foudn."
    )
    return f"/dashboard/incidents/{incident.pk}/updates/{update.pk}/", "Text", "Save"


def _a_window() -> Screen:
    window = maintenance.plan(by=BY, name="Upgrade", starts_at=LATER)
    return f"/dashboard/maintenance/{window.pk}/edit/", "What is done", "Save"


def _an_update_of_a_window() -> Screen:
    window = maintenance.plan(by=BY, name="Upgrade", starts_at=LATER)
    return f"/dashboard/maintenance/{window.pk}/", "How does it go?", "Post"


def _a_correction_of_one() -> Screen:
    window = maintenance.plan(by=BY, name="Upgrade", starts_at=LATER)
    update = maintenance.post_update(window.pk, by=BY, message="Half dun")
    return f"/dashboard/maintenance/{window.pk}/updates/{update.pk}/", "Text", "Save"


def _a_template() -> Screen:
    kept = templates.create(by=BY, name="Trouble", text="In {{ region }}.")
    return f"/dashboard/templates/{kept.pk}/", "Text", "Save"


#: An address, a field and a button.
Screen = tuple[str, str, str]
LATER = datetime(2100, 1, 1, tzinfo=UTC)
EDITED: dict[str, Callable[[], Screen]] = {
    "an incident": _an_incident,
    "an update": _an_update,
    "a window": _a_window,
    "an update of a window": _an_update_of_a_window,
    "a correction of one": _a_correction_of_one,
    "a template": _a_template,
}


class TestADraft:
    def test_survives_a_lost_connection_and_is_gone_once_it_is_sent(self, new_page: Open) -> None:
        states.operational()
        page = responder(new_page)
        page.goto("/dashboard/incidents/new/")
        page.get_by_label("What visitors see first").fill("Card payments failing")
        pick(page, "Checkout", "Partial outage")
        expect(page.get_by_text("Draft kept on this device")).to_be_visible()
        expect(page.locator("#outlook")).to_contain_text("partial outage")

        page.context.set_offline(True)
        page.get_by_role("button", name="Publish").click()
        expect(page.get_by_text("The server does not answer.")).to_be_visible()
        page.context.set_offline(False)
        page.reload()

        expect(page.get_by_text(re.compile("Your draft of .* is back"))).to_be_visible()
        expect(page.get_by_label("What visitors see first")).to_have_value("Card payments failing")
        expect(page.locator("#outlook")).to_contain_text("partial outage")

        page.get_by_role("button", name="Publish").click()
        expect(page.get_by_text("is reported.")).to_be_visible()
        page.go_back()
        expect(page.get_by_label("What visitors see first")).to_have_value("")

    def test_keeps_what_a_template_was_told_and_what_was_made_of_it(self, new_page: Open) -> None:
        states.operational()
        payment_trouble()
        page = responder(new_page)
        page.goto("/dashboard/incidents/new/")
        page.get_by_label("Template").select_option(label="Payment trouble")
        page.get_by_label("region").fill("Europe")
        text = page.get_by_label("What happens")
        expect(text).to_have_value("Cards are refused in Europe.")
        text.fill("Cards are refused in all of Europe.")
        expect(page.get_by_text("Draft kept on this device")).to_be_visible()

        page.reload()

        expect(page.get_by_label("region")).to_have_value("Europe")
        expect(text).to_have_value("Cards are refused in all of Europe.")

    @pytest.mark.parametrize("screen", [*EDITED])
    def test_is_kept_on_each_screen_with_a_text_until_it_is_sent(
        self, new_page: Open, screen: str
    ) -> None:
        states.partial()
        path, label, button = EDITED[screen]()
        page = responder(new_page)
        page.goto(path)
        page.get_by_label(label).fill("What I had typed")
        expect(page.get_by_text("Draft kept on this device")).to_be_visible()

        page.goto("/dashboard/")
        page.goto(path)
        expect(page.get_by_text(re.compile("Your draft of .* is back"))).to_be_visible()
        expect(page.get_by_label(label)).to_have_value("What I had typed")

        page.get_by_role("button", name=button, exact=True).click()
        expect(page.locator("[data-sent]")).to_be_visible()
        page.goto(path)
        expect(page.locator("[data-draft-note]")).to_be_hidden()

    def test_of_an_edit_undoes_nothing_that_others_have_changed_since(self, new_page: Open) -> None:
        states.partial()
        path, label, button = EDITED["an incident"]()
        page = responder(new_page)
        page.goto(path)
        page.get_by_label(label).fill("What I had typed")
        expect(page.get_by_text("Draft kept on this device")).to_be_visible()
        incident = Incident.objects.get()
        incidents.edit(incident.pk, by=BY, name="Another name")
        page.reload()

        page.get_by_role("button", name=button, exact=True).click()

        expect(page.get_by_text("While you were writing")).to_be_visible()
        incident.refresh_from_db()
        assert incident.name == "Another name"

    def test_that_is_not_taken_is_said_where_the_button_is_pressed(self, new_page: Open) -> None:
        states.large()
        page = responder(new_page, width=360)
        page.goto("/dashboard/incidents/new/")
        page.get_by_label("What visitors see first").fill("Card payments failing")

        page.context.set_offline(True)
        page.get_by_role("button", name="Publish").click()

        expect(page.get_by_text("The server does not answer.")).to_be_in_viewport()

    def test_of_what_has_arrived_already_reports_nothing_twice(self, new_page: Open) -> None:
        states.operational()
        page = responder(new_page)
        page.goto("/dashboard/incidents/new/")
        page.get_by_label("What visitors see first").fill("Card payments failing")
        page.route("**/incidents/new/", lose_the_answer)
        page.get_by_role("button", name="Publish").click()
        expect(page.get_by_text("The server does not answer.")).to_be_visible()
        page.unroute("**/incidents/new/")
        page.context.request.get("/dashboard/")  # there it was said, and read by nobody
        page.reload()
        expect(page.get_by_label("What visitors see first")).to_have_value("Card payments failing")

        page.get_by_role("button", name="Publish").click()

        expect(page.get_by_text("It was reported already")).to_be_visible()
        assert Incident.objects.count() == 1

    def test_is_back_for_whoever_was_signed_out_while_writing(self, new_page: Open) -> None:
        states.operational()
        page = responder(new_page)
        page.goto("/dashboard/incidents/new/")
        page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
        page.get_by_label("What visitors see first").fill("Card payments failing")
        page.get_by_role("button", name="Publish").click()

        expect(page.get_by_text("What was being written is kept on this device")).to_be_visible()
        sign_in(page, "mia@example.com")

        expect(page.get_by_text(re.compile("Your draft of .* is back"))).to_be_visible()
        expect(page.get_by_label("What visitors see first")).to_have_value("Card payments failing")

    @pytest.mark.parametrize(
        ("status", "said"),
        [
            (403, "This is not for you to do. Your role does not allow it."),
            (404, "There is nothing at this address."),
            (409, "That does not work just now."),
            (429, "Wait a minute, then try again."),
            (500, "Something went wrong on the server"),
        ],
    )
    def test_that_is_refused_is_kept_and_the_screen_says_why(
        self, new_page: Open, status: int, said: str
    ) -> None:
        states.operational()
        page = responder(new_page)
        page.goto("/dashboard/incidents/new/")
        page.get_by_label("What visitors see first").fill("Card payments failing")
        page.route("**/incidents/new/", lambda route: answer(route, status))

        page.get_by_role("button", name="Publish").click()

        note = page.locator(".unsent")
        expect(note).to_contain_text(said)
        expect(note).to_contain_text("What you wrote is kept on this device")
        expect(note).not_to_contain_text("does not answer")


def lose_the_answer(route: Route) -> None:
    route.fetch()
    route.abort()


def answer(route: Route, status: int) -> None:
    """As the dashboard words it; of 500 there is no page of ours."""
    sentence = "Wait a minute, then try again." if status == 429 else ""
    page = {"status": HTTPStatus(status), "sentence": sentence}
    route.fulfill(
        status=status,
        body=render_to_string("dashboard/refusal.html", page) if status != 500 else "",
    )


def test_without_a_draft_nothing_is_said_to_be_kept(new_page: Open) -> None:
    states.operational()
    metric = metrics.create(by=BY, name="Latency", suffix="ms")
    point = metrics.add_point(metric.pk, by=BY, value=12)
    page = responder(new_page)
    page.goto(f"/dashboard/metrics/{metric.pk}/points/{point.pk}/")
    page.context.set_offline(True)

    page.get_by_role("button", name="Save").click()

    expect(page.locator(".unsent")).to_contain_text("What you wrote is on this screen alone")
