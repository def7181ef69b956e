from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from signalpost.components import operations as components
from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus as Status
from signalpost.incidents import operations
from signalpost.incidents.models import Incident
from signalpost.kernel.actor import Actor
from tests.incidents.stage import NOON, Stage


@pytest.fixture
def slow(alice: Actor, website: Component) -> Incident:
    """An open incident that says the website is slow."""
    return operations.report(
        by=alice, name="Slow", message="We look.", impacts={website.pk: Status.PERFORMANCE_ISSUES}
    )


@pytest.fixture
def stage(alice: Actor, mia: Actor, probe: Actor) -> Iterator[Stage]:
    with time_machine.travel(NOON, tick=False) as clock:
        yield Stage(clock, mia, probe, components.create(by=alice, name="Website"))
