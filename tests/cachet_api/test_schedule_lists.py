from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from signalpost.components.models import Component
from signalpost.kernel.actor import Actor
from signalpost.maintenance import operations
from signalpost.maintenance.statuses import WindowStatus
from tests.cachet_api.conftest import Api, ids

HOUR = timedelta(hours=1)


@pytest.fixture
def three(alice: Actor) -> dict[str, int]:
    """Their ids by name: each of another status, and in another order by each field."""
    then = timezone.now() - timedelta(days=3)
    rows = {
        "b": (1, 2, WindowStatus.COMPLETE),
        "c": (2, None, WindowStatus.UPCOMING),
        "a": (0, 9, WindowStatus.IN_PROGRESS),
    }
    return {
        name: operations.plan(
            by=alice,
            name=name,
            starts_at=then + start * HOUR,
            ends_at=None if end is None else then + end * HOUR,
            status=status,
        ).pk
        for name, (start, end, status) in rows.items()
    }


@pytest.mark.parametrize(
    ("sort", "ascending"),
    [
        ("id", "bca"),
        ("name", "abc"),
        ("status", "cab"),
        ("scheduled_at", "abc"),
        ("completed_at", "cba"),
        ("created_at", "bca"),
        ("updated_at", "bca"),
    ],
)
def test_the_list_sorts(guest: Api, three: dict[str, int], sort: str, ascending: str) -> None:
    up = [three[name] for name in ascending]

    assert ids(guest.get("/schedules", sort=sort, order="asc")) == up
    assert ids(guest.get("/schedules", sort=sort, order="desc")) == up[::-1]
    assert ids(guest.get("/schedules", sort=sort)) == up[::-1]


def test_the_list_has_no_filters(guest: Api, three: dict[str, int]) -> None:
    found = guest.get("/schedules", name="a", status="x", id=1, sort="message")

    assert ids(found) == list(three.values())


def test_the_list_has_pages(guest: Api, three: dict[str, int]) -> None:
    assert ids(guest.get("/schedules", per_page=2, page=2)) == [three["a"]]


def test_a_list_of_any_length_takes_as_many_queries(
    guest: Api,
    alice: Actor,
    website: Component,
    three: dict[str, int],
    django_assert_max_num_queries: Any,
) -> None:
    for pk in three.values():
        operations.edit(pk, by=alice, components={website.pk: None})

    with django_assert_max_num_queries(4):
        guest.get("/schedules")
