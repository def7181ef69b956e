from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client, override_settings
from django.utils import timezone

from signalpost.components import operations as components
from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus
from signalpost.incidents import operations as incidents
from signalpost.kernel.actor import Actor
from signalpost.maintenance import operations as maintenance
from signalpost.site import branding

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("northwind")]


@pytest.fixture
def pages(alice: Actor) -> list[str]:
    """One of each kind."""
    group = components.create_group(by=alice, name="Shop", visible=True)
    checkout = components.create(by=alice, name="Checkout", group_id=group.pk)
    incident = incidents.report(by=alice, name="Slow mails", message="…")
    window = maintenance.plan(
        by=alice, name="Upgrade", message="…", starts_at=timezone.now() + timedelta(days=1)
    )
    return [
        "/",
        "/history",
        f"/incidents/{incident.pk}",
        f"/schedules/{window.pk}",
        f"/components/{checkout.pk}",
        f"/groups/{group.pk}",
    ]


@override_settings(SITE_URL="http://testserver")
def test_every_page_names_a_picture_that_is_there(client: Client, pages: list[str]) -> None:
    for page in pages:
        found = re.search(
            r'og:image" content="http://testserver(/[^"]*preview\.png\?v=\d+)"',
            client.get(page).text,
        )
        assert found, page

        answer = client.get(found[1])

        assert answer["Content-Type"] == "image/png"
        assert answer.content.startswith(b"\x89PNG")
        assert answer["Cache-Control"].startswith("public, max-age=15,")


@override_settings(SITE_URL="http://testserver")
def test_what_changed_has_another_address(client: Client, alice: Actor, website: Component) -> None:
    before = client.get("/").text.split('og:image" content="')[1].split('"')[0]

    incidents.state_component(website.pk, by=alice, status=ComponentStatus.MAJOR_OUTAGE)

    assert before not in client.get("/").text


def test_the_picture_follows_the_state(client: Client, alice: Actor, website: Component) -> None:
    before = client.get("/preview.png").content

    incidents.state_component(website.pk, by=alice, status=ComponentStatus.MAJOR_OUTAGE)

    assert client.get("/preview.png").content != before


def test_it_is_in_the_look_of_the_site(client: Client, alice: Actor) -> None:
    before = client.get("/preview.png").content

    branding.change(by=alice, accent="#ffdd00")

    assert client.get("/preview.png").content != before


def test_the_same_again_is_304(client: Client) -> None:
    etag = client.get("/preview.png")["ETag"]

    assert client.get("/preview.png", headers={"If-None-Match": etag}).status_code == 304


def test_what_visitors_do_not_see_has_none(client: Client, alice: Actor) -> None:
    hidden = incidents.report(by=alice, name="Hidden", message="…", visible=False)
    component = components.create(by=alice, name="Hidden", enabled=False)

    for page in (
        f"/incidents/{hidden.pk}",
        f"/components/{component.pk}",
        "/groups/99",
        "/schedules/99",
    ):
        assert client.get(f"{page}/preview.png").status_code == 404


def test_it_speaks_the_language_of_the_site_or_of_its_address(client: Client) -> None:
    own = client.get("/preview.png").content

    asked = client.get("/preview.png", headers={"Accept-Language": "de"}).content
    chosen = client.get("/de/preview.png").content

    assert asked == own
    assert chosen != own


@pytest.mark.parametrize("language", ["ar", "ja"])
def test_it_speaks_english_where_its_font_lacks_the_letters(client: Client, language: str) -> None:
    english = client.get("/en/preview.png").content

    assert client.get(f"/{language}/preview.png").content == english
