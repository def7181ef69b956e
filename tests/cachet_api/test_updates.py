from __future__ import annotations

from datetime import timedelta

import pytest

from signalpost.components.models import Component
from signalpost.incidents import operations
from signalpost.incidents.models import Incident, Update
from signalpost.incidents.statuses import IncidentStatus
from signalpost.kernel.actor import Actor
from tests.cachet_api.conftest import Api, data, details, ids

KEYS = [
    "id", "incident_id", "status", "message", "user_id", "created_at", "updated_at",
    "human_status", "permalink",
]  # fmt: skip


@pytest.fixture
def found(slow: Incident, alice: Actor) -> Update:
    return operations.post_update(
        slow.pk, by=alice, status=IncidentStatus.IDENTIFIED, message="Found."
    )


def test_an_update_reads_as_the_contract_says(api: Api, slow: Incident, alice: Actor) -> None:
    made = data(api.post(f"/incidents/{slow.pk}/updates", {"status": 3, "message": " Better. "}))

    assert list(made)[: len(KEYS)] == KEYS
    assert (
        made.items()
        >= {
            "incident_id": slow.pk,
            "status": 3,
            "message": "Better.",
            "user_id": alice.user_id,
            "human_status": "Watching",
            "permalink": f"http://testserver/incidents/{slow.pk}#update-{made['id']}",
        }.items()
    )
    assert data(api.get(f"/incidents/{slow.pk}/updates/{made['id']}")) == made


def test_posting_one_sets_the_incidents_status(api: Api, slow: Incident) -> None:
    api.post(f"/incidents/{slow.pk}/updates", {"status": 4, "message": "Done."})

    shown = data(api.get(f"/incidents/{slow.pk}"))
    assert (shown["status"], shown["is_resolved"]) == (4, True)


def test_an_empty_create_asks_for_status_and_message(api: Api, slow: Incident) -> None:
    expected = ["The status field is required.", "The message field is required."]

    assert details(api.post(f"/incidents/{slow.pk}/updates")) == expected


@pytest.mark.parametrize("status", [0, 5, -1])
def test_its_status_is_between_1_and_4(api: Api, slow: Incident, status: int) -> None:
    given = {"status": status, "message": "…"}

    [sentence] = details(api.post(f"/incidents/{slow.pk}/updates", given))

    assert sentence == "The status must be between 1 and 4."


def test_the_component_pair_is_applied(api: Api, slow: Incident, website: Component) -> None:
    pair = {"component_id": website.pk, "component_status": 3}

    api.post(f"/incidents/{slow.pk}/updates", {"status": 2, "message": "…"} | pair)

    assert data(api.get(f"/components/{website.pk}"))["status"] == 3


def test_one_half_of_the_pair_is_refused(api: Api, slow: Incident, website: Component) -> None:
    given = {"status": 2, "message": "…", "component_id": website.pk}

    assert details(api.post(f"/incidents/{slow.pk}/updates", given)) == [
        "The component status field is required when component id is present."
    ]


def test_an_edit_changes_the_update_and_leaves_the_incidents_own_status(
    api: Api, found: Update
) -> None:
    path = f"/incidents/{found.incident_id}"

    changed = data(api.put(f"{path}/updates/{found.pk}", {"status": 4, "message": "Gone."}))

    assert (changed["status"], changed["message"]) == (4, "Gone.")
    shown = data(api.get(path))
    assert (shown["status"], shown["latest_status"], shown["is_resolved"]) == (2, 4, True)


def test_an_edit_belongs_to_whoever_made_it(api: Api, slow: Incident, mia: Actor) -> None:
    update = operations.post_update(
        slow.pk, by=mia, status=IncidentStatus.IDENTIFIED, message="Found."
    )

    changed = data(api.put(f"/incidents/{slow.pk}/updates/{update.pk}", {"message": "Oh."}))

    assert changed["user_id"] != mia.user_id


def test_nulls_change_nothing_on_edit(api: Api, found: Update) -> None:
    path = f"/incidents/{found.incident_id}/updates/{found.pk}"

    changed = data(api.put(path, {"status": None, "message": None}))

    assert (changed["status"], changed["message"]) == (2, "Found.")


def test_a_blank_message_is_refused_on_edit(api: Api, found: Update) -> None:
    path = f"/incidents/{found.incident_id}/updates/{found.pk}"

    assert details(api.put(path, {"message": ""})) == ["The message field is required."]


def test_a_deleted_update_is_gone_and_the_incidents_status_stays(api: Api, found: Update) -> None:
    path = f"/incidents/{found.incident_id}/updates/{found.pk}"

    assert api.delete(path).status_code == 204

    assert api.get(path).status_code == 404
    assert data(api.get(f"/incidents/{found.incident_id}"))["status"] == 2


def test_an_update_of_another_incident_is_a_404(api: Api, found: Update, alice: Actor) -> None:
    other = operations.report(by=alice, name="Other", message="…")
    path = f"/incidents/{other.pk}/updates/{found.pk}"

    statuses = [
        api.get(path).status_code,
        api.put(path, {"message": "x"}).status_code,
        api.delete(path).status_code,
    ]

    assert statuses == [404, 404, 404]


def test_the_updates_of_a_hidden_incident_are_hidden_too(
    guest: Api, api: Api, found: Update, alice: Actor
) -> None:
    operations.edit(found.incident_id, by=alice, visible=False)
    paths = [f"/incidents/{found.incident_id}/updates"]
    paths.append(f"{paths[0]}/{found.pk}")

    assert [guest.get(path).status_code for path in paths] == [404, 404]
    assert [api.get(path).status_code for path in paths] == [200, 200]


class TestLists:
    @pytest.fixture(autouse=True)
    def _three(self, slow: Incident, alice: Actor) -> None:
        """The first two at the same moment."""
        self.path = f"/incidents/{slow.pk}/updates"
        first, second, third = (
            operations.post_update(slow.pk, by=alice, status=status, message="…")
            for status in (
                IncidentStatus.WATCHING,
                IncidentStatus.FIXED,
                IncidentStatus.IDENTIFIED,
            )
        )
        Update.objects.filter(pk=second.pk).update(created_at=first.created_at)
        later = first.created_at + timedelta(minutes=1)
        Update.objects.filter(pk=third.pk).update(created_at=later)
        self.ids = [first.pk, second.pk, third.pk]

    @pytest.mark.parametrize(
        ("query", "places"),
        [
            ({}, [2, 1, 0]),
            ({"sort": "id", "order": "asc"}, [2, 0, 1]),
            ({"sort": "status"}, [2, 1, 0]),
            ({"sort": "status", "order": "asc"}, [2, 0, 1]),
            ({"sort": "message"}, [2, 1, 0]),
            ({"status": 3}, [2, 1, 0]),
            ({"per_page": 1, "page": 2}, [1]),
        ],
    )
    def test_the_newest_comes_first_and_sort_breaks_ties(
        self, api: Api, query: dict[str, object], places: list[int]
    ) -> None:
        assert [self.ids.index(pk) for pk in ids(api.get(self.path, **query))] == places
