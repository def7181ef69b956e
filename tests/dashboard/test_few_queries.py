"""The responder's screens ask the database the same few times, however much there is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from signalpost.components import operations as components
from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus as Status
from signalpost.incidents import operations as incidents
from signalpost.incidents.models import Incident
from signalpost.incidents.statuses import IncidentStatus
from signalpost.kernel.actor import Actor
from signalpost.overview import snapshot
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


SCREENS = [
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
]

PREVIEWS = (
    "incidents/new/outlook/",
    "incidents/{}/update/outlook/",
    "incidents/{}/edit/outlook/",
    "maintenance/new/preview/",
)


def test_each_screen_asks_few_times(browser: Browser, alice: Actor, much: Incident) -> None:
    client: Client = browser(alice)
    snapshot.current()  # Home shows a figure of it; it is made once, for visitors and the team

    asked = {path: _asked(client.get, path.format(much.pk)) for path in SCREENS}

    assert {path: times for path, times in asked.items() if times > MOST} == {}


def test_so_does_what_will_happen(browser: Browser, mia: Actor, much: Incident) -> None:
    client: Client = browser(mia)
    said = {"name": "More", "status": "fixed", "visible": "on", "notify": "on", "as_of": "1"}

    asked = {path: _asked(client.post, path.format(much.pk), said) for path in PREVIEWS}

    assert {path: times for path, times in asked.items() if times > MOST} == {}


def _asked(send: Callable[..., HttpResponse], path: str, *given: Any) -> int:
    """How often an address asks the database for its answer."""
    with CaptureQueriesContext(connection) as asked:
        answer = send(f"/dashboard/{path}", *given)
    assert answer.status_code == 200, path
    return len(asked)
