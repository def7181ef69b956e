from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from signalpost.cachet_api.subscribers import paired, unpaired
from signalpost.components import operations as components
from signalpost.components.models import Component, Group
from signalpost.kernel.actor import Actor
from signalpost.subscribers import operations
from signalpost.subscribers.models import Subscriber
from tests.cachet_api.conftest import Api, data, details, ids, meta

KEYS = [
    "id", "email", "verify_code", "phone_number", "slack_webhook_url", "verified_at", "global",
    "created_at", "updated_at", "subscriptions",
]  # fmt: skip
SUBSCRIPTION_KEYS = ["id", "subscriber_id", "component_id", "created_at", "updated_at"]


@pytest.fixture
def bo(alice: Actor) -> Subscriber:
    """Follows everything."""
    return operations.subscribe(by=alice, address="bo@example.com")


def followed(subscriber: dict[str, Any]) -> list[int]:
    return [row["component_id"] for row in subscriber["subscriptions"]]


def test_a_subscriber_reads_as_the_contract_says(api: Api, website: Component) -> None:
    made = data(api.post("/subscribers", {"email": " bo@example.com ", "components": [website.pk]}))

    assert list(made)[: len(KEYS)] == KEYS
    assert made["email"] == "bo@example.com"
    assert re.fullmatch(r"[A-Za-z0-9]{42}", made["verify_code"])
    assert (made["phone_number"], made["slack_webhook_url"]) == (None, None)
    assert (made["verified_at"], made["global"]) == (None, False)
    [row] = made["subscriptions"]
    assert list(row)[: len(SUBSCRIPTION_KEYS)] == SUBSCRIPTION_KEYS
    assert (row["subscriber_id"], row["component_id"]) == (made["id"], website.pk)
    assert data(api.get("/subscribers")) == [made]


@pytest.mark.parametrize("body", [{}, {"components": None}])
def test_without_a_list_everything_is_followed(
    api: Api, alice: Actor, website: Component, body: dict[str, Any]
) -> None:
    made = data(api.post("/subscribers", {"email": "bo@example.com"} | body))
    later = components.create(by=alice, name="Later", enabled=False)

    [shown] = data(api.get("/subscribers"))
    assert (made["global"], followed(made)) == (True, [website.pk])
    assert (shown["global"], followed(shown)) == (True, [website.pk, later.pk])


@pytest.mark.parametrize(
    "given",
    ['[CHECKOUT, 999, "x", -1, true, 1.5, {}, [1], null]', '["CHECKOUT"]', '{"a": CHECKOUT}'],
)
def test_a_list_is_followed_and_what_is_unknown_in_it_skipped(
    api: Api, website: Component, checkout: Component, given: str
) -> None:
    chosen = json.loads(given.replace("CHECKOUT", str(checkout.pk)))

    made = data(api.post("/subscribers", {"email": "bo@example.com", "components": chosen}))

    assert (made["global"], followed(made)) == (False, [checkout.pk])


def test_a_form_may_carry_the_list(api: Api, website: Component, checkout: Component) -> None:
    form = f"email=bo@example.com&verify=1&components[]={checkout.pk}"

    made = data(api.send("POST", "/subscribers", form, "application/x-www-form-urlencoded"))

    assert (followed(made), made["verified_at"] is None) == ([checkout.pk], False)


def test_a_list_of_a_hundred_thousand_ids_is_no_trouble(
    api: Api, website: Component, checkout: Component
) -> None:
    many = list(range(website.pk, website.pk + 100_000))

    made = data(api.post("/subscribers", {"email": "bo@example.com", "components": many}))

    assert followed(made) == [website.pk, checkout.pk]


@pytest.mark.parametrize(
    ("verify", "vouched"),
    [(True, True), ("True", True), (1, True), (False, False), ("false", False), (None, False)],
)
def test_verify_says_that_the_address_is_verified(api: Api, verify: object, vouched: bool) -> None:
    made = data(api.post("/subscribers", {"email": "bo@example.com", "verify": verify}))

    assert (made["verified_at"] is not None) is vouched


@time_machine.travel(datetime(2019, 5, 24, 10, 1, 44, tzinfo=UTC), tick=False)
def test_when_it_was_verified_is_spelt_in_the_zone_that_is_asked_for(api: Api) -> None:
    body = {"email": "bo@example.com", "verify": True}

    here = data(api.post("/subscribers", body))
    there = data(api.post("/subscribers", body, **{"Time-Zone": "Asia/Tokyo"}))

    assert here["verified_at"] == "Friday 24th May 2019 10:01:44"
    assert there["verified_at"] == "Friday 24th May 2019 19:01:44"


