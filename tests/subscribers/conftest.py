from __future__ import annotations

import pytest

from signalpost.components import operations as components
from signalpost.components.models import Component, Group
from signalpost.kernel.actor import Actor
from signalpost.subscribers import operations
from signalpost.subscribers.models import Subscriber


@pytest.fixture
def europe(alice: Actor) -> Group:
    return components.create_group(by=alice, name="Europe")


@pytest.fixture
def search(alice: Actor, europe: Group) -> Component:
    return components.create(by=alice, name="Search", group_id=europe.pk)


@pytest.fixture
def login(alice: Actor, europe: Group) -> Component:
    return components.create(by=alice, name="Login", group_id=europe.pk)


@pytest.fixture
def bo(mia: Actor) -> Subscriber:
    """Follows everything."""
    return operations.subscribe(by=mia, address="bo@example.com")
