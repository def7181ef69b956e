from __future__ import annotations

import pytest

from signalpost.components import operations as components
from signalpost.components.models import Component, Group
from signalpost.components.statuses import ComponentStatus as Status
from signalpost.incidents import operations as incidents
from signalpost.kernel.actor import Actor
from tests.cachet_api.conftest import Api, data, details, ids

KEYS = [
    "id", "name", "order", "visible", "collapsed", "created_at", "updated_at",
    "enabled_components", "enabled_components_lowest", "lowest_human_status",
]  # fmt: skip


def test_a_new_group_is_hidden_and_complete(api: Api) -> None:
    made = data(api.post("/components/groups", {"name": "Sites"}))

    assert list(made)[: len(KEYS)] == KEYS
    assert [made[key] for key in KEYS[1:5]] == ["Sites", 0, 0, 0]
    assert [made[key] for key in KEYS[7:]] == [[], [], None]


def test_everything_that_is_written_is_read_back(api: Api) -> None:
    written = {"name": "Sites", "order": 7, "visible": 1, "collapsed": 2}

    made = data(api.post("/components/groups", written))

    shown = data(api.get(f"/components/groups/{made['id']}"))
    assert shown == made
    assert {name: shown[name] for name in written} == written


def test_an_empty_create_asks_for_the_name(api: Api) -> None:
    assert details(api.post("/components/groups")) == ["The name field is required."]


def test_collapsed_null_is_refused_on_create(api: Api) -> None:
    response = api.post("/components/groups", {"name": "Sites", "collapsed": None})

    assert details(response) == ["The collapsed field is required."]


@pytest.mark.parametrize("visible", [2, -1, "5"])
def test_visible_is_0_or_1(api: Api, visible: object) -> None:
    response = api.post("/components/groups", {"name": "Sites", "visible": visible})

    assert details(response) == ["The visible field must be true or false."]


@pytest.mark.parametrize(
    ("given", "visible"), [(True, 1), ("1", 1), (False, 0), (None, 0), ("x", 0), ("", 0)]
)
def test_visible_is_cast_to_a_number(api: Api, given: object, visible: int) -> None:
    made = data(api.post("/components/groups", {"name": "Sites", "visible": given}))

    assert made["visible"] == visible


@pytest.mark.parametrize(("given", "order"), [("7th", 7), ("x", 0), (None, 0), (2.9, 2), (True, 1)])
def test_order_is_cast_to_a_number(api: Api, given: object, order: int) -> None:
    made = data(api.post("/components/groups", {"name": "Sites", "order": given}))

    assert made["order"] == order


def test_an_edit_keeps_what_is_left_out(api: Api) -> None:
    made = data(
        api.post("/components/groups", {"name": "Sites", "order": 3, "visible": 1, "collapsed": 1})
    )

    changed = data(api.put(f"/components/groups/{made['id']}", {"name": "Shops"}))

    assert [changed[key] for key in ("name", "order", "visible", "collapsed")] == ["Shops", 3, 1, 1]


def test_an_edit_changes_what_is_given(api: Api) -> None:
    made = data(api.post("/components/groups", {"name": "Sites"}))
    given = {"order": 5, "visible": 1, "collapsed": 4}

    changed = data(api.put(f"/components/groups/{made['id']}", given))

    assert {name: changed[name] for name in given} == given


def test_a_blank_name_is_refused_on_edit(api: Api) -> None:
    made = data(api.post("/components/groups", {"name": "Sites"}))

    assert "name" in details(api.put(f"/components/groups/{made['id']}", {"name": ""}))[0]


