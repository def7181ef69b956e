"""The responder's screens ask the database the same few times, however much there is."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from signalpost.components import operations as components
from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus as Status
from signalpost.incidents import operations as incidents
from signalpost.incidents.models import Incident
from signalpost.incidents.statuses import IncidentStatus
from signalpost.kernel.actor import Actor
from tests.dashboard.conftest import Browser
from tests.scenes.addresses import SETTINGS

MOST = 20


@pytest.fixture
def much(alice: Actor) -> Incident:
    """Groups of components, and incidents that touch all of them; the last of these."""
    for number in range(3):
        group = components.create_group(by=alice, name=f"Region {number}", position=number)
        for member in range(4):
            components.create(by=alice, name=f"Part {member}", group_id=group.pk)
    everything = dict.fromkeys(Component.objects.values_list("pk", flat=True), Status.MAJOR_OUTAGE)
    for number in range(5):
        last = incidents.report(by=alice, name=f"No {number}", message="", impacts=everything)
        for _ in range(3):
            incidents.post_update(
                last.pk, by=alice, status=IncidentStatus.IDENTIFIED, message="We know."
            )
    return last


@pytest.mark.parametrize(
    "path",
    [
        "",
        "incidents/",
        "incidents/new/",
        "incidents/{}/",
        "incidents/{}/edit/",
        "incidents/{}/update/",
        "incidents/{}/delete/",
        "templates/",
        "subscribers/",
        "subscribers/new/",
        "subscribers/import/",
        "components/",
        "maintenance/",
        "metrics/",
        "audit/",
        "team/",
        "tokens/",
        "profile/",
        *(f"settings/{screen}" for screen in SETTINGS),
    ],
)
def test_a_screen_asks_few_times(
    browser: Browser, alice: Actor, much: Incident, path: str, django_assert_max_num_queries: Any
) -> None:
    client: Client = browser(alice)

    with django_assert_max_num_queries(MOST):
        answer = client.get(f"/dashboard/{path.format(much.pk)}")

    assert answer.status_code == 200


@pytest.mark.parametrize("path", ["incidents/new/outlook/", "incidents/{}/update/outlook/"])
def test_so_does_what_will_happen(
    browser: Browser, mia: Actor, much: Incident, path: str, django_assert_max_num_queries: Any
) -> None:
    client: Client = browser(mia)
    said = {"name": "More", "status": "fixed", "visible": "on", "notify": "on", "as_of": "1"}

    with django_assert_max_num_queries(MOST):
        answer = client.post(f"/dashboard/{path.format(much.pk)}", said)

    assert answer.status_code == 200
