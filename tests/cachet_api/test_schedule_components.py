from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine

from signalpost.components.models import Component
from signalpost.maintenance.models import Window
from tests.cachet_api.conftest import Api, data, details
from tests.cachet_api.schedules import UPGRADE


@pytest.mark.parametrize("keys", [("id", "status"), ("component_id", "component_status")])
def test_components_are_stored_and_shown_as_rows(
    api: Api, website: Component, checkout: Component, keys: tuple[str, str]
) -> None:
    pk, status = keys
    given = [{pk: website.pk, status: 2}, {pk: str(checkout.pk), status: "0"}]

    made = data(api.post("/schedules", UPGRADE | {"components": given}))

    rows = [
        (row["schedule_id"], row["component_id"], row["component_status"])
        for row in made["components"]
    ]
    assert rows == [(made["id"], website.pk, 2), (made["id"], checkout.pk, 0)]
    assert list(made["components"][0])[:6] == [
        "id", "schedule_id", "component_id", "component_status", "created_at", "updated_at",
    ]  # fmt: skip


def test_a_component_needs_no_status(api: Api, website: Component, checkout: Component) -> None:
    given = [{"id": website.pk}, checkout.pk]

    made = data(api.post("/schedules", UPGRADE | {"components": given}))

    assert [row["component_status"] for row in made["components"]] == [None, None]


def test_components_are_replaced_on_edit(api: Api, website: Component, checkout: Component) -> None:
    made = data(api.post("/schedules", UPGRADE | {"components": [{"id": website.pk}]}))

    changed = data(api.put(f"/schedules/{made['id']}", {"components": [{"id": checkout.pk}]}))

    assert [row["component_id"] for row in changed["components"]] == [checkout.pk]


def test_components_stay_when_they_are_not_named(api: Api, website: Component) -> None:
    made = data(api.post("/schedules", UPGRADE | {"components": [{"id": website.pk}]}))

    changed = data(api.put(f"/schedules/{made['id']}", {"name": "Other"}))

    assert changed["components"] == made["components"]


def test_rows_are_shown_in_the_zone_of_the_application(api: Api, website: Component) -> None:
    body = UPGRADE | {"components": [{"id": website.pk}]}
    with time_machine.travel(datetime(2030, 1, 1, 12, 0, tzinfo=UTC), tick=False):
        made = data(api.post("/schedules", body, **{"Time-Zone": "Asia/Tokyo"}))

    assert made["created_at"] == "2030-01-01 21:00:00"
    assert made["components"][0]["created_at"] == "2030-01-01 12:00:00"


def test_windows_do_not_enter_a_components_status_here(
    api: Api, guest: Api, website: Component
) -> None:
    api.post("/schedules", UPGRADE | {"status": 1, "components": [{"id": website.pk}]})

    assert data(guest.get(f"/components/{website.pk}"))["status"] == 1


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ([{"id": 99}], "The components is invalid: No component with id 99."),
        ([{"id": "x"}], "Of the components, number 1: The id must be an integer."),
        ([1, {"id": 0}], "Of the components, number 2: The id must be at least 1."),
        ([2**40], "Of the components, number 1: The id may not be greater than 2147483647."),
        ([{"status": 1}], "Of the components, number 1: The id field is required."),
        ([{}], "Of the components, number 1: The id field is required."),
        ([[1]], "Of the components, number 1: The id must be an integer."),
        (["one"], "Of the components, number 1: The id must be an integer."),
        (
            [{"id": 1, "status": 5}],
            "Of the components, number 1: The status must be between 0 and 4.",
        ),
        (
            [{"id": 1, "status": "bad"}],
            "Of the components, number 1: The status must be an integer.",
        ),
        ({"id": 1, "status": 1}, "The components must be a list."),
        ("1,2", "The components must be an array."),
        (1, "The components must be an array."),
        (list(range(1, 1002)), "The components may not have more than 1000 items."),
        ([1] * 100_000, "The components may not have more than 1000 items."),
    ],
)
def test_components_that_cannot_be_are_refused_in_a_sentence(
    api: Api, upgrade: Window, given: object, sentence: str
) -> None:
    for response in (
        api.post("/schedules", UPGRADE | {"components": given}),
        api.put(f"/schedules/{upgrade.pk}", {"name": "Changed", "components": given}),
    ):
        assert details(response) == [sentence]
    assert Window.objects.get().name == "DB upgrade"
