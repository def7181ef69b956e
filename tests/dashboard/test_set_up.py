from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from signalpost.accounts.models import User
from signalpost.components.models import Component
from signalpost.installation import claim
from signalpost.site import operations as site
from tests.conftest import PASSWORD


def form(**other: str) -> dict[str, str]:
    return {
        "code": claim.code(),
        "name": "Northwind Status",
        "time_zone": "Europe/Berlin",
        "address": "",
        "email": "alice@example.com",
        "password": PASSWORD,
    } | other


@pytest.mark.parametrize("path", ["/", "/history", "/dashboard/", "/dashboard/sign-in/"])
def test_any_page_of_a_fresh_installation_leads_to_the_set_up(client, db, path):
    answer = client.get(path, headers={"accept": "text/html"})

    assert (answer.status_code, answer["Location"]) == (302, "/dashboard/set-up/")
    assert answer["Cache-Control"] == "no-store"


def test_programs_are_not_led_there(client, db):
    answer = client.get("/api/v1/ping", headers={"accept": "text/html, application/json"})

    assert answer.json()["data"] == "Pong!"


def test_whoever_has_the_code_becomes_the_admin_and_is_signed_in(client, db):
    answer = client.post("/dashboard/set-up/", form())

    assert answer["Location"] == "/dashboard/"
    assert "Fill with example data" in client.get("/dashboard/").text
    assert User.objects.get().role == "admin"
    assert site.current().time_zone == "Europe/Berlin"


def test_the_link_that_the_server_prints_fills_the_code_in(client, db):
    link = claim.link("http://testserver")

    assert f'value="{claim.code()}"' in client.get(link).text


def test_the_browsers_own_zone_is_offered_until_one_is_chosen(client, db):
    offered = client.get("/dashboard/set-up/").text

    refused = client.post("/dashboard/set-up/", form(name="", time_zone="Asia/Tokyo")).text

    assert "data-own-zone" in offered
    assert "data-own-zone" not in refused
    assert '<option value="Asia/Tokyo" selected>' in refused


@pytest.mark.parametrize("code", ["", "0000-0000-0000-0000", "x" * 1000, "\x00"])
def test_a_stranger_without_the_code_gets_nothing(client, db, code):
    answer = client.post("/dashboard/set-up/", form(code=code))

    assert answer.status_code == 422
    assert not User.objects.exists()
    assert not site.current().is_set_up


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"password": "short"}, "This password is too short"),
        ({"email": "nobody"}, "Enter a valid email address"),
        ({"name": " "}, "This field is required"),
        ({"time_zone": "Mars/Olympus"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_right_is_refused_and_what_was_typed_stays(client, db, wrong, sentence):
    answer = client.post("/dashboard/set-up/", form(**wrong))

    assert answer.status_code == 422
    assert sentence in answer.text
    assert claim.code() in answer.text
    assert not User.objects.exists()


def test_all_that_is_wrong_is_said_at_once(client, db):
    answer = client.post("/dashboard/set-up/", form(code="1", email="alice", password="short"))

    assert set(answer.context["form"].errors) == {"code", "email", "password"}


def test_the_code_may_be_typed_without_dashes_and_in_capitals(client, db):
    typed = claim.code().replace("-", "").upper()

    answer = client.post("/dashboard/set-up/", form(code=f" {typed}"))

    assert answer["Location"] == "/dashboard/"


def test_it_happens_once(client, northwind):
    asked = client.get("/dashboard/set-up/")
    tried = client.post("/dashboard/set-up/", form(email="mallory@example.com"))

    assert asked["Location"] == "/dashboard/"
    assert tried.status_code == 409
    assert "set up already" in tried.text
    assert not User.objects.filter(email="mallory@example.com").exists()


def test_the_address_is_not_asked_where_the_environment_says_it(client, db, settings: Any):
    settings.SITE_URL = "http://testserver"

    assert 'name="address"' not in client.get("/dashboard/set-up/").text


def test_the_empty_dashboard_offers_an_example(browser, alice):
    admin: Client = browser(alice)

    admin.post("/dashboard/example/")

    assert Component.objects.count() == 20
    assert "Fill with example data" not in admin.get("/dashboard/").text


def test_an_example_does_not_cover_what_is_there(browser, alice, website):
    answer = browser(alice).post("/dashboard/example/")

    assert answer.status_code == 409
    assert Component.objects.count() == 1
