from __future__ import annotations

import re

import pytest

from signalpost.components import operations as components
from signalpost.components.models import Component, Group
from signalpost.events import log
from signalpost.events.models import Event
from signalpost.kernel.actor import GUEST, Actor
from signalpost.kernel.errors import Invalid
from signalpost.subscribers import operations
from signalpost.subscribers.models import Subscriber


def test_an_address_follows_everything_unless_it_chooses(mia: Actor) -> None:
    subscriber = operations.subscribe(by=mia, address=" bo@example.com ")

    assert (subscriber.address, subscriber.channel) == ("bo@example.com", "email")
    assert subscriber.follows_everything
    assert not subscriber.subscriptions.exists()


def test_an_address_follows_the_components_and_groups_it_chooses(
    mia: Actor, website: Component, checkout: Component, europe: Group
) -> None:
    subscriber = operations.subscribe(
        by=mia, address="bo@example.com", components=[website.pk], groups=[europe.pk]
    )

    chosen = list(subscriber.subscriptions.values_list("component", "group"))
    assert chosen == [(website.pk, None), (None, europe.pk)]
    assert not subscriber.follows_everything


def test_what_does_not_stand_is_left_out(
    mia: Actor, website: Component, checkout: Component
) -> None:
    components.delete(checkout.pk, by=mia)

    subscriber = operations.subscribe(
        by=mia,
        address="bo@example.com",
        components=[website.pk, checkout.pk, 999, website.pk],
        groups=[999],
    )

    assert [row.component_id for row in subscriber.subscriptions.all()] == [website.pk]


def test_who_chooses_nothing_that_stands_does_not_follow_everything(mia: Actor) -> None:
    subscriber = operations.subscribe(by=mia, address="bo@example.com", components=[999])

    assert not subscriber.follows_everything


def test_an_address_must_confirm_unless_somebody_vouches_for_it(mia: Actor) -> None:
    asked = operations.subscribe(by=GUEST, address="bo@example.com")
    vouched = operations.subscribe(by=mia, address="kim@example.com", vouched=True)

    assert asked.verified_at is None
    assert vouched.verified_at is not None


def test_every_address_gets_a_code_of_its_own(mia: Actor) -> None:
    codes = [
        operations.subscribe(by=mia, address=f"bo{place}@example.com").verify_code
        for place in range(5)
    ]

    assert len(set(codes)) == 5
    assert all(re.fullmatch(r"[A-Za-z0-9]{42}", code) for code in codes)


def test_a_known_address_stays_as_it_is(mia: Actor, website: Component) -> None:
    known = operations.subscribe(by=mia, address="bo@example.com", components=[website.pk])
    version = log.version()

    again = operations.subscribe(by=mia, address="Bo@Example.com", vouched=True)

    assert again == known
    assert (again.follows_everything, again.verified_at) == (False, None)
    assert Subscriber.objects.count() == 1
    assert log.version() == version


@pytest.mark.parametrize(
    "address",
    ["", " ", "bo", "bo@", "@example.com", "bo@example.com\nBcc: a@b.c", "b o@example.com"],
)
def test_what_is_no_address_is_refused(mia: Actor, address: str) -> None:
    with pytest.raises(Invalid) as refused:
        operations.subscribe(by=mia, address=address)

    assert refused.value.field == "email"
    assert not Subscriber.objects.exists()


def test_an_address_that_is_too_long_is_refused(mia: Actor) -> None:
    with pytest.raises(Invalid, match="At most 254 characters"):
        operations.subscribe(by=mia, address=f"{'a' * 250}@example.com")


def test_the_book_says_who_it_was_and_hints_at_the_address(mia: Actor, website: Component) -> None:
    operations.subscribe(by=mia, address="bo@example.com", components=[website.pk], vouched=True)

    event = Event.objects.get(kind="subscriber.subscribed")
    assert event.actor_name == "mia"
    assert event.facts == {
        "channel": "email",
        "hint": "b…@example.com",
        "everything": False,
        "chosen": 1,
        "vouched": True,
    }


def test_nobody_flushes_the_page_by_subscribing(mia: Actor) -> None:
    before = log.page_version()

    subscriber = operations.subscribe(by=GUEST, address="bo@example.com")
    operations.confirm(subscriber.pk, by=GUEST)
    operations.unsubscribe(subscriber.pk, by=GUEST)

    assert log.page_version() == before
