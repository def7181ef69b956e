"""Sign-in by a proxy that names people in a header."""

from __future__ import annotations

from ipaddress import ip_network
from typing import Any

import pytest
from django.test import Client

from signalpost.accounts import operations as accounts
from signalpost.accounts import throttling
from signalpost.accounts.models import User
from signalpost.kernel.actor import Actor
from signalpost.site import operations as site
from signalpost.site.models import Site

PROXY = {"signalpost.peer": "10.0.0.5", "REMOTE_ADDR": "192.0.2.7"}
STRANGER = {"signalpost.peer": "192.0.2.7", "REMOTE_ADDR": "10.0.0.5"}


@pytest.fixture(autouse=True)
def _trusted(settings: Any, northwind: Site) -> None:
    settings.REMOTE_USER_HEADER = "X-Remote-User"
    settings.TRUSTED_NETWORKS = [ip_network("10.0.0.0/24")]


def named(name: str) -> dict[str, Any]:
    return {"headers": {"x-remote-user": name}}


@pytest.mark.parametrize("name", ["mia", "MIA@example.com"])
def test_whom_a_trusted_proxy_names_is_in(client: Client, mia: Actor, name: str) -> None:
    assert client.get("/dashboard/", **named(name), **PROXY).status_code == 200


def test_where_a_proxy_let_them_in_nobody_elses_guesses_slow_them_down(
    client: Client, mia: Actor
) -> None:
    client.get("/dashboard/", **named("mia"), **PROXY)
    for number in range(200):
        throttling.admit("mia", f"198.51.100.{number}", person=mia.user_id)

    for _ in range(3):
        throttling.admit("mia", PROXY["REMOTE_ADDR"], person=mia.user_id)


def test_anybody_else_can_name_whom_they_like(client: Client, mia: Actor) -> None:
    assert client.get("/dashboard/", **named("mia"), **STRANGER).status_code == 302


def test_what_the_proxy_says_of_the_client_makes_nobody_trusted(client: Client, mia: Actor) -> None:
    forged = {"signalpost.peer": "192.0.2.7", "REMOTE_ADDR": "10.0.0.5"}

    assert client.get("/dashboard/", **named("mia"), **forged).status_code == 302


def test_without_the_setting_no_header_counts(client: Client, mia: Actor, settings: Any) -> None:
    settings.REMOTE_USER_HEADER = ""

    assert client.get("/dashboard/", **named("mia"), **PROXY).status_code == 302


def test_somebody_without_an_account_stays_out(client: Client, mia: Actor) -> None:
    assert client.get("/dashboard/", **named("olga"), **PROXY).status_code == 302
    assert not User.objects.filter(username="olga").exists()


def test_somebody_disabled_stays_out(client: Client, mia: Actor, alice: Actor) -> None:
    accounts.disable_user(mia.user_id, by=alice)

    assert client.get("/dashboard/", **named("mia"), **PROXY).status_code == 302


def test_whom_it_names_no_longer_is_out(client: Client, mia: Actor) -> None:
    client.get("/dashboard/", **named("mia"), **PROXY)

    assert client.get("/dashboard/", **PROXY).status_code == 302


def test_another_name_is_another_person(client: Client, mia: Actor, alice: Actor) -> None:
    client.get("/dashboard/", **named("mia"), **PROXY)

    page = client.get("/dashboard/", **named("alice"), **PROXY)

    assert page.context["request"].by.name == "alice"


def test_their_second_factor_is_the_proxys_business(
    client: Client, mia: Actor, alice: Actor
) -> None:
    site.change(by=alice, demands_second_factor=True)

    assert client.get("/dashboard/", **named("mia"), **PROXY).status_code == 200
