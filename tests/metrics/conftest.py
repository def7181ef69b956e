from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine

from signalpost.kernel.actor import Actor
from signalpost.metrics import operations
from signalpost.metrics.models import Metric

NOON = datetime(2025, 5, 14, 12, 0, tzinfo=UTC)


@pytest.fixture
def noon():
    """It is noon, and stays so."""
    with time_machine.travel(NOON, tick=False):
        yield NOON


@pytest.fixture
def latency(alice: Actor) -> Metric:
    """An average, in milliseconds."""
    return operations.create(by=alice, name="Latency", suffix="ms", calculation="average")


@pytest.fixture
def orders(alice: Actor) -> Metric:
    """A sum."""
    return operations.create(by=alice, name="Orders", suffix="orders")
