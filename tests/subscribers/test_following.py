from __future__ import annotations

from signalpost.components import operations as components
from signalpost.components.models import Component, Group
from signalpost.incidents import operations as incidents
from signalpost.kernel.actor import Actor
from signalpost.subscribers import operations
from signalpost.subscribers.following import concerned, confirmed, followed
from signalpost.subscribers.models import Channel, Subscriber


def follows(subscriber: Subscriber) -> list[int]:
    return list(followed([subscriber])[subscriber.pk])


def test_everything_includes_what_is_disabled_and_what_comes_later(
    bo: Subscriber, alice: Actor, website: Component
) -> None:
    later = components.create(by=alice, name="Later", enabled=False)

    assert follows(bo) == [website.pk, later.pk]


def test_a_list_stays_as_it_was_chosen(
    mia: Actor, alice: Actor, website: Component, checkout: Component
) -> None:
    kim = operations.subscribe(by=mia, address="kim@example.com", components=[checkout.pk])
    components.create(by=alice, name="Later")

    assert follows(kim) == [checkout.pk]


def test_a_group_includes_what_joins_it_and_drops_what_leaves(
    mia: Actor, alice: Actor, europe: Group, search: Component, website: Component
) -> None:
    kim = operations.subscribe(by=mia, address="kim@example.com", groups=[europe.pk])
    incidents.state_component(website.pk, by=alice, group_id=europe.pk)
    incidents.state_component(search.pk, by=alice, group_id=None)

    assert follows(kim) == [website.pk]


def test_a_deleted_component_is_followed_by_nobody(
    mia: Actor, bo: Subscriber, website: Component, checkout: Component
) -> None:
    kim = operations.subscribe(by=mia, address="kim@example.com", components=[website.pk])
    components.delete(website.pk, by=mia)

    assert (follows(bo), follows(kim)) == ([checkout.pk], [])


def test_a_deleted_group_is_followed_by_nobody(
    mia: Actor, europe: Group, search: Component
) -> None:
    kim = operations.subscribe(by=mia, address="kim@example.com", groups=[europe.pk])
    components.delete_group(europe.pk, by=mia)

    assert follows(kim) == []


def test_nobody_followed_a_component_before_there_was_one(
    bo: Subscriber, website: Component
) -> None:
    assert followed([bo])[bo.pk][website.pk] == max(bo.created_at, website.created_at)


def test_many_subscribers_take_no_more_queries_than_one(
    bo: Subscriber, mia: Actor, website: Component, django_assert_num_queries: object
) -> None:
    kim = operations.subscribe(by=mia, address="kim@example.com", components=[website.pk])

    with django_assert_num_queries(2):  # type: ignore[operator]
        followed([bo, kim])


class TestHowManyHear:
    def test_who_follows_everything_hears_of_whatever_it_is(
        self, mia: Actor, website: Component
    ) -> None:
        operations.subscribe(by=mia, address="bo@example.com", vouched=True)

        assert concerned([]) == concerned([website.pk]) == {Channel.EMAIL: 1}

    def test_who_chose_a_component_or_its_group_hears_of_it_once(
        self, mia: Actor, europe: Group, search: Component, login: Component, website: Component
    ) -> None:
        operations.subscribe(
            by=mia,
            address="kim@example.com",
            components=[search.pk],
            groups=[europe.pk],
            vouched=True,
        )

        assert concerned([search.pk, login.pk]) == {Channel.EMAIL: 1}
        assert concerned([website.pk]) == {}

    def test_nobody_hears_before_they_have_confirmed(
        self, bo: Subscriber, website: Component
    ) -> None:
        assert concerned([website.pk]) == {}
        assert confirmed() == 0