def test_it_shows_its_enabled_components_by_order_and_by_what_is_worst(
    api: Api, alice: Actor
) -> None:
    group = components.create_group(by=alice, name="Sites")
    rows = [
        {"name": "A", "order": 2, "status": 1},
        {"name": "B", "order": 1, "status": 2},
        {"name": "C", "order": 3, "status": 4},
        {"name": "D", "order": 0, "status": 3, "enabled": False},
    ]
    for row in rows:
        api.post("/components", row | {"group_id": group.pk})

    shown = data(api.get(f"/components/groups/{group.pk}"))

    assert [item["name"] for item in shown["enabled_components"]] == ["B", "A", "C"]
    assert [item["name"] for item in shown["enabled_components_lowest"]] == ["C", "B", "A"]
    assert shown["lowest_human_status"] == "Major Outage"


def test_its_components_are_the_full_objects(api: Api, website: Component, alice: Actor) -> None:
    group = components.create_group(by=alice, name="Sites")
    incidents.state_component(website.pk, by=alice, group_id=group.pk, tags=["edge"])

    [shown] = data(api.get(f"/components/groups/{group.pk}"))["enabled_components"]

    assert shown == data(api.get(f"/components/{website.pk}"))


def test_it_shows_what_incidents_say_of_its_components(
    guest: Api, website: Component, alice: Actor
) -> None:
    group = components.create_group(by=alice, name="Sites")
    incidents.state_component(website.pk, by=alice, group_id=group.pk)
    incidents.report(by=alice, name="Slow", message="…", impacts={website.pk: Status.MAJOR_OUTAGE})

    assert data(guest.get("/components/groups"))[0]["lowest_human_status"] == "Major Outage"


def test_a_deleted_group_lets_its_components_stand(
    api: Api, website: Component, alice: Actor
) -> None:
    group = components.create_group(by=alice, name="Sites")
    incidents.state_component(website.pk, by=alice, group_id=group.pk)

    assert api.delete(f"/components/groups/{group.pk}").status_code == 204

    assert data(api.get(f"/components/{website.pk}"))["group_id"] == 0
    assert api.get(f"/components/groups/{group.pk}").status_code == 404
    assert api.delete(f"/components/groups/{group.pk}").status_code == 404
    assert not Group.objects.exists()


def test_guests_get_no_hidden_groups(guest: Api, api: Api, viewing: Api, alice: Actor) -> None:
    hidden = components.create_group(by=alice, name="Inside", visible=False)
    shown = components.create_group(by=alice, name="Outside")

    assert ids(guest.get("/components/groups")) == [shown.pk]
    assert guest.get(f"/components/groups/{hidden.pk}").status_code == 404
    assert guest.delete(f"/components/groups/{hidden.pk}").status_code == 404
    assert ids(api.get("/components/groups")) == [hidden.pk, shown.pk]
    assert viewing.get(f"/components/groups/{hidden.pk}").status_code == 200


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ({}, [0, 1, 2]),
        ({"sort": "order"}, [1, 2, 0]),
        ({"sort": "order", "order": "asc"}, [1, 2, 0]),
        ({"sort": "order", "order": "desc"}, [0, 2, 1]),
        ({"sort": "order", "order": "up"}, [0, 2, 1]),
        ({"sort": "visible"}, [0, 1, 2]),
        ({"sort": "collapsed", "order": "desc"}, [2, 1, 0]),
        ({"name": "b"}, [1]),
        ({"collapsed": 2}, [2]),
        ({"visible": "True"}, [1, 2]),
        ({"visible": 0, "page": 1}, [0]),
        ({"sort": "created_at", "order": "desc"}, [0, 1, 2]),
    ],
)
def test_lists_filter_and_sort(api: Api, query: dict[str, object], places: list[int]) -> None:
    rows = [
        {"name": "A", "order": 3, "visible": 0, "collapsed": 0},
        {"name": "B", "order": 1, "visible": 1, "collapsed": 1},
        {"name": "C", "order": 2, "visible": 1, "collapsed": 2},
    ]
    made = [data(api.post("/components/groups", row))["id"] for row in rows]

    shown = ids(api.get("/components/groups", **query))

    assert [made.index(pk) for pk in shown] == places
