from __future__ import annotations

from django.utils import translation
from django.utils.safestring import SafeString

from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus
from signalpost.incidents import operations as incidents
from signalpost.kernel.actor import Actor
from signalpost.metrics import operations as metrics
from signalpost.overview import snapshot
from signalpost.page import rendering


def group() -> SafeString:
    """Drawn for a visitor who comes now."""
    seen = snapshot.current()
    return rendering.render_once("page/_group.html", seen, lambda: {"group": seen.groups[0]})


def test_a_new_point_does_not_draw_a_piece_anew(alice: Actor, website: Component) -> None:
    metric = metrics.create(by=alice, name="Latency", suffix="ms")
    before = group()

    metrics.add_point(metric.pk, by=alice, value=1)

    assert group() is before


def test_a_status_does(alice: Actor, website: Component) -> None:
    group()

    incidents.state_component(website.pk, by=alice, status=ComponentStatus.MAJOR_OUTAGE)

    assert "Major outage" in group()


def test_another_language_does(website: Component) -> None:
    group()

    with translation.override("de"):
        assert "Heute" in group()
