"""Every route of the door with a world in which it finds something, drawn from its own table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from signalpost.cachet_api.api import Resource, Verb
from signalpost.cachet_api.fields import Field, Form
from signalpost.cachet_api.subscribers import paired
from signalpost.cachet_api.urls import urlpatterns
from signalpost.components import operations as components
from signalpost.components.models import Component
from signalpost.incidents import operations as incidents
from signalpost.incidents import templates
from signalpost.incidents.statuses import IncidentStatus
from signalpost.kernel.actor import Actor
from signalpost.kernel.unset import UNSET
from signalpost.maintenance import operations as maintenance
from signalpost.metrics import operations as metrics
from signalpost.subscribers import operations as subscribers

_ID = re.compile(r"<id:(\w+)>")


@dataclass(frozen=True)
class Route:
    method: str
    path: str
    verb: Verb

    def __str__(self) -> str:
        return f"{self.method} {_ID.sub('{id}', self.path)}"

    @property
    def has_id(self) -> bool:
        return bool(_ID.search(self.path))

    def address(self, world: dict[str, int]) -> str:
        """With the ids of what the world holds."""
        return _ID.sub(lambda name: str(world[name[1]]), f"/{self.path}")


def all_routes() -> Iterator[Route]:
    """Without the second address that metrics have: its routes are the same objects."""
    for pattern in urlpatterns:
        is_second = str(pattern.pattern).startswith("incidents/metrics")
        if isinstance(pattern.callback, Resource) and not is_second:
            for method, verb in pattern.callback.verbs.items():
                yield Route(method, str(pattern.pattern), verb)


ROUTES = list(all_routes())
WRITES = [route for route in ROUTES if route.method in ("POST", "PUT")]
LISTS = [route for route in ROUTES if route.method == "GET" and route.verb.query]


def build(alice: Actor, website: Component) -> dict[str, int]:
    """One of each thing, by the names that routes give their ids."""
    group = components.create_group(by=alice, name="Sites")
    incident = incidents.report(by=alice, name="Slow", message="…")
    update = incidents.post_update(
        incident.pk, by=alice, status=IncidentStatus.IDENTIFIED, message="Found."
    )
    template = templates.create(by=alice, name="Outage", text="Hello {{ name }}")
    window = maintenance.plan(by=alice, name="Upgrade", starts_at=timezone.now())
    metric = metrics.create(by=alice, name="Latency", suffix="ms", default_value=0)
    point = metrics.add_point(metric.pk, by=alice, value=1)
    subscriber = subscribers.subscribe(
        by=alice, address="bo@example.com", components={website.pk}, vouched=True
    )
    return {
        "component_id": website.pk,
        "group_id": group.pk,
        "incident_id": incident.pk,
        "update_id": update.pk,
        "template_id": template.pk,
        "window_id": window.pk,
        "metric_id": metric.pk,
        "point_id": point.pk,
        "subscriber_id": subscriber.pk,
        "subscription_id": paired(subscriber.pk, website.pk),
    }


#: A right value for each field that some form requires.
RIGHT: dict[str, Any] = {
    "name": "Name",
    "status": 1,
    "message": "…",
    "template": "Hello",
    "suffix": "ms",
    "default_value": 0,
    "value": 1.5,
    "points": [{"value": 1}],
    "scheduled_at": "2030-01-31 18:30",
    "email": "eve@example.com",
    "component_id": 1,
    "component_status": 1,
}


def right(form: Form, *, beside: Field | None = None) -> dict[str, Any]:
    """What a form needs, or needs besides one field for that field alone to be wrong."""
    return {
        field.name: RIGHT[field.name]
        for field in form
        if field is not beside
        and (
            (field.required and field.default is UNSET)
            or (beside and field.required_with == beside.name)
        )
    }
