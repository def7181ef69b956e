from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from signalpost.components.models import Component
from signalpost.events.models import Event
from signalpost.incidents import operations
from signalpost.incidents.models import Incident
from signalpost.incidents.statuses import IncidentStatus
from signalpost.kernel.actor import Actor
from signalpost.site import operations as site
from tests.cachet_api.conftest import Api, data, details, error, ids
from tests.cachet_api.incidents import DOWN

KEYS = [
    "id", "user_id", "component_id", "name", "status", "visible", "stickied", "notifications",
    "message", "occurred_at", "created_at", "updated_at", "deleted_at", "is_resolved", "meta",
    "updates", "human_status", "latest_update_id", "latest_status", "latest_human_status",
    "latest_icon", "permalink", "duration",
]  # fmt: skip


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