def test_a_known_address_is_returned_unchanged(
    api: Api, bo: Subscriber, website: Component
) -> None:
    body = {"email": "BO@example.com", "verify": True, "components": [website.pk]}

    again = data(api.post("/subscribers", body))

    assert (again["id"], again["email"]) == (bo.pk, "bo@example.com")
    assert (again["global"], again["verified_at"]) == (True, None)


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({}, "The email field is required."),
        ({"email": " "}, "The email field is required."),
        ({"email": "bo"}, "The email must be a valid email address."),
        ({"email": 7}, "The email must be a valid email address."),
        (
            {"email": f"{'a' * 300}@example.com"},
            "The email may not be greater than 254 characters.",
        ),
        ({"email": "bo@example.com", "components": 7}, "The components must be an array."),
        ({"email": "bo@example.com", "components": "7"}, "The components must be an array."),
    ],
)
def test_bad_input_is_refused_with_a_sentence(
    api: Api, body: dict[str, Any], sentence: str
) -> None:
    assert details(api.post("/subscribers", body)) == [sentence]
    assert not Subscriber.objects.exists()


def test_the_list_is_by_id_and_pages(api: Api, alice: Actor) -> None:
    made = [
        operations.subscribe(by=alice, address=f"bo{place}@example.com").pk for place in range(3)
    ]

    first = api.get("/subscribers", per_page=2, sort="email", order="desc", id=made[2])

    assert ids(first) == made[:2]
    assert meta(first)["pagination"]["total"] == 3
    assert ids(api.get("/subscribers", per_page=2, page=2)) == made[2:]


def test_a_subscriber_is_removed(api: Api, bo: Subscriber) -> None:
    assert api.delete(f"/subscribers/{bo.pk}").status_code == 204
    assert api.delete(f"/subscribers/{bo.pk}").status_code == 404


def test_one_subscription_is_removed(api: Api, website: Component, checkout: Component) -> None:
    both = [website.pk, checkout.pk]
    made = data(api.post("/subscribers", {"email": "bo@example.com", "components": both}))
    path = f"/subscriptions/{made['subscriptions'][0]['id']}"

    assert api.delete(path).status_code == 204
    assert api.delete(path).status_code == 404

    [shown] = data(api.get("/subscribers"))
    assert shown["subscriptions"] == made["subscriptions"][1:]


def test_removing_one_of_everything_leaves_the_others(
    api: Api, bo: Subscriber, website: Component, checkout: Component
) -> None:
    [before] = data(api.get("/subscribers"))

    api.delete(f"/subscriptions/{before['subscriptions'][0]['id']}")

    [after] = data(api.get("/subscribers"))
    assert (after["global"], after["subscriptions"]) == (False, before["subscriptions"][1:])


def test_a_group_that_is_followed_shows_as_its_components(
    api: Api, alice: Actor, website: Component
) -> None:
    group: Group = components.create_group(by=alice, name="Europe")
    search = components.create(by=alice, name="Search", group_id=group.pk)
    operations.subscribe(by=alice, address="kim@example.com", groups=[group.pk])

    [shown] = data(api.get("/subscribers"))

    assert (shown["global"], followed(shown)) == (False, [search.pk])


def test_a_deleted_component_takes_its_subscriptions_along(
    api: Api, bo: Subscriber, alice: Actor, website: Component
) -> None:
    kim = operations.subscribe(by=alice, address="kim@example.com", components=[website.pk])
    components.delete(website.pk, by=alice)

    assert [followed(shown) for shown in data(api.get("/subscribers"))] == [[], []]
    assert api.delete(f"/subscriptions/{paired(kim.pk, website.pk)}").status_code == 404


@pytest.mark.parametrize("number", [1, 2, 3, 999, 10**18 - 1])
def test_a_subscription_that_never_was_is_not_found(api: Api, number: int) -> None:
    assert api.delete(f"/subscriptions/{number}").status_code == 404


@given(st.integers(1, 10**8), st.integers(1, 10**8))
def test_a_pairs_number_leads_back_to_the_pair(subscriber_id: int, component_id: int) -> None:
    assert unpaired(paired(subscriber_id, component_id)) == (subscriber_id, component_id)


@pytest.mark.parametrize(
    ("verb", "path"), [("get", ""), ("post", ""), ("delete", "/{}"), ("subscription", "")]
)
def test_only_members_with_a_write_key_may_look_and_change(
    guest: Api,
    viewing: Api,
    reading: Api,
    measuring: Api,
    bo: Subscriber,
    website: Component,
    verb: str,
    path: str,
) -> None:
    address = f"/subscribers{path.format(bo.pk)}"
    if verb == "subscription":
        verb, address = "delete", f"/subscriptions/{paired(bo.pk, website.pk)}"

    assert getattr(guest, verb)(address).status_code == 401
    for key in (viewing, reading, measuring):
        assert getattr(key, verb)(address).status_code == 403


def test_there_is_no_single_subscriber_to_read_or_change(api: Api, bo: Subscriber) -> None:
    assert api.get(f"/subscribers/{bo.pk}").status_code == 405
    assert api.put(f"/subscribers/{bo.pk}").status_code == 405
