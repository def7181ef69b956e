"""One noon, at which visitors look."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from signalpost.kernel.actor import Actor

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def clock(alice: Actor) -> Iterator[time_machine.Traveller]:
    """It is NOON, and stays so until it is moved."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller
