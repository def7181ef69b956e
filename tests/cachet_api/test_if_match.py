"""ETag and If-Match on single items: contract 1.6."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus as Status
from signalpost.events.models import Event
from signalpost.incidents import operations as incidents
from signalpost.kernel.actor import Actor
from tests.cachet_api.conftest import Api, error
from tests.cachet_api.routes import ROUTES, Route, build

ITEMS = [route for route in ROUTES if route.method == "GET" and route.verb.is_item]
#: An edit for each, that changes something.
EDITS = {
    "components/<id:component_id>": {"name": "Other"},
    "components/groups/<id:group_id>": {"name": "Other"},
    "incidents/templates/<id:template_id>": {"name": "Other"},
    "incidents/<id:incident_id>": {"name": "Other"},
    "incidents/<id:incident_id>/updates/<id:update_id>": {"message": "Other"},
    "schedules/<id:window_id>": {"name": "Other"},
    "metrics/<id:metric_id>": {"name": "Other"},
}


@pytest.fixture
def world(alice: Actor, website: Component) -> dict[str, int]:
    return build(alice, website)


@pytest.mark.parametrize("route", ITEMS, ids=str)
class TestEveryItem:
    def test_has_a_strong_tag_that_stays_until_it_changes(
        self, api: Api, world: dict[str, int], route: Route
    ) -> None:
        path = route.address(world)

        first, second = api.get(path)["ETag"], api.get(path)["ETag"]
        assert first == second
        assert first.startswith('"')

        changed = api.put(path, EDITS[route.path])
        assert changed["ETag"] not in (None, first)
        assert api.get(path)["ETag"] == changed["ETag"]

    def test_is_edited_when_it_is_what_was_read(
        self, api: Api, world: dict[str, int], route: Route
    ) -> None:
        path = route.address(world)
        tag = api.get(path)["ETag"]

        assert api.put(path, EDITS[route.path], **{"If-Match": tag}).status_code == 200

    @pytest.mark.parametrize("method", ["PUT", "DELETE"])
    def test_is_left_alone_when_it_has_changed_since(
        self, api: Api, world: dict[str, int], route: Route, method: str
    ) -> None:
        path = route.address(world)
        old = api.get(path)["ETag"]
        new = api.put(path, EDITS[route.path])
        before = Event.objects.count()

        response = api.send(
            method, path, b'{"name":"x","message":"x"}', "text/json", headers={"If-Match": old}
        )

        refusal = error(response)
        assert (refusal["status"], refusal["title"]) == (412, "Precondition Failed")
        assert api.get(path).content == new.content
        assert Event.objects.count() == before

    def test_is_deleted_when_it_is_what_was_read(
        self, api: Api, world: dict[str, int], route: Route
    ) -> None:
        path = route.address(world)

        assert api.delete(path, **{"If-Match": api.get(path)["ETag"]}).status_code == 204


@pytest.mark.parametrize(
    ("wish", "status"),
    [
        ("*", 200),
        ("", 200),
        ('"other", {tag}', 200),
        ("W/{tag}", 412),
        ('"other"', 412),
        ("other", 412),
        ("\x80", 412),
    ],
)
def test_if_match_reads_as_the_standard_says(
    api: Api, website: Component, wish: str, status: int
) -> None:
    path = f"/components/{website.pk}"
    wish = wish.replace("{tag}", api.get(path)["ETag"])

    assert api.put(path, {"name": "Site"}, **{"If-Match": wish}).status_code == status


def test_a_components_tag_follows_what_incidents_say_of_it(
    api: Api, website: Component, alice: Actor
) -> None:
    path = f"/components/{website.pk}"
    old = api.get(path)["ETag"]
    incidents.report(by=alice, name="Down", message="", impacts={website.pk: Status.MAJOR_OUTAGE})

    assert api.put(path, {"status": 1}, **{"If-Match": old}).status_code == 412


def test_the_tag_of_an_edit_is_that_of_the_next_read_however_meta_is_kept(
    api: Api, website: Component
) -> None:
    path = f"/components/{website.pk}"

    changed = api.put(path, {"meta": {"zone": "eu", "area": 1e22}})

    assert changed.content == api.get(path).content
    assert api.put(path, {"name": "Site"}, **{"If-Match": changed["ETag"]}).status_code == 200


def test_what_has_no_tag_matches_none(api: Api, alice: Actor, website: Component) -> None:
    world = build(alice, website)

    response = api.delete(f"/subscribers/{world['subscriber_id']}", **{"If-Match": '"x"'})

    assert response.status_code == 412


def test_guests_get_no_tag_to_edit_by(guest: Api, api: Api, website: Component) -> None:
    path = f"/components/{website.pk}"

    assert guest.put(path, {}, **{"If-Match": guest.get(path)["ETag"]}).status_code == 401


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("route", ITEMS, ids=str)
def test_of_many_who_read_the_same_one_wins(
    api: Api, alice: Actor, website: Component, route: Route
) -> None:
    world = build(alice, website)
    path = route.address(world)
    tag = api.get(path)["ETag"]
    together = threading.Barrier(6)
    [field] = EDITS[route.path]

    def edit(number: int) -> int:
        together.wait()
        try:
            return api.put(path, {field: f"Writer {number}"}, **{"If-Match": tag}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        statuses = sorted(pool.map(edit, range(6)))

    assert statuses == [200, 412, 412, 412, 412, 412]
