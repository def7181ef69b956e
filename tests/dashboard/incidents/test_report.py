"""Reporting an incident from the dashboard."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from signalpost.components import operations as components
from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus as Status
from signalpost.incidents import templates
from signalpost.incidents.models import Incident
from signalpost.kernel.actor import Actor
from signalpost.site import operations as site
from signalpost.subscribers import operations as subscribers

NEW = "/dashboard/incidents/new/"


@pytest.fixture
def trouble(alice: Actor) -> str:
    """The key of a template that asks for a region."""
    text = "Cards are refused in {{ region }}."
    return templates.create(by=alice, name="Payment trouble", text=text).slug


def typed(**fields: Any) -> dict[str, Any]:
    first = {"name": "Cards refused", "status": "investigating", "message": "We look."}
    return first | {"visible": "on", "notify": "on"} | fields


class TestPublishing:
    def test_it_says_what_was_typed(
        self, mias: Client, mia: Actor, website: Component, checkout: Component
    ) -> None:
        picks = {f"c{website.pk}": "", f"c{checkout.pk}": "partial"}

        answer = mias.post(NEW, typed(stickied="on") | picks)

        incident = Incident.objects.get()
        assert answer.headers["Location"] == f"/dashboard/incidents/{incident.pk}/"
        assert (incident.name, incident.message) == ("Cards refused", "We look.")
        assert (incident.visible, incident.notify, incident.stickied) == (True, True, True)
        assert incident.user_id == mia.user_id
        impact = incident.impacts.get()
        assert (impact.component, impact.status) == (checkout, Status.PARTIAL_OUTAGE)

    def test_a_group_speaks_for_its_members_but_for_those_that_speak_for_themselves(
        self, mias: Client, alice: Actor, website: Component
    ) -> None:
        europe = components.create_group(by=alice, name="Europe")
        search, login = (
            components.create(by=alice, name=name, group_id=europe.pk)
            for name in ("Search", "Login")
        )

        mias.post(NEW, typed() | {f"g{europe.pk}": "major", f"c{login.pk}": "partial"})

        said = dict(Incident.objects.get().impacts.values_list("component", "status"))
        assert said == {search.pk: "major", login.pk: "partial"}

    def test_times_are_read_by_the_clock_of_the_site(self, mias: Client, alice: Actor) -> None:
        site.change(by=alice, time_zone="Asia/Kolkata")

        mias.post(NEW, typed(occurred_at="2026-01-15T10:00"))

        assert f"{Incident.objects.get().occurred_at:%H:%M %Z}" == "04:30 UTC"

    def test_with_a_later_time_it_is_kept_back(self, mias: Client) -> None:
        later = timezone.localtime() + timedelta(days=1)

        mias.post(NEW, typed(published_at=f"{later:%Y-%m-%dT%H:%M}"))

        assert Incident.objects.get().announced_at is None

    def test_sent_twice_it_is_reported_once(self, mias: Client) -> None:
        data = typed(form_key="2b1c8f1e-7a55-4f5e-9a53-111111111111")

        first, second = mias.post(NEW, data), mias.post(NEW, data)

        assert Incident.objects.count() == 1
        assert first.headers["Location"] == second.headers["Location"]

    def test_sent_again_it_says_so_and_leaves_no_draft(self, mias: Client) -> None:
        data = typed(form_key="2b1c8f1e-7a55-4f5e-9a53-555555555555")
        mias.get(mias.post(NEW, data).headers["Location"])

        shown = mias.get(mias.post(NEW, data).headers["Location"]).text

        assert 'data-sent="report">It was reported already' in shown

    def test_refused_it_can_be_sent_again(self, mias: Client) -> None:
        data = typed(form_key="2b1c8f1e-7a55-4f5e-9a53-222222222222")
        mias.post(NEW, data | {"name": "\x01"})

        mias.post(NEW, data)

        assert Incident.objects.count() == 1

    def test_without_scripts_an_empty_text_is_left_to_the_template(
        self, mias: Client, trouble: str
    ) -> None:
        mias.post(NEW, typed(message="", template=trouble) | {"var.region": "Europe"})

        assert Incident.objects.get().message == "Cards are refused in Europe."

    def test_a_place_that_was_filled_in_last_is_in_the_text_all_the_same(
        self, mias: Client, trouble: str
    ) -> None:
        seen = "Cards are refused in Eur."
        data = typed(message=seen, written=seen, template=trouble) | {"var.region": "Europe"}

        mias.post(NEW, data)

        assert Incident.objects.get().message == "Cards are refused in Europe."

    def test_a_text_that_was_changed_by_hand_is_left_alone(
        self, mias: Client, trouble: str
    ) -> None:
        data = typed(message="My words.", written="Its words.", template=trouble)

        mias.post(NEW, data | {"var.region": "Europe"})

        assert Incident.objects.get().message == "My words."

    def test_lines_end_as_they_do_everywhere_but_in_browsers(self, mias: Client) -> None:
        mias.post(NEW, typed(message="One\r\n\r\nTwo"))

        assert Incident.objects.get().message == "One\n\nTwo"


class TestWhatIsWrong:
    @pytest.mark.parametrize(
        ("wrong", "sentence"),
        [
            ({"name": ""}, "This field is required."),
            ({"name": "x" * 501}, "Ensure this value has at most 500 characters"),
            ({"status": "scheduled"}, "Select a valid choice."),
            ({"c999": "major"}, "No component with id 999."),
            ({"c999": "awful"}, "“awful” is no status that a component can be given."),
            ({"occurred_at": "yesterday"}, "Enter a valid date/time."),
            ({"occurred_at": "9999-12-31T23:59"}, "A date lies between 1900 and 2999."),
            ({"template": "none"}, "Select a valid choice."),
        ],
    )
    def test_it_is_said_beside_the_field_and_what_was_typed_stays(
        self, mias: Client, wrong: dict[str, str], sentence: str, trouble: str
    ) -> None:
        answer = mias.post(NEW, typed(message="A text that stays") | wrong)

        assert answer.status_code == 422
        assert sentence in answer.text
        assert "A text that stays" in answer.text
        assert not Incident.objects.exists()

    def test_a_template_says_what_it_asks_for(self, mias: Client, trouble: str) -> None:
        answer = mias.post(NEW, typed(message="", template=trouble))

        assert answer.status_code == 422
        assert "It asks for region." in answer.text

    def test_nothing_is_remembered_of_a_form_that_was_refused(self, mias: Client) -> None:
        key = "2b1c8f1e-7a55-4f5e-9a53-333333333333"

        mias.post(NEW, typed(name="", form_key=key))

        assert cache.get(f"sent:{key}") is None


class TestTheText:
    def test_a_template_writes_it_with_what_was_given_so_far(
        self, mias: Client, trouble: str
    ) -> None:
        data = typed(message="", template=trouble) | {"var.region": "Europe"}

        answer = mias.post(NEW + "text/", data, headers={"HX-Request": "true"})

        assert "Cards are refused in Europe." in answer.text
        assert "<h1>" not in answer.text

    def test_a_template_asks_for_its_variables(self, mias: Client, trouble: str) -> None:
        data = typed(message="", name="", template=trouble)

        answer = mias.post(NEW + "text/", data, headers={"HX-Request": "true"})

        assert 'name="var.region"' in answer.text

    def test_without_scripts_the_whole_screen_comes_back_with_nothing_wrong_yet(
        self, mias: Client, trouble: str
    ) -> None:
        data = typed(name="", template=trouble) | {"var.region": "Europe"}

        answer = mias.post(NEW + "text/", data)

        assert answer.status_code == 200
        assert "<h1>Report an incident</h1>" in answer.text
        assert "Cards are refused in Europe." in answer.text
        assert "errorlist" not in answer.text


class TestWhatWillHappen:
    def foresee(self, client: Client, **fields: str) -> str:
        headers = {"HX-Request": "true"}
        return client.post(NEW + "outlook/", typed() | fields, headers=headers).text

    def test_it_names_the_banner_and_the_components(self, mias: Client, website: Component) -> None:
        shown = self.foresee(mias, **{f"c{website.pk}": "major"})

        assert "Our systems are having a major outage" in shown
        assert "operational → major outage" in shown

    def test_it_counts_who_hears_of_it(
        self, mias: Client, mia: Actor, website: Component, checkout: Component
    ) -> None:
        subscribers.subscribe(by=mia, address="bo@example.com", vouched=True)
        subscribers.subscribe(
            by=mia, address="kim@example.com", components=[checkout.pk], vouched=True
        )

        shown = self.foresee(mias, **{f"c{website.pk}": "major"})

        assert "1 of 2 subscribers: E-mail 1" in shown

    def test_hidden_it_tells_nobody_and_changes_nothing(
        self, mias: Client, mia: Actor, website: Component
    ) -> None:
        subscribers.subscribe(by=mia, address="bo@example.com", vouched=True)

        shown = self.foresee(mias, visible="", **{f"c{website.pk}": "major"})

        assert "All systems operational" in shown
        assert "Nobody, of 1 subscriber." in shown
        assert "The team alone." in shown

    def test_a_statement_without_effect_is_said_to_be_one(
        self, mias: Client, website: Component
    ) -> None:
        shown = self.foresee(mias, **{f"c{website.pk}": "operational"})

        assert "stays operational" in shown

    def test_it_shows_how_the_text_reads(self, mias: Client) -> None:
        shown = self.foresee(mias, message="We **look**.")

        assert "We <strong>look</strong>." in shown


def test_what_is_to_be_written_is_near_although_there_are_many_components(
    mias: Client, alice: Actor
) -> None:
    for number in range(2):
        group = components.create_group(by=alice, name=f"Region {number}", position=number)
        for member in range(10):
            components.create(by=alice, name=f"Part {number}.{member}", group_id=group.pk)

    shown = mias.get(NEW).content.decode()

    assert shown.count('<details class="bunch">') == 2
