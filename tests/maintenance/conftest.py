"""One evening: what is planned here is planned at NOON for the hours after it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from signalpost.kernel.actor import Actor
from signalpost.maintenance import operations
from signalpost.maintenance.models import Window

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)

Plan = Callable[..., Window]


@pytest.fixture
def clock(alice: Actor) -> Iterator[time_machine.Traveller]:
    """It is NOON, and stays so until it is moved."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def planned(clock: time_machine.Traveller, alice: Actor) -> Plan:
    """Plans a window, from 13:00 to 14:00 unless it is told otherwise."""

    def plan(**values: Any) -> Window:
        times = {"starts_at": NOON + HOUR, "ends_at": NOON + 2 * HOUR}
        return operations.plan(by=alice, **({"name": "Database upgrade"} | times | values))

    return plan
