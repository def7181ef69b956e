from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from signalpost import __version__
from signalpost.components import operations as components
from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus as Status
from signalpost.incidents import operations as incidents
from signalpost.incidents.statuses import IncidentStatus
from signalpost.kernel.actor import Actor
from signalpost.site import operations as site
from tests.cachet_api.conftest import Api, data, meta

FINE = {"status": "success", "message": "System operational"}
ALL_FINE = {"status": "success", "message": "All systems are operational"}
TROUBLE = {"status": "info", "message": "The system is experiencing issues"}
SOME_TROUBLE = {"status": "info", "message": "Some systems are experiencing issues"}
DANGER = {"status": "danger", "message": "The system is experiencing major issues"}
SOME_DANGER = {"status": "danger", "message": "Some systems are experiencing major issues"}


def test_ping_answers_pong(guest: Api) -> None:
    response = guest.get("/ping")

    assert response.content == b'{"data":"Pong!"}'


def test_the_version_is_our_own_and_always_the_latest_we_know_of(guest: Api) -> None:
    response = guest.get("/version")

    assert data(response) == __version__
    assert meta(response) == {
        "on_latest": True,
        "latest": {"tag_name": f"v{__version__}", "prelease": False, "draft": False},
    }
    assert response.content.startswith(b'{"meta":')


def test_an_empty_site_is_operational(guest: Api) -> None:
    assert data(guest.get("/status")) == FINE


def test_one_operational_component_is_spoken_of_as_the_system(
    guest: Api, website: Component
) -> None:
    assert data(guest.get("/status")) == FINE


def test_two_operational_components_are_spoken_of_as_all_systems(
    guest: Api, website: Component, checkout: Component
) -> None:
    assert data(guest.get("/status")) == ALL_FINE


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (Status.UNKNOWN, TROUBLE),
        (Status.PERFORMANCE_ISSUES, TROUBLE),
        (Status.PARTIAL_OUTAGE, TROUBLE),
        (Status.MAJOR_OUTAGE, DANGER),
    ],
)
def test_the_only_component_decides(
    guest: Api, website: Component, alice: Actor, status: Status, expected: dict[str, str]
) -> None:
    incidents.state_component(website.pk, by=alice, status=status)

    assert data(guest.get("/status")) == expected


def test_half_of_the_components_in_major_outage_are_danger(
    guest: Api, website: Component, checkout: Component, alice: Actor
) -> None:
    incidents.state_component(website.pk, by=alice, status=Status.MAJOR_OUTAGE)

    assert data(guest.get("/status")) == SOME_DANGER


def test_less_than_the_sites_share_in_major_outage_is_trouble(
    guest: Api, website: Component, checkout: Component, alice: Actor
) -> None:
    site.change(by=alice, cachet_major_outage_rate=51)
    incidents.state_component(website.pk, by=alice, status=Status.MAJOR_OUTAGE)

    assert data(guest.get("/status")) == SOME_TROUBLE


def test_disabled_components_do_not_count(guest: Api, website: Component, alice: Actor) -> None:
    incidents.state_component(website.pk, by=alice, status=Status.MAJOR_OUTAGE, enabled=False)

    assert data(guest.get("/status")) == FINE


def test_a_component_in_a_hidden_group_counts_for_the_team_alone(
    guest: Api, api: Api, website: Component, alice: Actor
) -> None:
    hidden = components.create_group(by=alice, name="Inside", visible=False)
    incidents.state_component(website.pk, by=alice, status=Status.MAJOR_OUTAGE, group_id=hidden.pk)

    assert data(guest.get("/status")) == FINE
    assert data(api.get("/status")) == DANGER


def test_a_key_for_metrics_alone_gets_the_guests_view(
    measuring: Api, website: Component, alice: Actor
) -> None:
    hidden = components.create_group(by=alice, name="Inside", visible=False)
    incidents.state_component(website.pk, by=alice, status=Status.MAJOR_OUTAGE, group_id=hidden.pk)

    assert data(measuring.get("/status")) == FINE


@pytest.mark.parametrize("visible", [True, False])
def test_an_unresolved_incident_is_trouble_whether_visible_or_not(
    guest: Api, website: Component, alice: Actor, visible: bool
) -> None:
    incidents.report(by=alice, name="Slow", message="…", visible=visible)

    assert data(guest.get("/status")) == TROUBLE


def test_an_incident_under_embargo_does_not_count(guest: Api, alice: Actor) -> None:
    tomorrow = timezone.now() + timedelta(days=1)
    incidents.report(by=alice, name="Slow", message="…", published_at=tomorrow)

    assert data(guest.get("/status")) == FINE


def test_a_deleted_incident_does_not_count(guest: Api, alice: Actor) -> None:
    slow = incidents.report(by=alice, name="Slow", message="…")
    incidents.delete(slow.pk, by=alice)

    assert data(guest.get("/status")) == FINE


def test_an_incident_whose_newest_update_is_fixed_counts_as_resolved(
    guest: Api, alice: Actor
) -> None:
    slow = incidents.report(by=alice, name="Slow", message="…")
    incidents.post_update(slow.pk, by=alice, status=IncidentStatus.FIXED, message="Done.")
    incidents.edit(slow.pk, by=alice, status=IncidentStatus.WATCHING)

    assert data(guest.get("/status")) == FINE


def test_an_incident_that_is_fixed_itself_counts_as_resolved(guest: Api, alice: Actor) -> None:
    slow = incidents.report(by=alice, name="Slow", message="…")
    incidents.post_update(slow.pk, by=alice, status=IncidentStatus.WATCHING, message="Better.")
    incidents.edit(slow.pk, by=alice, status=IncidentStatus.FIXED)

    assert data(guest.get("/status")) == FINE


def test_guests_may_keep_the_status_for_half_a_minute(guest: Api) -> None:
    assert guest.get("/status")["Cache-Control"].startswith("max-age=30, public")


def test_they_stay_open_where_the_site_asks_everyone_for_a_token(guest: Api, alice: Actor) -> None:
    site.change(by=alice, always_authenticate=True)

    assert [guest.get(path).status_code for path in ("/ping", "/version", "/status")] == [200] * 3
