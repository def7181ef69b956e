from __future__ import annotations

import pytest
from django.test import Client

from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus as Status
from signalpost.events import log
from signalpost.incidents import operations
from signalpost.incidents.models import Incident
from signalpost.kernel.actor import Actor
from tests.dashboard.conftest import Browser


@pytest.fixture
def mias(browser: Browser, mia: Actor) -> Client:
    return browser(mia)


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
