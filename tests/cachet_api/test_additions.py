"""What this door gives beyond Cachet: several components, embargoes, dates with an offset."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus as Status
from signalpost.incidents import operations
from signalpost.incidents.models import Incident
from signalpost.kernel.actor import Actor
from tests.cachet_api.conftest import Api, data, details, ids
from tests.cachet_api.incidents import DOWN
from tests.cachet_api.routes import LISTS, ROUTES, Route, build


def said(item: dict[str, Any]) -> dict[int, int]:
    return {one["id"]: one["status"] for one in item["components"]}


def status_of(api: Api, component: Component) -> int:
    return data(api.get(f"/components/{component.pk}"))["status"]


class TestComponents:
    @pytest.mark.parametrize("keys", [("id", "status"), ("component_id", "component_status")])
    def test_an_incident_touches_several(
        self, api: Api, website: Component, checkout: Component, keys: tuple[str, str]
    ) -> None:
        listed = [
            dict(zip(keys, pair, strict=True)) for pair in [(website.pk, 4), (checkout.pk, 2)]
        ]

        made = data(api.post("/incidents", DOWN | {"components": listed}))

        assert said(made) == {website.pk: 4, checkout.pk: 2}
        assert made["component_id"] == website.pk
        assert (status_of(api, website), status_of(api, checkout)) == (4, 2)

    def test_the_pair_and_the_list_may_come_together(
        self, api: Api, website: Component, checkout: Component
    ) -> None:
        pair = {"component_id": checkout.pk, "component_status": 3}
        listed = [{"id": website.pk, "status": 2}]

        made = data(api.post("/incidents", DOWN | pair | {"components": listed}))

        assert said(made) == {checkout.pk: 3, website.pk: 2}
        assert made["component_id"] == checkout.pk

    def test_a_form_names_them_with_brackets(self, api: Api, website: Component) -> None:
        body = (
            f"name=Down&message=x&status=1&components[0][id]={website.pk}&components[0][status]=3"
        )

        made = data(api.send("POST", "/incidents", body, "application/x-www-form-urlencoded"))

        assert said(made) == {website.pk: 3}

    def test_an_edit_states_more_and_an_update_too(
        self, api: Api, website: Component, checkout: Component
    ) -> None:
        path = f"/incidents/{data(api.post('/incidents', DOWN))['id']}"

        api.put(path, {"components": [{"id": website.pk, "status": 4}]})
        update = data(
            api.post(
                f"{path}/updates",
                {"status": 2, "message": "…", "components": [{"id": checkout.pk, "status": 2}]},
            )
        )

        assert said(update) == {checkout.pk: 2}
        assert said(data(api.get(path))) == {website.pk: 4, checkout.pk: 2}

    def test_each_says_how_long_it_is_so(self, api: Api, website: Component) -> None:
        listed = [{"id": website.pk, "status": 4}]
        made = data(api.post("/incidents", DOWN | {"components": listed}))
        [open_one] = made["components"]
        assert open_one["name"] == "Website"
        assert open_one["began_at"] == made["occurred_at"]
        assert open_one["ended_at"] is None

        [ended] = data(api.put(f"/incidents/{made['id']}", {"status": 4}))["components"]

        assert ended["status"] == 4
        assert ended["ended_at"] is not None

    def test_guests_are_not_told_of_disabled_components(
        self, api: Api, guest: Api, website: Component, alice: Actor
    ) -> None:
        down = {"components": [{"id": website.pk, "status": 4}]}
        made = data(api.post("/incidents", DOWN | down))
        data(api.post(f"/incidents/{made['id']}/updates", {"status": 2, "message": "…"} | down))
        operations.state_component(website.pk, by=alice, enabled=False)

        told = [data(who.get(f"/incidents/{made['id']}")) for who in (guest, api)]

        assert [said(incident) for incident in told] == [{}, {website.pk: 4}]
        assert [said(incident["updates"][0]) for incident in told] == [{}, {website.pk: 4}]
        assert [incident["component_id"] for incident in told] == [0, website.pk]

    def test_nor_of_those_that_were_only_ever_called_operational(
        self, api: Api, guest: Api, website: Component, alice: Actor
    ) -> None:
        made = data(api.post("/incidents", DOWN))
        well = {"components": [{"id": website.pk, "status": 1}]}
        data(api.post(f"/incidents/{made['id']}/updates", {"status": 2, "message": "…"} | well))
        operations.state_component(website.pk, by=alice, enabled=False)

        told = [data(who.get(f"/incidents/{made['id']}"))["updates"][0] for who in (guest, api)]

        assert [said(update) for update in told] == [{}, {website.pk: 1}]

    @pytest.mark.parametrize(
        ("given", "sentence"),
        [
            ("1", "The components must be an array."),
            ([1], "Of the components, number 1: It must be an object."),
            ({"id": 1, "status": 1}, "The components must be a list."),
            ([{"id": 1}], "Of the components, number 1: The status field is required."),
            ([{"status": 1}], "Of the components, number 1: The id field is required."),
            (
                [{"id": 1, "status": 5}],
                "Of the components, number 1: The status must be between 0 and 4.",
            ),
            ([{"id": 99, "status": 1}], "The components is invalid: No component with id 99."),
            ([{"id": 1, "status": 1}] * 1001, "The components may not have more than 1000 items."),
        ],
    )
    def test_what_cannot_be_is_refused_and_leaves_nothing(
        self, api: Api, given: object, sentence: str
    ) -> None:
        assert details(api.post("/incidents", DOWN | {"components": given})) == [sentence]
        assert not Incident.objects.exists()


class TestEmbargo:
    @pytest.fixture
    def later(self) -> datetime:
        return (timezone.now() + timedelta(hours=2)).replace(microsecond=0)

    def test_an_incident_is_kept_back_until_it_is_published(
        self, api: Api, guest: Api, website: Component, later: datetime
    ) -> None:
        listed = {"components": [{"id": website.pk, "status": 4}]}
        made = data(api.post("/incidents", DOWN | listed | {"published_at": later.isoformat()}))

        assert made["published_at"] == f"{later:%Y-%m-%d %H:%M:%S}"
        assert guest.get(f"/incidents/{made['id']}").status_code == 404
        assert ids(guest.get("/incidents")) == []
        assert status_of(guest, website) == 1
        assert data(guest.get("/status"))["status"] == "success"

        now = f"{timezone.now():%Y-%m-%d %H:%M:%S}"
        data(api.put(f"/incidents/{made['id']}", {"published_at": now}))

        assert data(guest.get(f"/incidents/{made['id']}"))["name"] == "Down"
        assert status_of(guest, website) == 4

    def test_without_one_it_is_published_at_once(self, api: Api) -> None:
        made = data(api.post("/incidents", DOWN))

        assert made["published_at"] == made["created_at"]

    def test_its_zone_is_the_requests(self, token: str) -> None:
        kolkata = Api(token, **{"Time-Zone": "Asia/Kolkata"})

        made = data(kolkata.post("/incidents", DOWN | {"published_at": "2024-01-15 10:30"}))

        assert made["published_at_iso"] == "2024-01-15T10:30:00+05:30"


def test_an_incident_says_when_it_was_resolved(api: Api) -> None:
    made = data(api.post("/incidents", DOWN))
    assert made["resolved_at"] is None

    fixed = data(api.put(f"/incidents/{made['id']}", {"status": 4}))

    assert fixed["resolved_at"] == fixed["updated_at"]


@pytest.mark.parametrize(
    "route", [*LISTS, *(route for route in ROUTES if route.verb.is_item)], ids=str
)
def test_every_date_comes_a_second_time_with_its_offset(
    token: str, alice: Actor, website: Component, route: Route
) -> None:
    world = build(alice, website)
    kolkata = Api(token, **{"Time-Zone": "Asia/Kolkata"})

    shown = data(kolkata.get(route.address(world)))

    item = shown[0] if isinstance(shown, list) else shown
    names = [name for name in item if name.endswith("_at")]
    assert names
    for name in names:
        iso = item[f"{name}_iso"]
        assert (iso is None) == (item[name] is None)
        if iso and name != "verified_at":
            assert datetime.fromisoformat(iso).strftime("%Y-%m-%d %H:%M:%S") == item[name]
            assert iso[-6:] in ("+05:30", "+00:00")


def test_the_offset_is_the_one_of_the_zone_asked_for(token: str, website: Component) -> None:
    kolkata, plain = Api(token, **{"Time-Zone": "Asia/Kolkata"}), Api(token)
    path = f"/components/{website.pk}"

    there, here = (data(api.get(path))["created_at_iso"] for api in (kolkata, plain))

    assert (there[-6:], here[-6:]) == ("+05:30", "+00:00")
    assert datetime.fromisoformat(there) == datetime.fromisoformat(here)


class TestAPostMortem:
    def test_is_written_with_the_incident_as_it_is_typed(self, api: Api) -> None:
        made = data(api.post("/incidents", DOWN | {"postmortem": "  A full disk.\n"}))

        assert made["postmortem"] == "  A full disk.\n"

    def test_is_added_later_and_everybody_reads_it(self, api: Api, guest: Api) -> None:
        path = f"/incidents/{data(api.post('/incidents', DOWN))['id']}"

        api.put(path, {"postmortem": "A full disk."})

        assert data(guest.get(path))["postmortem"] == "A full disk."

    def test_stays_where_an_edit_does_not_name_it(self, api: Api) -> None:
        path = f"/incidents/{data(api.post('/incidents', DOWN | {'postmortem': 'Why.'}))['id']}"

        assert data(api.put(path, {"name": "Was down"}))["postmortem"] == "Why."

    @pytest.mark.parametrize("nothing", ["", None])
    def test_is_taken_away_by_an_empty_value(self, api: Api, nothing: object) -> None:
        path = f"/incidents/{data(api.post('/incidents', DOWN | {'postmortem': 'Why.'}))['id']}"

        assert data(api.put(path, {"postmortem": nothing}))["postmortem"] == ""


def test_what_is_stated_is_kept_with_its_update(api: Api, website: Component, alice: Actor) -> None:
    slow = operations.report(by=alice, name="Slow", message="…")
    given = {"status": 2, "message": "…", "component_id": website.pk, "component_status": 3}
    made = data(api.post(f"/incidents/{slow.pk}/updates", given))

    operations.state_component(website.pk, by=alice, status=Status.OPERATIONAL)

    [shown] = data(api.get(f"/incidents/{slow.pk}"))["updates"]
    assert shown == made
    assert said(shown) == {website.pk: 3}
