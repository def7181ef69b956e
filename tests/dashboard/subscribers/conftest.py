from __future__ import annotations

import pytest

from signalpost.components import operations as components
from signalpost.components.models import Component, Group
from signalpost.kernel.actor import Actor
from signalpost.subscribers import operations
from signalpost.subscribers.models import Subscriber

ALL = "/dashboard/subscribers/"


@pytest.fixture
def europe(alice: Actor) -> Group:
    return components.create_group(by=alice, name="Europe")


@pytest.fixture
def search(alice: Actor, europe: Group) -> Component:
    return components.create(by=alice, name="Search", group_id=europe.pk)


@pytest.fixture
def bo(mia: Actor) -> Subscriber:
    """Follows everything, and has not confirmed."""
    return operations.subscribe(by=mia, address="bo@example.com")


@pytest.fixture
def kim(mia: Actor, website: Component, europe: Group) -> Subscriber:
    """Follows a component and a group, and is confirmed."""
    return operations.subscribe(
        by=mia,
        address="kim@example.org",
        components=[website.pk],
        groups=[europe.pk],
        vouched=True,
    )
