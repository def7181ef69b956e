from __future__ import annotations

import re
from io import BytesIO

import pytest
from django.test import Client
from PIL import Image

from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus
from signalpost.incidents import operations as incidents
from signalpost.kernel.actor import Actor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("northwind")]

CACHETS = [
    f"/img/{name}.{kind}"
    for name in ("favicon", "favicon-medium-alert", "favicon-high-alert")
    for kind in ("ico", "png")
]


@pytest.mark.parametrize("address", ["/favicon.ico", *CACHETS])
def test_the_addresses_of_cachet_are_pictures(client: Client, address: str) -> None:
    answer = client.get(address)

    kind = {"ico": "image/x-icon", "png": "image/png"}[address.rpartition(".")[2]]
    assert answer["Content-Type"] == kind
    assert Image.open(BytesIO(answer.content)).size[0] >= 48


@pytest.mark.parametrize("address", ["/img/other.png", "/img/favicon.gif", "/img/favicon"])
def test_there_are_no_others(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_the_icon_follows_the_state(client: Client, alice: Actor, website: Component) -> None:
    calm, calm_ico = client.get("/").text, client.get("/favicon.ico").content

    incidents.state_component(website.pk, by=alice, status=ComponentStatus.MAJOR_OUTAGE)

    page, ico = client.get("/").text, client.get("/favicon.ico").content
    assert re.search(r'rel="icon"[^>]*icon-operational\.\w+\.svg', calm)
    assert re.search(r'rel="icon"[^>]*icon-major\.\w+\.svg', page)
    assert re.search(r'rel="icon"[^>]*icon-major\.\w+\.png', page)
    assert ico != calm_ico
    assert ico == client.get("/img/favicon-high-alert.ico").content
