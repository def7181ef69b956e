from __future__ import annotations

import pytest

from signalpost.components import operations as components
from signalpost.components.models import Component, Group
from signalpost.events.models import Event
from signalpost.kernel.actor import Actor
from signalpost.kernel.errors import NotFound
from signalpost.subscribers import operations
from signalpost.subscribers.following import followed
from signalpost.subscribers.models import Subscriber


def test_a_chosen_component_is_followed_no_more(
    mia: Actor, website: Component, checkout: Component
) -> None:
    both = [website.pk, checkout.pk]
    kim = operations.subscribe(by=mia, address="kim@example.com", components=both)

    operations.unfollow(kim.pk, website.pk, by=mia)

    assert list(followed([kim])[kim.pk]) == [checkout.pk]


def test_who_followed_everything_has_chosen_the_others(
    bo: Subscriber, mia: Actor, website: Component, checkout: Component
) -> None:
    before = followed([bo])[bo.pk]

    left = operations.unfollow(bo.pk, website.pk, by=mia)
    components.create(by=mia, name="Later")

    assert not left.follows_everything
    assert followed([left])[bo.pk] == {checkout.pk: before[checkout.pk]}


def test_who_followed_the_group_has_chosen_its_others(
    mia: Actor, europe: Group, search: Component, login: Component, website: Component
) -> None:
    kim = operations.subscribe(
        by=mia,
        address="kim@example.com",
        components=[search.pk, login.pk, website.pk],
        groups=[europe.pk],
    )

    operations.unfollow(kim.pk, search.pk, by=mia)

    assert list(followed([kim])[kim.pk]) == sorted([login.pk, website.pk])
    assert not kim.subscriptions.filter(group=europe).exists()


def test_what_is_not_followed_cannot_be_left(
    mia: Actor, website: Component, checkout: Component
) -> None:
    kim = operations.subscribe(by=mia, address="kim@example.com", components=[website.pk])

    with pytest.raises(NotFound):
        operations.unfollow(kim.pk, checkout.pk, by=mia)
    with pytest.raises(NotFound):
        operations.unfollow(999, website.pk, by=mia)


def test_it_is_in_the_book(bo: Subscriber, mia: Actor, website: Component) -> None:
    operations.unfollow(bo.pk, website.pk, by=mia)

    event = Event.objects.get(kind="subscriber.unfollowed")
    assert event.facts["component_id"] == website.pk
