from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus as Status
from signalpost.events.models import Event
from signalpost.incidents import operations
from signalpost.incidents.models import Incident
from signalpost.incidents.statuses import IncidentStatus
from signalpost.kernel.actor import Actor
from signalpost.site import operations as site
from tests.cachet_api.conftest import Api, data, details, error, ids

KEYS = [
    "id", "user_id", "component_id", "name", "status", "visible", "stickied", "notifications",
    "message", "occurred_at", "created_at", "updated_at", "deleted_at", "is_resolved", "meta",
    "updates", "human_status", "latest_update_id", "latest_status", "latest_human_status",
    "latest_icon", "permalink", "duration",
]  # fmt: skip
DOWN = {"name": "Down", "message": "We look.", "status": 1}


@pytest.fixture
def slow(alice: Actor) -> Incident:
    return operations.report(by=alice, name="Slow", message="We look.")


def test_an_incident_has_the_contracts_keys_in_its_order(guest: Api, slow: Incident) -> None:
    assert list(data(guest.get(f"/incidents/{slow.pk}")))[: len(KEYS)] == KEYS


def test_a_plain_incident_reads_as_the_contract_says(api: Api, alice: Actor) -> None:
    made = data(api.post("/incidents", DOWN))

    assert (
        made.items()
        >= {
            "user_id": alice.user_id,
            "component_id": 0,
            "name": "Down",
            "status": 1,
            "visible": 1,
            "stickied": False,
            "notifications": False,
            "message": "We look.",
            "deleted_at": None,
            "is_resolved": False,
            "meta": [],
            "updates": [],
            "human_status": "Investigating",
            "latest_update_id": None,
            "latest_status": 1,
            "latest_human_status": "Investigating",
            "latest_icon": "icon ion-flag oranges",
            "permalink": f"http://testserver/incidents/{made['id']}",
            "duration": 0,
        }.items()
    )


def test_everything_that_is_written_is_read_back(api: Api, website: Component) -> None:
    written = {
        "name": "Down",
        "message": "**Markdown** <b>x</b> & a < b",
        "status": 2,
        "visible": 0,
        "stickied": True,
        "component_id": website.pk,
        "meta": {"ticket": "T-1", "people": {"lead": "Mia"}},
    }

    made = data(api.post("/incidents", written | {"component_status": 3}))

    shown = data(api.get(f"/incidents/{made['id']}"))
    assert shown == made
    assert {name: shown[name] for name in written} == written


def test_an_empty_create_asks_for_name_and_status(api: Api) -> None:
    expected = ["The name field is required.", "The status field is required."]

    assert details(api.post("/incidents")) == expected


@pytest.mark.parametrize("message", [None, "", "  "])
def test_the_message_is_asked_for_once_the_rest_is_right(api: Api, message: object) -> None:
    response = api.post("/incidents", {"name": "Down", "status": 1, "message": message})

    assert details(response) == ["The message field is required."]


def test_the_message_is_kept_as_it_was_typed_on_create(api: Api) -> None:
    made = data(api.post("/incidents", DOWN | {"message": "  - a\n  - b\n"}))

    assert made["message"] == "  - a\n  - b\n"


def test_the_message_is_trimmed_on_edit(api: Api, slow: Incident) -> None:
    changed = data(api.put(f"/incidents/{slow.pk}", {"message": "  still \n"}))

    assert changed["message"] == "still"


@pytest.mark.parametrize("field", ["name", "message"])
def test_a_blank_text_is_refused_on_edit(api: Api, slow: Incident, field: str) -> None:
    assert field in details(api.put(f"/incidents/{slow.pk}", {field: " "}))[0]


@pytest.mark.parametrize(
    ("number", "name", "icon"),
    [
        (0, "Scheduled", "icon ion-android-calendar"),
        (1, "Investigating", "icon ion-flag oranges"),
        (2, "Identified", "icon ion-alert yellows"),
        (3, "Watching", "icon ion-eye blues"),
        (4, "Fixed", "icon ion-checkmark greens"),
    ],
)
def test_every_status_has_its_number_name_and_icon(
    api: Api, number: int, name: str, icon: str
) -> None:
    made = data(api.post("/incidents", DOWN | {"status": number}))

    assert (made["status"], made["human_status"], made["latest_icon"]) == (number, name, icon)
    assert made["is_resolved"] is (number == 4)


def test_the_newest_update_speaks_for_the_incident(api: Api, slow: Incident, alice: Actor) -> None:
    operations.post_update(slow.pk, by=alice, status=IncidentStatus.IDENTIFIED, message="Found.")
    last = operations.post_update(slow.pk, by=alice, status=IncidentStatus.FIXED, message="Done.")

    shown = data(api.get(f"/incidents/{slow.pk}"))

    assert [update["message"] for update in shown["updates"]] == ["Done.", "Found."]
    assert shown["latest_update_id"] == last.pk
    assert (shown["latest_status"], shown["latest_human_status"]) == (4, "Fixed")
    assert shown["is_resolved"] is True


def test_updates_inside_are_the_full_objects(api: Api, slow: Incident, alice: Actor) -> None:
    update = operations.post_update(
        slow.pk, by=alice, status=IncidentStatus.WATCHING, message="Better."
    )

    [shown] = data(api.get(f"/incidents/{slow.pk}"))["updates"]

    assert shown == data(api.get(f"/incidents/{slow.pk}/updates/{update.pk}"))


def test_the_duration_runs_to_the_newest_update(api: Api, slow: Incident, alice: Actor) -> None:
    update = operations.post_update(
        slow.pk, by=alice, status=IncidentStatus.WATCHING, message="Better."
    )
    created = update.created_at - timedelta(seconds=300)
    Incident.objects.filter(pk=slow.pk).update(created_at=created)

    assert data(api.get(f"/incidents/{slow.pk}"))["duration"] == 300


def test_the_permalink_begins_with_the_sites_own_address(
    api: Api, slow: Incident, alice: Actor
) -> None:
    site.change(by=alice, address="https://status.example.com")

    shown = data(api.send("GET", f"/incidents/{slow.pk}", headers={"Host": "status.example.com"}))

    assert shown["permalink"] == f"https://status.example.com/incidents/{slow.pk}"


def test_an_edit_keeps_what_is_left_out(api: Api, website: Component) -> None:
    given = DOWN | {
        "visible": 0, "stickied": 1, "meta": {"a": 1},
        "component_id": website.pk, "component_status": 2,
    }  # fmt: skip
    made = data(api.post("/incidents", given))

    changed = data(api.put(f"/incidents/{made['id']}", {"name": "Slow"}))

    moment = {name: changed[name] for name in ("updated_at", "updated_at_iso")}
    assert changed == made | moment | {"name": "Slow"}


def test_an_edit_changes_what_is_given(api: Api, slow: Incident) -> None:
    given = {"name": "Slower", "message": "Oh.", "status": 3, "visible": 0, "stickied": True}

    changed = data(api.put(f"/incidents/{slow.pk}", given))

    assert {name: changed[name] for name in given} == given


@pytest.mark.parametrize(
    ("given", "visible"), [("True", 1), ("true", 1), (1, 1), ("False", 0), (0, 0), ("", 0)]
)
def test_visible_is_cast(api: Api, given: object, visible: int) -> None:
    made = data(api.post("/incidents", DOWN | {"visible": given}))

    assert made["visible"] == visible


def test_a_null_for_visible_hides_a_new_incident(api: Api) -> None:
    assert data(api.post("/incidents", DOWN | {"visible": None}))["visible"] == 0


@pytest.mark.parametrize("verb", ["post", "put"])
@pytest.mark.parametrize(
    ("given", "missing", "present"),
    [
        ({"component_id": 1}, "component status", "component id"),
        ({"component_status": 1}, "component id", "component status"),
    ],
)
def test_component_and_status_come_as_a_pair(
    api: Api,
    slow: Incident,
    website: Component,
    verb: str,
    given: dict[str, int],
    missing: str,
    present: str,
) -> None:
    path = "/incidents" if verb == "post" else f"/incidents/{slow.pk}"

    response = getattr(api, verb)(path, DOWN | given)

    assert details(response) == [f"The {missing} field is required when {present} is present."]


def test_an_unknown_component_is_refused_and_nothing_is_written(api: Api) -> None:
    response = api.post("/incidents", DOWN | {"component_id": 99, "component_status": 1})

    assert details(response) == ["The component id is invalid: No component with id 99."]
    assert not Incident.objects.exists()


@pytest.mark.parametrize("status", range(5))
def test_it_sets_the_components_status(api: Api, website: Component, status: int) -> None:
    api.post("/incidents", DOWN | {"component_id": website.pk, "component_status": status})

    assert data(api.get(f"/components/{website.pk}"))["status"] == status


def test_a_component_status_of_0_counts_as_given(api: Api, website: Component) -> None:
    made = data(api.post("/incidents", DOWN | {"component_id": website.pk, "component_status": 0}))

    assert made["component_id"] == website.pk


def test_a_hidden_incident_changes_no_component_until_it_is_visible(
    api: Api, website: Component
) -> None:
    pair = {"component_id": website.pk, "component_status": 4}
    made = data(api.post("/incidents", DOWN | pair | {"visible": 0}))
    assert data(api.get(f"/components/{website.pk}"))["status"] == 1

    api.put(f"/incidents/{made['id']}", {"visible": 1})

    assert data(api.get(f"/components/{website.pk}"))["status"] == 4


@pytest.mark.parametrize("way", ["update", "edit"])
def test_a_fixed_incident_gives_the_component_its_prior_status_back(
    api: Api, website: Component, alice: Actor, way: str
) -> None:
    operations.state_component(website.pk, by=alice, status=Status.PERFORMANCE_ISSUES)
    pair = {"component_id": website.pk, "component_status": 4}
    made = data(api.post("/incidents", DOWN | pair))

    if way == "update":
        api.post(f"/incidents/{made['id']}/updates", {"status": 4, "message": "Done."})
    else:
        api.put(f"/incidents/{made['id']}", {"status": 4})

    assert data(api.get(f"/components/{website.pk}"))["status"] == 2


def test_a_status_set_meanwhile_stays_when_the_incident_is_fixed(
    api: Api, website: Component
) -> None:
    pair = {"component_id": website.pk, "component_status": 4}
    made = data(api.post("/incidents", DOWN | pair))
    api.put(f"/components/{website.pk}", {"status": 3})

    api.put(f"/incidents/{made['id']}", {"status": 4})

    assert data(api.get(f"/components/{website.pk}"))["status"] == 3


def test_an_edit_that_fixes_and_states_leaves_what_it_states(api: Api, website: Component) -> None:
    pair = {"component_id": website.pk, "component_status": 4}
    made = data(api.post("/incidents", DOWN | pair))

    api.put(f"/incidents/{made['id']}", {"status": 4} | pair | {"component_status": 2})

    assert data(api.get(f"/components/{website.pk}"))["status"] == 2


def test_notify_is_kept_for_those_who_send(api: Api) -> None:
    api.post("/incidents", DOWN)
    api.post("/incidents", DOWN | {"notify": "False"})

    reported = Event.objects.filter(kind="incident.reported").order_by("version")
    assert [event.facts["notify"] for event in reported] == [True, False]


class TestMeta:
    def test_empty_values_are_dropped_also_one_level_down(self, api: Api) -> None:
        given = {"a": "", "b": 0, "c": [], "d": None, "e": False, "f": {"g": "", "h": 1}, "i": "x"}

        made = data(api.post("/incidents", DOWN | {"meta": given}))

        assert made["meta"] == {"f": {"h": 1}, "i": "x"}

    def test_an_edit_merges_by_key_and_an_empty_value_deletes(self, api: Api) -> None:
        made = data(api.post("/incidents", DOWN | {"meta": {"a": 1, "b": 2}}))

        changed = data(api.put(f"/incidents/{made['id']}", {"meta": {"b": "", "c": 3}}))

        assert changed["meta"] == {"a": 1, "c": 3}

    def test_what_is_no_array_is_refused(self, api: Api) -> None:
        response = api.post("/incidents", DOWN | {"meta": "x"})

        assert details(response) == ["The meta must be an array."]


