from __future__ import annotations

import pytest

from signalpost.components import operations as components
from signalpost.components.models import Component, Group
from signalpost.events import log
from signalpost.events.models import Event
from signalpost.kernel.actor import Actor
from signalpost.kernel.errors import Changed, Invalid, NotFound
from signalpost.subscribers import operations
from signalpost.subscribers.choice import Choice
from signalpost.subscribers.models import Subscriber


def choose(
    subscriber: Subscriber,
    by: Actor,
    *,
    components: list[int] | None = None,
    groups: list[int] | None = None,
    everything: bool = False,
) -> Choice:
    changed = operations.choose(
        subscriber.pk,
        by=by,
        components=components or [],
        groups=groups or [],
        everything=everything,
    )
    return Choice.made_by(changed)


def test_who_followed_everything_follows_what_is_chosen(
    bo: Subscriber, mia: Actor, website: Component, europe: Group
) -> None:
    choice = choose(bo, mia, components=[website.pk], groups=[europe.pk])

    assert choice == Choice(False, frozenset([website.pk]), frozenset([europe.pk]))


def test_who_chose_follows_everything_and_chooses_nothing_any_more(
    mia: Actor, website: Component
) -> None:
    kim = operations.subscribe(by=mia, address="kim@example.com", components=[website.pk])

    assert choose(kim, mia, components=[website.pk], everything=True) == Choice(True)


def test_what_stays_is_followed_since_when_it_was(
    mia: Actor, website: Component, checkout: Component, search: Component
) -> None:
    both = [website.pk, checkout.pk]
    kim = operations.subscribe(by=mia, address="kim@example.com", components=both)
    before = kim.subscriptions.get(component=checkout)

    choose(kim, mia, components=[checkout.pk, search.pk])

    assert kim.subscriptions.get(component=checkout) == before
    assert not kim.subscriptions.filter(component=website).exists()


def test_the_book_says_what_was_followed_before_and_after(
    bo: Subscriber, mia: Actor, website: Component, europe: Group
) -> None:
    choose(bo, mia, components=[website.pk], groups=[europe.pk])

    event = Event.objects.get(kind="subscriber.chose")
    assert (event.actor_name, event.facts["hint"]) == ("mia", "b…@example.com")
    assert event.facts["changed"] == {
        "everything": [True, False],
        "components": [[], [website.pk]],
        "groups": [[], [europe.pk]],
    }


def test_what_is_followed_already_changes_nothing(mia: Actor, website: Component) -> None:
    kim = operations.subscribe(by=mia, address="kim@example.com", components=[website.pk])
    version = log.version()

    choose(kim, mia, components=[website.pk])

    assert log.version() == version


def test_a_component_that_is_deleted_is_no_part_of_the_choice(
    mia: Actor, website: Component, checkout: Component
) -> None:
    both = [website.pk, checkout.pk]
    kim = operations.subscribe(by=mia, address="kim@example.com", components=both)
    components.delete(checkout.pk, by=mia)
    version = log.version()

    choose(kim, mia, components=[website.pk])

    assert log.version() == version


@pytest.mark.parametrize(
    ("chosen", "field"),
    [
        ({}, "components"),
        ({"components": [999]}, "components"),
        ({"groups": [999]}, "groups"),
    ],
)
def test_what_cannot_be_followed_is_refused_and_all_stays(
    mia: Actor, website: Component, chosen: dict[str, list[int]], field: str
) -> None:
    kim = operations.subscribe(by=mia, address="kim@example.com", components=[website.pk])

    with pytest.raises(Invalid) as refused:
        choose(kim, mia, **chosen)  # type: ignore[arg-type]

    assert refused.value.field == field
    assert Choice.made_by(kim) == Choice(False, frozenset([website.pk]))


def test_what_was_changed_meanwhile_is_not_changed_back(
    bo: Subscriber, mia: Actor, website: Component
) -> None:
    seen = log.as_of(log.version(), bo)
    choose(bo, mia, components=[website.pk])

    with pytest.raises(Changed):
        operations.choose(bo.pk, by=mia, components=[], groups=[], everything=True, only_if=seen)

    assert not Subscriber.objects.get().follows_everything


def test_who_is_not_there_cannot_choose(mia: Actor) -> None:
    with pytest.raises(NotFound):
        operations.choose(7, by=mia, components=[], groups=[], everything=True)
