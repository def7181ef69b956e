from __future__ import annotations

import re

import pytest
from django.test import Client

from signalpost.kernel.actor import Actor
from signalpost.site import branding
from signalpost.site.models import Site, Theme
from tests.site.pictures import picture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("northwind")]


def linked(client: Client, name: str) -> str:
    """The address under which the page names its sheet or logo; "" where it has none."""
    found = re.search(rf'(?:href|src)="(/{name}-[^"]+)"', client.get("/").text)
    return found[1] if found else ""


def test_a_site_that_chose_nothing_has_nothing_more_to_load(client: Client) -> None:
    assert not any(linked(client, name) for name in ("theme", "custom", "logo"))


class TestTheTheme:
    def test_the_page_begins_in_the_one_that_was_chosen(self, client: Client, alice: Actor) -> None:
        branding.change(by=alice, theme=Theme.DARK)

        assert '<html lang="en" dir="ltr" data-theme="dark">' in client.get("/").text

    def test_its_colours_may_be_kept_for_ever(self, client: Client, alice: Actor) -> None:
        branding.change(by=alice, accent="#ffdd00")

        answer = client.get(linked(client, "theme"))

        assert answer["Content-Type"] == "text/css; charset=utf-8"
        assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
        assert "--accent:#ffdd00" in answer.text

    def test_other_colours_have_another_address(self, client: Client, alice: Actor) -> None:
        branding.change(by=alice, accent="#ffdd00")
        before = linked(client, "theme")

        branding.change(by=alice, accent="#00ddff")

        assert linked(client, "theme") != before

    def test_an_address_of_before_gives_what_holds_now_for_a_moment(
        self, client: Client, alice: Actor
    ) -> None:
        branding.change(by=alice, accent="#ffdd00")
        before = linked(client, "theme")
        branding.change(by=alice, accent="#00ddff")

        answer = client.get(before)

        assert "--accent:#00ddff" in answer.text
        assert "max-age=15," in answer["Cache-Control"]


class TestMarkup:
    def test_the_sheet_comes_from_an_address_of_our_own(self, client: Client, alice: Actor) -> None:
        branding.change_markup(by=alice, custom_css=".top { border: 0 }")

        answer = client.get(linked(client, "custom"))

        assert answer.text == ".top { border: 0 }"

    def test_it_stands_above_and_below_without_what_can_do_harm(
        self, client: Client, alice: Actor
    ) -> None:
        branding.change_markup(
            by=alice,
            header_html='<p class="hello" style="color: red">Hello<script>alert(1)</script></p>',
            footer_html='<a href="https://example.com/imprint">Imprint</a>',
        )

        page = client.get("/").text

        assert '<div class="custom-header"><p class="hello">Hello</p></div>' in page
        assert '<a href="https://example.com/imprint" rel="noopener">Imprint</a>' in page

    def test_the_policy_of_the_page_stays(self, client: Client, alice: Actor) -> None:
        before = client.get("/")["Content-Security-Policy"]

        branding.change_markup(by=alice, custom_css="a{}", header_html="<p>Hello</p>")

        assert client.get("/")["Content-Security-Policy"] == before


class TestTheLogo:
    def test_it_stands_for_the_name(self, client: Client, alice: Actor) -> None:
        branding.set_logo(picture(size=(300, 100)), by=alice)

        page = client.get("/").text

        assert 'alt="Northwind Status" width="300" height="100">' in page
        assert 'class="mark"' not in page

    def test_it_is_a_picture_that_may_be_kept_for_ever(self, client: Client, alice: Actor) -> None:
        branding.set_logo(picture(), by=alice)

        answer = client.get(linked(client, "logo"))

        assert answer["Content-Type"] == "image/png"
        assert answer["Cache-Control"].endswith("immutable")
        assert answer.content.startswith(b"\x89PNG")

    def test_one_that_was_taken_down_is_gone(self, client: Client, alice: Actor) -> None:
        branding.set_logo(picture(), by=alice)
        address = linked(client, "logo")
        branding.remove_logo(by=alice)

        assert client.get(address).status_code == 404

    def test_the_name_of_a_site_stays_text(
        self, client: Client, alice: Actor, northwind: Site
    ) -> None:
        branding.set_logo(picture(), by=alice)
        Site.objects.update(name='"><script>')

        assert 'alt="&quot;&gt;&lt;script&gt;"' in client.get("/").text
