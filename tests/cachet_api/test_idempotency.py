"""Idempotency-Key on every POST."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from signalpost.accounts import operations as accounts
from signalpost.cachet_api import idempotency
from signalpost.cachet_api.models import KeptAnswer
from signalpost.components.models import Component
from signalpost.incidents.models import Incident
from signalpost.kernel.actor import Actor
from tests.cachet_api.conftest import Api, data, details, error
from tests.cachet_api.routes import WRITES, Route, build, right
from tests.cachet_api.test_bad_input import FORM

KEY = {"Idempotency-Key": "7f1b"}


def test_the_same_request_again_is_answered_again_and_does_nothing(api: Api) -> None:
    first = api.post("/components", {"name": "API"}, **KEY)
    again = api.post("/components", {"name": "API"}, **KEY)

    assert again.content == first.content
    assert again.status_code == 200
    assert again["Content-Type"] == first["Content-Type"]
    assert again["Cache-Control"] == "no-cache, private"
    assert Component.objects.count() == 1


def test_it_is_the_first_answer_even_when_the_thing_has_changed(api: Api) -> None:
    first = api.post("/components", {"name": "API"}, **KEY)
    api.put(f"/components/{data(first)['id']}", {"name": "Site"})

    assert api.post("/components", {"name": "API"}, **KEY).content == first.content


@pytest.mark.parametrize(
    ("path", "body", "headers"),
    [
        ("/components", b"name=Site", {}),
        ("/components?order=2", b"name=API", {}),
        ("/components/groups", b"name=API", {}),
        ("/components", b"name=API", {"Time-Zone": "Asia/Kolkata"}),
    ],
)
def test_another_request_with_the_same_key_is_a_conflict(
    api: Api, path: str, body: bytes, headers: dict[str, str]
) -> None:
    api.send("POST", "/components", b"name=API", FORM, headers=KEY)

    response = api.send("POST", path, body, FORM, headers=KEY | headers)

    refusal = error(response)
    assert (refusal["status"], refusal["title"]) == (409, "Conflict")
    assert "Idempotency-Key" in refusal["meta"]["details"][0]
    assert Component.objects.count() == 1


def test_another_key_does_it_again(api: Api) -> None:
    api.post("/components", {"name": "API"}, **KEY)
    api.post("/components", {"name": "API"}, **{"Idempotency-Key": "other"})
    api.post("/components", {"name": "API"})

    assert Component.objects.count() == 3


def test_a_key_belongs_to_whoever_sent_it(api: Api, mia: Actor, alice: Actor) -> None:
    hers = Api(accounts.create_token(mia.user_id, by=alice, name="bot")[1])
    api.post("/components", {"name": "API"}, **KEY)

    assert data(hers.post("/components", {"name": "Site"}, **KEY))["name"] == "Site"


def test_a_refused_request_leaves_its_key_free(api: Api) -> None:
    assert details(api.post("/components", {}, **KEY)) == ["The name field is required."]

    assert data(api.post("/components", {"name": "API"}, **KEY))["name"] == "API"
    assert KeptAnswer.objects.count() == 1


def test_a_refusal_by_an_operation_leaves_nothing(api: Api) -> None:
    given = {"name": "Down", "message": "…", "status": 1, "component_id": 9, "component_status": 1}

    assert details(api.post("/incidents", given, **KEY))

    assert not KeptAnswer.objects.exists()
    assert not Incident.objects.exists()


def test_a_day_later_a_key_is_new(api: Api) -> None:
    now = timezone.now()
    for hours, count in ((0, 1), (23, 1), (24, 2)):
        with time_machine.travel(now + timedelta(hours=hours), tick=False):
            api.post("/components", {"name": "API"}, **KEY)

        assert Component.objects.count() == count


def test_old_keys_are_forgotten(api: Api) -> None:
    api.post("/components", {"name": "API"}, **KEY)

    idempotency.forget_old()
    assert KeptAnswer.objects.count() == 1

    idempotency.forget_old(timezone.now() + timedelta(hours=25))
    assert not KeptAnswer.objects.exists()


@pytest.mark.parametrize("key", ["x" * 256, "a\tb", "\x80"])
def test_a_key_that_cannot_be_is_refused(api: Api, key: str) -> None:
    response = api.post("/components", {"name": "API"}, **{"Idempotency-Key": key})

    assert "Idempotency-Key" in details(response)[0]
    assert not Component.objects.exists()


def test_an_empty_key_is_none(api: Api) -> None:
    for _ in range(2):
        api.post("/components", {"name": "API"}, **{"Idempotency-Key": " "})

    assert Component.objects.count() == 2


def test_a_key_opens_nothing_by_itself(api: Api, guest: Api, viewing: Api) -> None:
    api.post("/components", {"name": "API"}, **KEY)

    assert guest.post("/components", {"name": "API"}, **KEY).status_code == 401
    assert viewing.post("/components", {"name": "API"}, **KEY).status_code == 403


@pytest.mark.parametrize("route", [route for route in WRITES if route.method == "POST"], ids=str)
def test_every_post_knows_it(api: Api, alice: Actor, website: Component, route: Route) -> None:
    world = build(alice, website)
    pair = {"component_id": website.pk, "component_status": 1}
    body = right(route.verb.form) | pair | {"message": "…"}

    first = api.post(route.address(world), body, **KEY)
    again = api.post(route.address(world), body, **KEY)

    assert data(first) is not None
    assert again.content == first.content
    assert KeptAnswer.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_twenty_at_once_one_creates_and_all_get_its_answer(api: Api) -> None:
    together = threading.Barrier(20)

    def send(_number: int) -> bytes:
        together.wait()
        try:
            response = api.post("/components", {"name": "API"}, **KEY)
            assert response.status_code == 200, response.content
            return response.content
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        answers = set(pool.map(send, range(20)))

    assert len(answers) == 1
    assert Component.objects.count() == 1
