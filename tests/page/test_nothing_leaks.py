"""What visitors may not see, looked for at every address that is theirs."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import URLPattern
from django.utils import timezone

from signalpost.cachet_api.api import Resource
from signalpost.cachet_api.urls import urlpatterns as api
from signalpost.components import operations as components
from signalpost.components.statuses import ComponentStatus
from signalpost.incidents import operations as incidents
from signalpost.incidents.statuses import IncidentStatus
from signalpost.kernel.actor import Actor
from signalpost.maintenance import operations as maintenance
from signalpost.metrics import operations as metrics
from signalpost.metrics.choices import Visibility
from signalpost.page.urls import urlpatterns as page
from signalpost.subscribers import operations as subscribers

SECRET = "zebrafish"
_PART = re.compile(r"<\w+:(\w+)>")
#: What is not named after a row.
PARTS = {
    "view": "today",
    "digest": "0123456789abcdef",
    "state": "major",
    "name": "cachet-icon",
    "kind": "png",
}


@pytest.fixture
def hidden(alice: Actor) -> dict[str, int]:
    """One of each thing that visitors may not see, by the name that addresses have for its id."""
    now = timezone.now()
    group = components.create_group(by=alice, name=f"{SECRET} group", visible=False)
    component = components.create(
        by=alice, name=f"{SECRET} component", description=SECRET, enabled=False, tags=[SECRET]
    )
    incident = incidents.report(
        by=alice,
        name=f"{SECRET} incident",
        message=SECRET,
        visible=False,
        impacts={component.pk: ComponentStatus.MAJOR_OUTAGE},
    )
    update = incidents.post_update(
        incident.pk, by=alice, status=IncidentStatus.IDENTIFIED, message=f"{SECRET} update"
    )
    incidents.report(
        by=alice, name=f"{SECRET} embargo", message=SECRET, published_at=now + timedelta(days=1)
    )
    window = maintenance.plan(
        by=alice,
        name=f"{SECRET} window",
        starts_at=now + timedelta(days=1),
        ends_at=now + timedelta(days=2),
        visible=False,
    )
    maintenance.post_update(window.pk, by=alice, message=f"{SECRET} news")
    metric = metrics.create(
        by=alice, name=f"{SECRET} metric", suffix=SECRET, visibility=Visibility.NOBODY
    )
    metrics.add_point(metric.pk, by=alice, value=1)
    subscriber = subscribers.subscribe(by=alice, address=f"{SECRET}@example.com")
    return {
        "group_id": group.pk,
        "component_id": component.pk,
        "incident_id": incident.pk,
        "update_id": update.pk,
        "window_id": window.pk,
        "schedule_id": window.pk,
        "metric_id": metric.pk,
        "subscriber_id": subscriber.pk,
        "subscription_id": 1,
    }


def addresses(patterns: list[URLPattern], root: str) -> list[str]:
    return [
        root + str(one.pattern)
        for one in patterns
        if not isinstance(one.callback, Resource) or "GET" in one.callback.verbs
        # Message templates are anybody's to read (contract 3.7).
        if "templates" not in str(one.pattern)
    ]


PUBLIC = [
    *addresses(page, "/"),
    *addresses([one for one in api if isinstance(one, URLPattern)], "/api/v1/"),
    f"/history?q={SECRET[:4]}",
]


@pytest.mark.parametrize("address", PUBLIC)
def test_a_guest_is_told_of_nothing_that_is_hidden(
    client: Client, northwind: object, hidden: dict[str, int], address: str
) -> None:
    parts = PARTS | {name: str(pk) for name, pk in hidden.items()}
    path = _PART.sub(lambda part: parts[part[1]], address)

    answer = client.get(path)

    told = b"".join(answer) if answer.streaming else answer.content
    assert SECRET.encode() not in told.replace(path.encode(), b"")
    is_of_a_row = any(part in hidden for part in _PART.findall(address))
    if is_of_a_row:
        # The addresses that Cachet had lead on before anything is looked up.
        assert answer.status_code in (301, 401, 404)


@pytest.mark.parametrize("of", ["components", "incidents", "schedules", "metrics", "subscribers"])
def test_the_team_finds_it_there(
    client: Client, northwind: object, hidden: dict[str, int], token: str, of: str
) -> None:
    answer = client.get(f"/api/v1/{of}", headers={"X-Cachet-Token": token})

    assert SECRET in answer.text
