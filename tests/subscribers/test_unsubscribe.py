from __future__ import annotations

import pytest

from signalpost.components.models import Component
from signalpost.events.models import Event
from signalpost.kernel.actor import GUEST, Actor
from signalpost.kernel.errors import NotFound
from signalpost.subscribers import operations
from signalpost.subscribers.models import Subscriber, Subscription


def test_the_address_and_what_it_follows_are_forgotten(mia: Actor, website: Component) -> None:
    chosen = operations.subscribe(by=mia, address="kim@example.com", components=[website.pk])

    operations.unsubscribe(chosen.pk, by=GUEST)

    assert not Subscriber.objects.exists()
    assert not Subscription.objects.exists()


def test_the_book_remembers_that_somebody_left_and_not_who(bo: Subscriber) -> None:
    subscriber_id = bo.pk

    operations.unsubscribe(bo.pk, by=GUEST)

    event = Event.objects.get(kind="subscriber.unsubscribed")
    assert (event.subject_id, event.facts) == (
        subscriber_id,
        {"channel": "email", "hint": "b…@example.com"},
    )


def test_who_left_may_come_back(bo: Subscriber, mia: Actor) -> None:
    operations.unsubscribe(bo.pk, by=mia)

    assert operations.subscribe(by=mia, address="bo@example.com").pk != bo.pk


def test_who_is_not_there_cannot_leave(db: None) -> None:
    with pytest.raises(NotFound):
        operations.unsubscribe(7, by=GUEST)
