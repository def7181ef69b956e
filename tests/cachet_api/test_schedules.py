from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
import time_machine
from django.utils import timezone

from signalpost.components.models import Component
from signalpost.events.models import Event
from signalpost.incidents import operations as incidents
from signalpost.kernel.actor import SYSTEM, Actor
from signalpost.maintenance import operations
from signalpost.maintenance.models import Window
from signalpost.maintenance.statuses import WindowStatus
from signalpost.site import operations as site
from tests.cachet_api.conftest import Api, data, details, error, ids

KEYS = [
    "id", "name", "message", "status", "scheduled_at", "completed_at", "created_at", "updated_at",
    "deleted_at", "components", "human_status",
]  # fmt: skip
#: As cachet-client's schedules.create sends it.
UPGRADE = {
    "name": "DB upgrade",
    "message": "Short downtime.",
    "status": 0,
    "scheduled_at": "2035-02-01 22:00",
    "completed_at": "2035-02-01 23:00",
    "notify": 0,
}
PAST = {"scheduled_at": "2020-02-01 22:00", "completed_at": "2020-02-01 23:00"}
HOUR = timedelta(hours=1)


@pytest.fixture
def upgrade(alice: Actor) -> Window:
    """Planned for tomorrow, for an hour."""
    tomorrow = timezone.now() + timedelta(days=1)
    return operations.plan(by=alice, name="DB upgrade", starts_at=tomorrow, ends_at=tomorrow + HOUR)


# The object


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


# Times


@pytest.mark.parametrize(
    "written",
    [
        "2035-02-01 22:00",
        "2035-02-01 22:00:00",
        "2035-02-01T22:00",
        "2035-02-01T22:00:00",
        "2035-02-01T22:00:00Z",
        "2035-02-01T23:00:00+01:00",
        "2035-02-01 17:00:00-05:00",
        " 2035-02-01 22:00 ",
    ],
)
@pytest.mark.parametrize("verb", ["post", "put"])
def test_a_date_may_be_written_in_several_ways(
    api: Api, upgrade: Window, written: str, verb: str
) -> None:
    path = "/schedules" if verb == "post" else f"/schedules/{upgrade.pk}"
    body = UPGRADE | {"scheduled_at": written}

    assert data(getattr(api, verb)(path, body))["scheduled_at"] == "2035-02-01 22:00:00"


@pytest.mark.parametrize(
    "written",
    [
        "0000-01-01 00:00",
        "0001-01-01 00:00",
        "1899-12-31 23:59",
        "3000-01-01 00:00",
        "9999-12-31 23:59",
        "99999-01-01 00:00",
        "9999-12-31T23:59:59-23:59",
        "2035-02-31 22:00",
        "2035-02-01",
        "2035-02-01 25:00",
        "22:00",
        "tomorrow",
        "1738447200",
        "x" * 65,
        "2035-02-01 22:00\x00",
        1738447200,
        ["2035-02-01 22:00"],
        {"date": "2035-02-01 22:00"},
        True,
    ],
)
@pytest.mark.parametrize("field", ["scheduled_at", "completed_at"])
def test_what_is_no_date_is_refused_in_a_sentence(
    api: Api, upgrade: Window, written: object, field: str
) -> None:
    for response in (
        api.post("/schedules", UPGRADE | {field: written}),
        api.put(f"/schedules/{upgrade.pk}", {field: written}),
    ):
        assert field.replace("_", " ") in details(response)[0]
    assert Window.objects.get().starts_at == upgrade.starts_at


def test_dates_are_read_and_shown_in_the_zone_of_the_request(api: Api) -> None:
    made = data(api.post("/schedules", UPGRADE, **{"Time-Zone": "America/New_York"}))

    assert made["scheduled_at"] == "2035-02-01 22:00:00"
    assert data(api.get(f"/schedules/{made['id']}"))["scheduled_at"] == "2035-02-02 03:00:00"


def test_dates_are_read_and_shown_in_the_sites_zone_without_one(api: Api, alice: Actor) -> None:
    site.change(by=alice, time_zone="Europe/Berlin")

    made = data(api.post("/schedules", UPGRADE))

    assert made["scheduled_at"] == "2035-02-01 22:00:00"
    assert Window.objects.get().starts_at == datetime(2035, 2, 1, 21, 0, tzinfo=UTC)


def test_a_schedule_does_not_end_before_it_begins(api: Api, upgrade: Window) -> None:
    backwards = {"scheduled_at": "2035-02-01 22:00", "completed_at": "2035-02-01 21:59"}
    created = api.post("/schedules", UPGRADE | backwards)
    edited = api.put(f"/schedules/{upgrade.pk}", backwards)

    expected = ["The completed at is invalid: A window cannot end before it begins."]
    assert details(created) == details(edited) == expected


def test_a_schedule_that_is_moved_behind_its_end_stays_as_long(api: Api, upgrade: Window) -> None:
    moved = data(api.put(f"/schedules/{upgrade.pk}", {"scheduled_at": "2035-02-01 22:00"}))

    assert moved["completed_at"] == "2035-02-01 23:00:00"


def test_a_schedule_that_is_moved_before_its_end_keeps_the_end(api: Api) -> None:
    made = data(api.post("/schedules", UPGRADE))

    moved = data(api.put(f"/schedules/{made['id']}", {"scheduled_at": "2035-02-01 22:30"}))

    assert moved["completed_at"] == made["completed_at"]


