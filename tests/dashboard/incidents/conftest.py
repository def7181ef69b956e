from __future__ import annotations

import pytest

from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus as Status
from signalpost.events import log
from signalpost.incidents import operations
from signalpost.incidents.models import Incident
from signalpost.kernel.actor import Actor


@pytest.fixture
def slow(alice: Actor, website: Component) -> Incident:
    """An open incident that says the website is partly out."""
    return operations.report(
        by=alice, name="Slow", message="We look.", impacts={website.pk: Status.PARTIAL_OUTAGE}
    )


@pytest.fixture
def version(slow: Incident) -> int:
    """Of the book, as forms carry it that were opened after the report."""
    return log.version()
