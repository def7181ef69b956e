"""Many who ask for one address at the same time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from signalpost.events.models import Event
from signalpost.kernel.actor import GUEST
from signalpost.subscribers import operations
from signalpost.subscribers.models import Subscriber

ASKING = 8


@pytest.mark.django_db(transaction=True)
def test_one_address_is_one_subscriber_whoever_was_first() -> None:
    with ThreadPoolExecutor(ASKING) as threads:
        found = list(threads.map(_subscribe, range(ASKING)))

    assert found == [Subscriber.objects.get().pk] * ASKING
    assert Event.objects.filter(kind="subscriber.subscribed").count() == 1


def _subscribe(place: int) -> int:
    address = "bo@example.com" if place % 2 else "BO@example.com"
    try:
        return operations.subscribe(by=GUEST, address=address).pk
    finally:
        connection.close()
