"""Many who ask for one address at the same time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from signalpost.events.models import Event
from signalpost.kernel.actor import GUEST
from signalpost.subscribers import operations
from signalpost.subscribers.entry import Entry
from signalpost.subscribers.models import Subscriber

ASKING = 8


@pytest.mark.django_db(transaction=True)
def test_one_address_is_one_subscriber_whoever_was_first() -> None:
    with ThreadPoolExecutor(ASKING) as threads:
        found = list(threads.map(_subscribe, range(ASKING)))

    assert found == [Subscriber.objects.get().pk] * ASKING
    assert Event.objects.filter(kind="subscriber.subscribed").count() == 1


@pytest.mark.django_db(transaction=True)
def test_lists_that_have_addresses_in_common_add_each_of_them_once() -> None:
    with ThreadPoolExecutor(ASKING) as threads:
        done = list(threads.map(_import, range(ASKING)))

    assert Subscriber.objects.count() == 100
    assert sum(one.new for one in done) == 100
    assert {one.new + one.known for one in done} == {100}


def _import(place: int) -> operations.Imported:
    addresses = [f"{number}@example.com" for number in range(100)]
    turned = reversed(addresses) if place % 2 else addresses
    try:
        return operations.import_many(by=GUEST, entries=[Entry(one) for one in turned])
    finally:
        connection.close()


def _subscribe(place: int) -> int:
    address = "bo@example.com" if place % 2 else "BO@example.com"
    try:
        return operations.subscribe(by=GUEST, address=address).pk
    finally:
        connection.close()
