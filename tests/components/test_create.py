from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from signalpost.components import operations
from signalpost.components.models import Component, Group, StatusChange, Tag
from signalpost.components.statuses import ComponentStatus as Status
from signalpost.events.models import Event
from signalpost.kernel.actor import Actor
from signalpost.kernel.errors import Invalid


def test_a_component_begins_operational(website: Component) -> None:
    assert website.status == Status.OPERATIONAL


def test_its_first_status_is_kept_as_a_change(alice: Actor) -> None:
    component = operations.create(by=alice, name="API", status=Status.UNKNOWN)

    change = StatusChange.objects.get()
    assert (change.before, change.after, change.actor_name) == ("", Status.UNKNOWN, "alice")
    assert change.at == component.asserted_at


def test_it_is_written_in_the_book(alice: Actor) -> None:
    component = operations.create(by=alice, name="API")

    event = Event.objects.get(kind="component.created")
    assert event.subject_id == component.pk
    assert event.facts == {"name": "API", "status": "operational"}


def test_it_joins_a_group_and_gets_tags(alice: Actor) -> None:
    group = operations.create_group(by=alice, name="Sites")

    component = operations.create(by=alice, name="API", group_id=group.pk, tags=["b", "a"])

    assert component.group == group
    assert {tag.name for tag in component.tags.all()} == {"a", "b"}


@pytest.mark.parametrize(
    ("names", "slugs"),
    [
        (["Hello World"], ["hello-world"]),
        (["Hello  World", "hello world"], ["hello-world"]),
        (["Größe"], ["größe"]),
        (["!!"], ["!!"]),
        (["C++", "C#", "c++"], ["c", "c-2"]),
        (["", " "], []),
    ],
)
def test_a_tag_is_known_by_its_name_and_called_by_a_slug(
    alice: Actor, names: list[str], slugs: list[str]
) -> None:
    operations.create(by=alice, name="API", tags=names)

    assert list(Tag.objects.values_list("slug", flat=True)) == slugs


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 501}, "name"),
        ({"name": "a\x00"}, "name"),
        ({"description": "x" * 100_001}, "description"),
        ({"link": "x" * 2001}, "link"),
        ({"group_id": 99}, "group_id"),
        ({"status": Status.UNDER_MAINTENANCE}, "status"),
        ({"tags": ["x" * 201]}, "tags"),
    ],
)
def test_what_cannot_be_right_is_refused_by_field_and_leaves_nothing(
    alice: Actor, given: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        operations.create(by=alice, **{"name": "API"} | given)

    assert refused.value.field == field
    assert not Component.objects.exists()
    assert not Group.objects.exists()
    assert not Tag.objects.exists()
    assert not Event.objects.filter(kind="component.created").exists()


def test_a_tag_that_is_made_meanwhile_is_the_one(alice: Actor) -> None:
    def meanwhile(execute: Callable[..., object], sql: str, *args: object) -> object:
        if " LIKE " in sql and not Tag.objects.exists():
            Tag.objects.create(name="C++", slug="c")
        return execute(sql, *args)

    with connection.execute_wrapper(meanwhile):
        component = operations.create(by=alice, name="API", tags=["c++"])

    assert list(component.tags.all()) == [Tag.objects.get()]


@pytest.mark.django_db(transaction=True)
def test_a_tag_is_made_once_by_however_many_at_once(alice: Actor) -> None:
    ready = threading.Barrier(4)

    def make(name: str) -> None:
        ready.wait()
        operations.create(by=alice, name="API", tags=[name, "C++"])
        connection.close()

    threads = [threading.Thread(target=make, args=[name]) for name in ("C#", "c#", "C", "C#")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(Tag.objects.values_list("slug", flat=True)) == ["c", "c-2", "c-3"]
    assert Component.objects.count() == 4