class TestDates:
    @pytest.mark.parametrize(
        "given",
        ["2024-01-15 10:30", "2024-01-15 10:30:00", "2024-01-15T10:30", "2024-01-15T10:30:00"],
    )
    def test_occurred_at_takes_the_contracts_forms(self, api: Api, given: str) -> None:
        made = data(api.post("/incidents", DOWN | {"occurred_at": given}))

        assert made["occurred_at"] == "2024-01-15 10:30:00"

    @pytest.mark.parametrize(
        "given", ["2024-01-15T10:30:00+02:00", "2024-01-15T08:30:00Z", "2024-01-15T08:30:00.5Z"]
    )
    def test_occurred_at_takes_an_offset(self, api: Api, given: str) -> None:
        made = data(api.post("/incidents", DOWN | {"occurred_at": given}))

        assert made["occurred_at"] == "2024-01-15 08:30:00"

    @pytest.mark.parametrize(
        "given",
        ["yesterday", "2024-02-31 10:00", "2024-01-15", "15/01/2024 10:00", "0000-01-01 00:00",
         "99999-01-01 00:00", "2024-01-15 25:00", "2024-01-15T10:00:00+99:00"],
    )  # fmt: skip
    def test_what_is_no_date_is_refused(self, api: Api, given: str) -> None:
        [sentence] = details(api.post("/incidents", DOWN | {"occurred_at": given}))

        assert sentence.startswith("The occurred at ")

    def test_without_one_it_occurred_now(self, api: Api) -> None:
        made = data(api.post("/incidents", DOWN))

        assert made["occurred_at"] == made["created_at"]

    def test_created_at_is_ignored(self, api: Api) -> None:
        made = data(api.post("/incidents", DOWN | {"created_at": "2001-01-01 00:00:00"}))

        assert not made["created_at"].startswith("2001")

    def test_the_time_zone_header_counts_both_ways(self, token: str) -> None:
        kolkata = Api(token, **{"Time-Zone": "Asia/Kolkata"})

        made = data(kolkata.post("/incidents", DOWN | {"occurred_at": "2024-01-15 10:30"}))

        assert made["occurred_at"] == "2024-01-15 10:30:00"
        shown = data(Api(token).get(f"/incidents/{made['id']}"))
        assert shown["occurred_at"] == "2024-01-15 05:00:00"

    @pytest.mark.parametrize("zone", ["Mars/Olympus", "../../etc/passwd", "Europe", "\u00e9"])
    def test_an_unknown_time_zone_is_ignored(self, token: str, zone: str) -> None:
        lost = Api(token, **{"Time-Zone": zone})

        made = data(lost.post("/incidents", DOWN | {"occurred_at": "2024-01-15 10:30"}))

        assert made["occurred_at"] == "2024-01-15 10:30:00"

    def test_without_the_header_the_sites_zone_counts(self, api: Api, alice: Actor) -> None:
        site.change(by=alice, time_zone="America/New_York")
        made = data(api.post("/incidents", DOWN | {"occurred_at": "2024-07-15 10:30"}))

        site.change(by=alice, time_zone="UTC")

        shown = data(api.get(f"/incidents/{made['id']}"))
        assert shown["occurred_at"] == "2024-07-15 14:30:00"


class TestWhoSees:
    def test_guests_get_no_hidden_incidents(
        self, guest: Api, api: Api, viewing: Api, slow: Incident, alice: Actor
    ) -> None:
        hidden = operations.report(by=alice, name="Inside", message="…", visible=False)

        assert ids(guest.get("/incidents")) == [slow.pk]
        assert guest.get(f"/incidents/{hidden.pk}").status_code == 404
        assert ids(api.get("/incidents")) == [slow.pk, hidden.pk]
        assert viewing.get(f"/incidents/{hidden.pk}").status_code == 200

    def test_only_those_who_write_see_an_incident_under_embargo(
        self, guest: Api, api: Api, viewing: Api, alice: Actor
    ) -> None:
        tomorrow = timezone.now() + timedelta(days=1)
        early = operations.report(by=alice, name="Early", message="…", published_at=tomorrow)

        statuses = [who.get(f"/incidents/{early.pk}").status_code for who in (guest, viewing, api)]

        assert statuses == [404, 404, 200]
        assert ids(viewing.get("/incidents")) == []

    def test_a_guests_write_to_a_hidden_incident_is_a_404(self, guest: Api, alice: Actor) -> None:
        hidden = operations.report(by=alice, name="Inside", message="…", visible=False)

        assert guest.put(f"/incidents/{hidden.pk}", {"status": 4}).status_code == 404

    def test_those_who_look_may_not_write(self, viewing: Api, slow: Incident) -> None:
        assert error(viewing.put(f"/incidents/{slow.pk}", {"status": 4}))["title"] == "Forbidden"


def test_a_deleted_incident_is_gone_with_its_updates(
    api: Api, slow: Incident, alice: Actor
) -> None:
    update = operations.post_update(slow.pk, by=alice, status=IncidentStatus.FIXED, message="Done.")

    assert api.delete(f"/incidents/{slow.pk}").status_code == 204

    paths = [f"/incidents/{slow.pk}", f"/incidents/{slow.pk}/updates"]
    paths.append(f"/incidents/{slow.pk}/updates/{update.pk}")
    assert [api.get(path).status_code for path in paths] == [404, 404, 404]
    assert api.delete(f"/incidents/{slow.pk}").status_code == 404
    assert ids(api.get("/incidents")) == []


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
