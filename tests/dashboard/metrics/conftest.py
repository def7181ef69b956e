from __future__ import annotations

import pytest
from django.test import Client

from signalpost.kernel.actor import Actor
from signalpost.metrics import operations
from signalpost.metrics.models import Metric

LIST = "/dashboard/metrics/"


@pytest.fixture
def latency(alice: Actor) -> Metric:
    """An average, in milliseconds."""
    return operations.create(
        by=alice, name="Latency", suffix="ms", calculation="average", position=4
    )


def address(metric: Metric, rest: str = "") -> str:
    return f"{LIST}{metric.pk}/{rest}"


def as_shown(client: Client, path: str) -> dict[str, str]:
    """What the form at this address would send if nothing was touched."""
    form = client.get(path).context["form"]
    values = {name: str(form[name].value()) for name in form.fields}
    return {
        name: str(value)
        for name, value in values.items()
        if value is not None and value is not False
    }
