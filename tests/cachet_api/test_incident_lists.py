from __future__ import annotations

from typing import Any

import pytest

from signalpost.components.models import Component
from signalpost.incidents.models import Incident
from signalpost.kernel.actor import Actor
from tests.cachet_api.conftest import Api, data, ids
from tests.cachet_api.incidents import DOWN


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ({}, [0, 1, 2]),
        ({"order": "desc"}, [0, 1, 2]),
        ({"sort": "id"}, [2, 1, 0]),
        ({"sort": "id", "order": "asc"}, [0, 1, 2]),
        ({"sort": "status", "order": "asc"}, [1, 2, 0]),
        ({"sort": "status", "order": "desc"}, [0, 2, 1]),
        ({"sort": "occurred_at", "order": "asc"}, [2, 0, 1]),
        ({"sort": "name", "order": "desc"}, [2, 1, 0]),
        ({"sort": "message", "order": "asc"}, [1, 0, 2]),
        ({"sort": "visible", "order": "asc"}, [1, 0, 2]),
        ({"sort": "stickied", "order": "desc"}, [2, 1, 0]),
        ({"sort": "created_at", "order": "desc"}, [0, 1, 2]),
        ({"status": 4}, [0]),
        ({"status": 9}, []),
        ({"visible": "False"}, [1]),
        ({"stickied": "true"}, [2]),
        ({"name": "bRAVO"}, [1]),
        ({"component_id": 0}, [0, 1]),
        ({"status": 2, "foo": "x", "per_page": 5}, [2]),
    ],
)
def test_lists_filter_and_sort(
    api: Api, website: Component, query: dict[str, object], places: list[int]
) -> None:
    pair = {"component_id": website.pk, "component_status": 2}
    rows = [
        {"name": "Alpha", "status": 4, "message": "b", "occurred_at": "2024-01-02 00:00"},
        {"name": "Bravo", "status": 1, "message": "a", "occurred_at": "2024-01-03 00:00",
         "visible": 0},
        {"name": "Chi", "status": 2, "message": "c", "occurred_at": "2024-01-01 00:00",
         "stickied": 1} | pair,
    ]  # fmt: skip
    made = [data(api.post("/incidents", row))["id"] for row in rows]

    shown = ids(api.get("/incidents", **query))

    assert [made.index(pk) for pk in shown] == places


def test_lists_filter_by_component_and_user(api: Api, website: Component, alice: Actor) -> None:
    pair = {"component_id": website.pk, "component_status": 2}
    made = data(api.post("/incidents", DOWN | pair))
    api.post("/incidents", DOWN)

    assert ids(api.get("/incidents", component_id=website.pk)) == [made["id"]]
    assert ids(api.get("/incidents", id=made["id"])) == [made["id"]]
    assert len(ids(api.get("/incidents", user_id=alice.user_id))) == 2
    assert ids(api.get("/incidents", user_id=10**9)) == []


def test_a_guest_cannot_find_out_which_incidents_touch_a_disabled_component(
    api: Api, guest: Api, website: Component
) -> None:
    pair = {"component_id": website.pk, "component_status": 2}
    made = data(api.post("/incidents", DOWN | pair))
    api.put(f"/components/{website.pk}", {"enabled": False})

    assert ids(guest.get("/incidents", component_id=website.pk)) == []
    assert ids(guest.get("/incidents", component_id=0)) == [made["id"]]
    assert ids(api.get("/incidents", component_id=website.pk)) == [made["id"]]


def test_a_list_costs_a_guest_the_same_with_many_updates(
    api: Api,
    guest: Api,
    slow: Incident,
    website: Component,
    django_assert_max_num_queries: Any,
) -> None:
    for _ in range(8):  # of what is called operational there is no impact
        well = {"component_id": website.pk, "component_status": 1}
        api.post(f"/incidents/{slow.pk}/updates", {"status": 2, "message": "Going on."} | well)

    with django_assert_max_num_queries(7):
        (shown,) = data(guest.get("/incidents"))

    assert [update["components"] for update in shown["updates"]] == 8 * [
        [{"id": website.pk, "status": 1}]
    ]
