from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest

from signalpost.components.models import Component
from signalpost.incidents import operations as incidents
from signalpost.kernel.actor import Actor
from signalpost.maintenance import operations
from signalpost.maintenance.models import Window
from tests.cachet_api.conftest import Api, data, details, error, ids
from tests.cachet_api.schedules import PAST, UPGRADE

KEYS = [
    "id", "name", "message", "status", "scheduled_at", "completed_at", "created_at", "updated_at",
    "deleted_at", "components", "human_status",
]  # fmt: skip


def test_a_schedule_has_the_contracts_keys_in_its_order(guest: Api, upgrade: Window) -> None:
    assert list(data(guest.get(f"/schedules/{upgrade.pk}")))[: len(KEYS)] == KEYS


def test_a_schedule_reads_as_it_was_written(api: Api) -> None:
    made = data(api.post("/schedules", UPGRADE))

    expected = UPGRADE | {
        "scheduled_at": "2035-02-01 22:00:00",
        "completed_at": "2035-02-01 23:00:00",
        "deleted_at": None,
        "components": [],
        "human_status": "Upcoming",
    }
    del expected["notify"]
    assert made.items() >= expected.items()
    assert data(api.get(f"/schedules/{made['id']}")) == made


def test_what_was_not_said_is_null(api: Api) -> None:
    made = data(
        api.post("/schedules", {"name": "DB", "status": 0, "scheduled_at": "2035-02-01 22:00"})
    )

    assert made["message"] is None
    assert made["completed_at"] is None


@pytest.mark.parametrize(("number", "name"), [(0, "Upcoming"), (1, "In Progress"), (2, "Complete")])
def test_each_status_has_its_number_and_name(api: Api, number: int, name: str) -> None:
    made = data(api.post("/schedules", UPGRADE | PAST | {"status": number}))

    assert (made["status"], made["human_status"]) == (number, name)


def test_the_message_is_kept_as_it_was_typed_on_create(api: Api) -> None:
    made = data(api.post("/schedules", UPGRADE | {"message": "  - a\n  - b\n"}))

    assert made["message"] == "  - a\n  - b\n"


def test_the_message_is_trimmed_on_edit(api: Api, upgrade: Window) -> None:
    assert data(api.put(f"/schedules/{upgrade.pk}", {"message": " b \n"}))["message"] == "b"


def test_parameters_may_come_in_the_query(api: Api) -> None:
    response = api.send("POST", "/schedules", query=UPGRADE)

    assert data(response)["name"] == "DB upgrade"


def test_parameters_may_come_as_a_form(api: Api, website: Component) -> None:
    body = urlencode(
        UPGRADE | {"components[0][id]": website.pk, "components[0][status]": 2, "notify": "1"}
    )

    made = data(api.send("POST", "/schedules/", body, "application/x-www-form-urlencoded"))

    assert made["components"][0]["component_id"] == website.pk


def test_an_empty_create_asks_for_what_is_needed(api: Api) -> None:
    assert details(api.post("/schedules")) == [
        "The name field is required.",
        "The status field is required.",
        "The scheduled at field is required.",
    ]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"name": 5}, "The name must be a string."),
        ({"name": "x" * 501}, "The name may not be greater than 500 characters."),
        ({"message": ["x"]}, "The message must be a string."),
        ({"status": 3}, "The status must be between 0 and 2."),
        ({"status": -1}, "The status must be between 0 and 2."),
        ({"status": "done"}, "The status must be an integer."),
    ],
)
def test_a_field_that_cannot_be_is_refused(
    api: Api, upgrade: Window, given: dict[str, Any], sentence: str
) -> None:
    created = api.post("/schedules", UPGRADE | given)
    edited = api.put(f"/schedules/{upgrade.pk}", given)

    assert details(created) == details(edited) == [sentence]


def test_notify_is_true_or_false(api: Api) -> None:
    response = api.post("/schedules", UPGRADE | {"notify": "yes"})

    assert details(response) == ["The notify field must be true or false."]


def test_a_blank_name_is_refused_on_edit(api: Api, upgrade: Window) -> None:
    response = api.put(f"/schedules/{upgrade.pk}", {"name": " "})

    assert details(response) == ["The name field is required."]


def test_guests_are_not_shown_what_is_kept_for_the_team(
    guest: Api, viewing: Api, upgrade: Window, alice: Actor
) -> None:
    operations.edit(upgrade.pk, by=alice, visible=False)

    assert ids(guest.get("/schedules")) == []
    assert guest.get(f"/schedules/{upgrade.pk}").status_code == 404
    assert ids(viewing.get("/schedules")) == [upgrade.pk]
    assert guest.delete(f"/schedules/{upgrade.pk}").status_code == 404


def test_guests_are_not_told_of_disabled_components(
    guest: Api, viewing: Api, upgrade: Window, website: Component, alice: Actor
) -> None:
    operations.edit(upgrade.pk, by=alice, components={website.pk: None})
    incidents.state_component(website.pk, by=alice, enabled=False)

    covered = [data(who.get(f"/schedules/{upgrade.pk}"))["components"] for who in (guest, viewing)]
    assert [len(rows) for rows in covered] == [0, 1]


def test_guests_change_nothing(guest: Api, upgrade: Window) -> None:
    path = f"/schedules/{upgrade.pk}"
    for response in (guest.post("/schedules", UPGRADE), guest.put(path), guest.delete(path)):
        assert response.status_code == 401


def test_viewers_change_nothing(viewing: Api, upgrade: Window) -> None:
    assert viewing.post("/schedules", UPGRADE).status_code == 403
    assert viewing.delete(f"/schedules/{upgrade.pk}").status_code == 403


def test_a_deleted_schedule_is_gone(api: Api, upgrade: Window) -> None:
    path = f"/schedules/{upgrade.pk}"

    response = api.delete(path)

    assert (response.status_code, response.content) == (204, b"")
    assert ids(api.get("/schedules")) == []
    assert api.get(path).status_code == api.delete(path).status_code == 404


@pytest.mark.parametrize("wrong", ["0", "-1", "99", "abc", "1abc", "9" * 30])
def test_an_unknown_id_is_not_found(api: Api, wrong: str) -> None:
    assert error(api.get(f"/schedules/{wrong}"))["title"] == "Not Found"


def test_other_verbs_are_not_allowed(api: Api, upgrade: Window) -> None:
    response = api.send("PATCH", f"/schedules/{upgrade.pk}")

    assert response.status_code == 405