def test_the_end_of_a_complete_one_does_not_lie_before_its_beginning(api: Api) -> None:
    made = data(api.post("/schedules", UPGRADE | PAST | {"status": 2}))

    response = api.put(f"/schedules/{made['id']}", {"completed_at": "2020-02-01 21:59"})

    assert details(response) == [
        "The completed at is invalid: A window cannot end before it begins."
    ]


@pytest.mark.parametrize("given", [None, "", "  "])
def test_the_end_cannot_be_cleared(api: Api, given: object) -> None:
    made = data(api.post("/schedules", UPGRADE))

    changed = data(api.put(f"/schedules/{made['id']}", {"completed_at": given}))

    assert changed["completed_at"] == made["completed_at"]


# What a client writes it reads back


def test_a_client_enters_history(api: Api) -> None:
    made = data(api.post("/schedules", UPGRADE | PAST | {"status": 2}))

    window = Window.objects.get()
    assert made["completed_at"] == "2020-02-01 23:00:00"
    assert window.began_at == datetime(2020, 2, 1, 22, 0, tzinfo=UTC)
    assert window.ended_at == datetime(2020, 2, 1, 23, 0, tzinfo=UTC)


def test_history_without_an_end_shows_none(api: Api) -> None:
    made = data(
        api.post("/schedules", {"name": "DB", "status": 2, "scheduled_at": "2020-02-01 22:00"})
    )

    assert (made["status"], made["completed_at"]) == (2, None)


@pytest.mark.parametrize("status", [0, 1, 2])
def test_what_was_entered_with_a_past_start_keeps_its_status(api: Api, status: int) -> None:
    made = data(api.post("/schedules", UPGRADE | PAST | {"status": status}))

    operations.begin_due(by=SYSTEM, now=timezone.now() + HOUR)
    operations.complete_due(by=SYSTEM, now=timezone.now() + HOUR)

    assert data(api.get(f"/schedules/{made['id']}"))["status"] == status


def test_what_was_planned_ahead_moves_with_the_clock(api: Api) -> None:
    made = data(api.post("/schedules", UPGRADE))
    after = datetime(2035, 2, 2, tzinfo=UTC)

    operations.begin_due(by=SYSTEM, now=after)
    operations.complete_due(by=SYSTEM, now=after)

    shown = data(api.get(f"/schedules/{made['id']}"))
    assert (shown["status"], shown["completed_at"]) == (2, "2035-02-01 23:00:00")


def test_a_client_that_completes_says_when(api: Api) -> None:
    made = data(api.post("/schedules", UPGRADE | PAST | {"status": 1}))

    changed = data(
        api.put(f"/schedules/{made['id']}", {"status": 2, "completed_at": "2020-02-01 22:30"})
    )

    assert changed["completed_at"] == "2020-02-01 22:30:00"
    assert Window.objects.get().ended_at == datetime(2020, 2, 1, 22, 30, tzinfo=UTC)


def test_a_planned_end_stays_known_beside_the_actual_one(api: Api) -> None:
    with time_machine.travel(datetime(2035, 2, 1, 21, 0, tzinfo=UTC), tick=False) as clock:
        made = data(api.post("/schedules", UPGRADE))
        clock.shift(HOUR)
        operations.begin_due(by=SYSTEM, now=timezone.now())
        clock.shift(HOUR / 2)
        ended = {"status": 2, "completed_at": "2035-02-01 22:30"}

        changed = data(api.put(f"/schedules/{made['id']}", ended))

    window = Window.objects.get()
    assert changed["completed_at"] == "2035-02-01 22:30:00"
    assert window.ends_at == datetime(2035, 2, 1, 23, 0, tzinfo=UTC)


def test_a_correction_of_a_past_end_is_read_back(api: Api) -> None:
    made = data(api.post("/schedules", UPGRADE | PAST | {"status": 2}))

    changed = data(api.put(f"/schedules/{made['id']}", {"completed_at": "2020-02-02 01:00"}))

    assert changed["completed_at"] == "2020-02-02 01:00:00"
    moved = data(api.put(f"/schedules/{made['id']}", {"scheduled_at": "2020-02-02 00:30"}))
    assert moved["scheduled_at"] == "2020-02-02 00:30:00"


def test_sending_back_what_was_read_changes_nothing(api: Api, upgrade: Window) -> None:
    read = data(api.get(f"/schedules/{upgrade.pk}"))
    before = Event.objects.count()
    names = ("name", "status", "message", "scheduled_at", "completed_at")

    data(api.put(f"/schedules/{upgrade.pk}", {name: read[name] for name in names}))

    assert Event.objects.count() == before
    assert data(api.get(f"/schedules/{upgrade.pk}")) == read


def test_a_status_begins_and_completes_it(api: Api, upgrade: Window) -> None:
    for status in (1, 2):
        assert data(api.put(f"/schedules/{upgrade.pk}", {"status": status}))["status"] == status

    kinds = Event.objects.order_by("-version").values_list("kind", flat=True)[:2]
    assert list(kinds) == ["window.completed", "window.began"]


def test_nobody_hears_of_it_unless_asked_for(api: Api) -> None:
    api.post("/schedules", UPGRADE)
    api.post("/schedules", UPGRADE | {"notify": True})

    planned = Event.objects.filter(kind="window.planned").order_by("version")
    assert [event.facts["notify"] for event in planned] == [False, True]


# Components


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


# What is refused


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


# Lists


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


# Who may


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
