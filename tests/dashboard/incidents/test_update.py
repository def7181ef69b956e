"""Posting an update from the dashboard."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from signalpost.components import operations as components
from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus as Status
from signalpost.incidents import operations, templates
from signalpost.incidents.models import Incident, Update
from signalpost.incidents.statuses import IncidentStatus
from signalpost.kernel.actor import Actor


def typed(version: int, **fields: Any) -> dict[str, Any]:
    return {"status": "identified", "message": "We know.", "as_of": version} | fields


def path(incident: Incident, rest: str = "") -> str:
    return f"/dashboard/incidents/{incident.pk}/update/{rest}"


def test_it_says_what_was_typed(
    mias: Client, mia: Actor, slow: Incident, version: int, website: Component
) -> None:
    answer = mias.post(path(slow), typed(version, **{f"c{website.pk}": "performance"}))

    update = Update.objects.get()
    assert answer.headers["Location"] == f"/dashboard/incidents/{slow.pk}/"
    assert (update.status, update.message) == ("identified", "We know.")
    assert update.user_id == mia.user_id
    assert slow.impacts.open().get().status == Status.PERFORMANCE_ISSUES


def test_sent_twice_it_is_posted_once(mias: Client, slow: Incident, version: int) -> None:
    data = typed(version, form_key="2b1c8f1e-7a55-4f5e-9a53-444444444444")

    first, second = mias.post(path(slow), data), mias.post(path(slow), data)

    assert Update.objects.count() == 1
    assert first.headers["Location"] == second.headers["Location"]


def test_a_group_speaks_for_those_that_are_shown_in_it_and_not_for_the_incidents_own(
    mias: Client, alice: Actor, slow: Incident, version: int, website: Component
) -> None:
    europe = components.create_group(by=alice, name="Europe")
    operations.state_component(website.pk, by=alice, group_id=europe.pk)
    search = components.create(by=alice, name="Search", group_id=europe.pk)

    mias.post(path(slow), typed(version, **{f"g{europe.pk}": "major"}))

    said = dict(slow.impacts.open().values_list("component", "status"))
    assert said == {website.pk: Status.PARTIAL_OUTAGE, search.pk: Status.MAJOR_OUTAGE}


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"message": " "}, "The message is required."),
        ({"status": "scheduled"}, "Select a valid choice."),
        ({"c999": "major"}, "No component with id 999."),
        ({"as_of": "yesterday"}, "Open this screen anew"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_posted(
    mias: Client, slow: Incident, version: int, wrong: dict[str, str], sentence: str
) -> None:
    answer = mias.post(path(slow), typed(version) | wrong)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert not Update.objects.exists()


def test_the_incidents_own_components_stand_first_with_what_they_are_now(
    mias: Client, slow: Incident, checkout: Component, website: Component
) -> None:
    shown = mias.get(path(slow)).text

    assert shown.index("In this incident") < shown.index("Partial outage")
    assert shown.index(f'name="c{website.pk}"') < shown.index(f'name="c{checkout.pk}"')


def test_under_embargo_it_foresees_what_the_incident_has_said_so_far(
    mias: Client, alice: Actor, slow: Incident
) -> None:
    operations.edit(slow.pk, by=alice, published_at=timezone.now() + timedelta(days=1))

    assert "operational → partial outage" in mias.get(path(slow)).text


def test_a_template_writes_its_text_here_too(
    mias: Client, alice: Actor, slow: Incident, version: int
) -> None:
    slug = templates.create(by=alice, name="Provider", text="It is {{ whose }}.").slug
    data = typed(version, message="", template=slug) | {"var.whose": "our provider"}

    answer = mias.post(path(slow, "text/"), data, headers={"HX-Request": "true"})

    assert "It is our provider." in answer.text


class TestFixed:
    def foresee(self, client: Client, incident: Incident, version: int, **fields: str) -> str:
        data = typed(version, status="fixed") | fields
        return client.post(path(incident, "outlook/"), data, headers={"HX-Request": "true"}).text

    def test_it_lets_all_of_its_components_go_and_says_so_before(
        self, mias: Client, slow: Incident, version: int
    ) -> None:
        shown = self.foresee(mias, slow, version)

        mias.post(path(slow), typed(version, status="fixed"))

        assert "partial outage → operational" in shown
        assert "All systems operational" in shown
        assert not slow.impacts.open().exists()

    def test_what_letting_go_would_leave_amiss_can_be_set_right_with_it(
        self, mias: Client, alice: Actor, slow: Incident, website: Component
    ) -> None:
        operations.state_component(website.pk, by=alice, status=Status.PERFORMANCE_ISSUES)
        worse = {website.pk: Status.MAJOR_OUTAGE}
        operations.edit(slow.pk, by=alice, impacts=worse)
        shown = mias.get(path(slow)).text
        version = mias.get(path(slow)).context["form"]["as_of"].value()
        foreseen = self.foresee(mias, slow, version, all_well="on")

        mias.post(path(slow), typed(version, status="fixed", all_well="on"))

        website.refresh_from_db()
        assert "Set Website to operational, too" in shown
        assert "major outage → operational" in foreseen
        assert website.status == Status.OPERATIONAL

    def test_nothing_is_asked_where_letting_go_is_enough(
        self, mias: Client, slow: Incident
    ) -> None:
        assert "to operational, too" not in mias.get(path(slow)).text

    def test_a_hidden_incident_changes_nothing_that_anyone_sees(
        self, mias: Client, alice: Actor, slow: Incident
    ) -> None:
        operations.edit(slow.pk, by=alice, visible=False)
        version = mias.get(path(slow)).context["form"]["as_of"].value()

        shown = self.foresee(mias, slow, version)

        assert "None changes." in shown
        assert "The team alone." in shown


def test_a_deleted_incident_is_not_there(
    mias: Client, alice: Actor, slow: Incident, version: int
) -> None:
    operations.delete(slow.pk, by=alice)

    answer = mias.post(path(slow), typed(version))

    assert answer.status_code == 404
    assert slow.status == IncidentStatus.INVESTIGATING
