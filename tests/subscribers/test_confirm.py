from __future__ import annotations

import pytest

from signalpost.events.models import Event
from signalpost.kernel.actor import GUEST, Actor
from signalpost.kernel.errors import NotFound
from signalpost.subscribers import operations
from signalpost.subscribers.models import Subscriber


def test_an_address_confirms_itself(bo: Subscriber) -> None:
    operations.confirm(bo.pk, by=GUEST)

    bo.refresh_from_db()
    assert bo.verified_at is not None


def test_a_member_vouches_for_it_in_the_book(bo: Subscriber, mia: Actor) -> None:
    operations.confirm(bo.pk, by=mia)

    event = Event.objects.get(kind="subscriber.confirmed")
    assert (event.actor_name, event.facts["hint"]) == ("mia", "b…@example.com")


def test_it_is_confirmed_once(bo: Subscriber) -> None:
    first = operations.confirm(bo.pk, by=GUEST).verified_at

    assert operations.confirm(bo.pk, by=GUEST).verified_at == first
    assert Event.objects.filter(kind="subscriber.confirmed").count() == 1


def test_who_is_not_there_cannot_confirm(db: None) -> None:
    with pytest.raises(NotFound):
        operations.confirm(7, by=GUEST)
