from __future__ import annotations

import re

import pytest
from django.http import HttpResponse
from django.test import Client

from signalpost.kernel.actor import Actor
from signalpost.site import operations as site
from signalpost.site.models import Site


def asked_as(host: str) -> HttpResponse:
    return Client().get("/", headers={"Host": host})


@pytest.fixture
def address(northwind: Site, alice: Actor) -> str:
    site.change(by=alice, address="https://status.example.com")
    return "https://status.example.com"


@pytest.mark.parametrize(
    "host",
    [
        "status.example.com",
        "STATUS.EXAMPLE.COM",
        "Status.Example.Com",
        "status.example.com:443",
        "status.example.com.",
        "Status.example.com.:443",
    ],
)
def test_its_own_host_is_known_however_it_is_written(address: str, host: str) -> None:
    assert asked_as(host).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "example.com",
        "status.example.com:80",
        "status.example.com:8443",
        "status.example.com.evil.example",
        "evil.example",
        "status.example.com..",
    ],
)
def test_others_are_not(address: str, host: str) -> None:
    assert asked_as(host).status_code == 400


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://Status.Example.com", "status.example.com"),
        ("https://status.example.com:443", "status.example.com"),
        ("http://status.example.com", "status.example.com:80"),
        ("http://status.example.com:8000", "Status.example.com:8000"),
        ("https://[2001:db8::1]", "[2001:DB8::1]:443"),
    ],
)
def test_so_may_its_address_be(northwind: Site, alice: Actor, address: str, host: str) -> None:
    site.change(by=alice, address=address)

    assert asked_as(host).status_code == 200


def test_loopback_is_known_by_any_port(address: str) -> None:
    assert asked_as("LocalHost:8321").status_code == 200


def test_who_signs_in_by_another_spelling_is_let_in(address: str) -> None:
    """Some proxies add the port to the host, and browsers leave it out of the origin."""
    client = Client(enforce_csrf_checks=True, headers={"Host": "status.example.com:443"})
    page = client.get("/dashboard/sign-in/").text
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert token

    answer = client.post(
        "/dashboard/sign-in/",
        {"login": "nobody", "password": "wrong", "csrfmiddlewaretoken": token[1]},
        headers={"Referer": f"{address}/dashboard/sign-in/"},
    )

    assert answer.status_code == 200
