from __future__ import annotations

import pytest

from signalpost.components import operations
from signalpost.components.models import Component, Tag
from signalpost.events.models import Event
from signalpost.kernel.actor import GUEST, Actor
from signalpost.kernel.errors import NotFound


def test_a_deleted_component_is_seen_by_nobody_and_still_a_row(
    website: Component, alice: Actor
) -> None:
    operations.delete(website.pk, by=alice)

    assert not Component.objects.seen_by(alice).exists()
    assert not Component.objects.seen_by(GUEST).exists()
    assert Component.objects.get().name == "Website"


def test_its_tags_let_go_of_it(alice: Actor) -> None:
    component = operations.create(by=alice, name="API", tags=["edge"])

    operations.delete(component.pk, by=alice)

    assert not Tag.objects.get().components.exists()


def test_it_is_written_in_the_book(website: Component, alice: Actor) -> None:
    operations.delete(website.pk, by=alice)

    assert Event.objects.get(kind="component.deleted").facts == {"name": "Website"}


def test_it_goes_once(website: Component, alice: Actor) -> None:
    operations.delete(website.pk, by=alice)

    with pytest.raises(NotFound):
        operations.delete(website.pk, by=alice)

    assert Event.objects.filter(kind="component.deleted").count() == 1
