from __future__ import annotations

from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus
from signalpost.incidents import operations as incidents
from signalpost.kernel.actor import Actor
from signalpost.metrics import operations as metrics
from signalpost.overview import snapshot
from signalpost.page import listing


def test_a_new_point_does_not_draw_the_components_anew(alice: Actor, website: Component) -> None:
    metric = metrics.create(by=alice, name="Latency", suffix="ms")
    before = listing.drawn(snapshot.current())

    metrics.add_point(metric.pk, by=alice, value=1)

    assert listing.drawn(snapshot.current()) is before


def test_a_status_does(alice: Actor, website: Component) -> None:
    listing.drawn(snapshot.current())

    incidents.state_component(website.pk, by=alice, status=ComponentStatus.MAJOR_OUTAGE)

    assert "Major outage" in listing.drawn(snapshot.current())
