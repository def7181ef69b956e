from __future__ import annotations

from datetime import timedelta

import time_machine
from django.utils import timezone, translation

from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus
from signalpost.incidents import operations as incidents
from signalpost.kernel.actor import Actor
from signalpost.overview import snapshot
from signalpost.page import rows


def row() -> str:
    [component] = snapshot.build().components
    return rows.row(component)


def test_a_row_is_drawn_once_while_it_shows_the_same(website: Component) -> None:
    noon = timezone.now().replace(hour=12) + timedelta(days=1)
    with time_machine.travel(noon):
        first = row()

    with time_machine.travel(noon + timedelta(minutes=1)):
        assert row() is first


def test_it_follows_an_outage_that_goes_on(website: Component, alice: Actor) -> None:
    incidents.state_component(website.pk, by=alice, status=ComponentStatus.MAJOR_OUTAGE)
    first = row()

    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        assert row() != first


def test_each_language_has_its_own(website: Component) -> None:
    row()

    with translation.override("de"):
        assert "Heute" in row()
