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
from signalpost.site import branding
from tests.site.pictures import picture

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


class TestAnIconOfTheSitesOwn:
    @pytest.fixture(autouse=True)
    def hung(self, alice: Actor) -> None:
        branding.set_logo(picture(size=(100, 100), colour="navy"), by=alice, place="icon")

    def named(self, client: Client) -> str:
        """The one address that the page names."""
        [address] = re.findall(r'<link rel="icon"[^>]*href="([^"]+)"', client.get("/").text)
        return str(address)

    def test_it_stands_in_the_tab_as_it_is_while_all_is_well(self, client: Client) -> None:
        shown = Image.open(BytesIO(client.get(self.named(client)).content))

        assert shown.getcolors() == [(10_000, (0, 0, 128, 255))]

    def test_it_may_be_kept_for_ever(self, client: Client) -> None:
        answer = client.get(self.named(client))

        assert answer["Content-Type"] == "image/png"
        assert answer["Cache-Control"].endswith("immutable")

    def test_it_stands_on_the_page_of_a_wrong_address(self, client: Client) -> None:
        assert f'href="{self.named(client)}"' in client.get("/nothing/here").text

    def test_its_corner_has_the_colour_of_the_state(
        self, client: Client, alice: Actor, website: Component
    ) -> None:
        incidents.state_component(website.pk, by=alice, status=ComponentStatus.MAJOR_OUTAGE)

        shown = Image.open(BytesIO(client.get(self.named(client)).content))

        red, green, blue, _ = shown.getpixel((75, 60))
        assert shown.getpixel((10, 10)) == (0, 0, 128, 255)
        assert red > 200 > 60 > max(green, blue)

    def test_another_state_has_another_address(
        self, client: Client, alice: Actor, website: Component
    ) -> None:
        calm = self.named(client)

        incidents.state_component(website.pk, by=alice, status=ComponentStatus.MAJOR_OUTAGE)

        assert self.named(client) == calm.replace("-operational", "-major")

    @pytest.mark.parametrize("address", ["/favicon.ico", *CACHETS])
    def test_fixed_addresses_have_it_too(self, client: Client, alice: Actor, address: str) -> None:
        own = client.get(address).content

        branding.remove_logo(by=alice, place="icon")

        assert own != client.get(address).content
        assert Image.open(BytesIO(own)).format == address.rpartition(".")[2].upper()

    def test_one_that_was_taken_down_is_gone(self, client: Client, alice: Actor) -> None:
        address = self.named(client)
        branding.remove_logo(by=alice, place="icon")

        assert client.get(address).status_code == 404

    def test_there_is_none_of_a_state_that_does_not_exist(self, client: Client) -> None:
        address = self.named(client).replace("-operational", "-splendid")

        assert client.get(address).status_code == 404
