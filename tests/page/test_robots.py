from __future__ import annotations

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
import time_machine
from django.test import Client, override_settings
from django.utils import timezone

from signalpost.incidents import operations as incidents
from signalpost.kernel.actor import Actor
from signalpost.maintenance import operations as windows
from signalpost.site.models import Site

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("northwind")]

PLACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def places(client: Client) -> list[str]:
    answer = client.get("/sitemap.xml")
    assert answer["Content-Type"] == "application/xml"
    return [str(place.text) for place in ElementTree.fromstring(answer.content).iter(PLACE)]


def test_everything_may_be_read(client: Client) -> None:
    answer = client.get("/robots.txt")

    assert answer["Content-Type"].startswith("text/plain")
    assert "Allow: /\nSitemap: http://testserver/sitemap.xml" in answer.text


def test_the_map_lists_incidents_that_may_be_seen(client: Client, alice: Actor) -> None:
    seen = incidents.report(by=alice, name="Seen", message="…")
    incidents.report(by=alice, name="Hidden", message="…", visible=False)
    soon = timezone.now() + timedelta(hours=1)
    incidents.report(by=alice, name="Later", message="…", published_at=soon)

    listed = [place for place in places(client) if "/incidents/" in place]

    assert listed == [f"http://testserver/incidents/{seen.pk}"]


def test_the_map_lists_maintenance_that_may_be_seen(client: Client, alice: Actor) -> None:
    tomorrow = timezone.now() + timedelta(days=1)
    seen = windows.plan(by=alice, name="Seen", starts_at=tomorrow)
    windows.plan(by=alice, name="Hidden", starts_at=tomorrow, visible=False)

    listed = [place for place in places(client) if "/schedules/" in place]

    assert listed == [f"http://testserver/schedules/{seen.pk}"]


@time_machine.travel(datetime(2026, 11, 24, 12, tzinfo=UTC))
def test_the_map_lists_the_months_that_have_something_to_tell(client: Client, alice: Actor) -> None:
    for month in (11, 9):
        at = datetime(2026, month, 2, 9, tzinfo=UTC)
        incidents.report(by=alice, name="Slow mails", message="…", occurred_at=at)

    listed = [place for place in places(client) if "/history" in place]

    assert listed == [
        "http://testserver/history",
        "http://testserver/history?month=2026-09",
    ]


@override_settings(SITE_URL="https://status.example.com")
def test_addresses_are_those_of_the_site(client: Client) -> None:
    answer = client.get("/sitemap.xml", headers={"host": "status.example.com"})

    assert "<loc>https://status.example.com/history</loc>" in answer.text


class TestWhatALinkShows:
    @override_settings(SITE_URL="https://status.example.com")
    def test_a_page_names_its_one_address(self, client: Client, alice: Actor) -> None:
        incident = incidents.report(by=alice, name="Slow mails", message="…")

        page = client.get(f"/incidents/{incident.pk}?utm=x", headers={"host": "localhost"}).text

        address = f"https://status.example.com/incidents/{incident.pk}"
        assert f'<link rel="canonical" href="{address}">' in page

    def test_an_incident_is_described_by_its_newest_words(
        self, client: Client, alice: Actor
    ) -> None:
        incident = incidents.report(by=alice, name="Slow mails", message='A **queue** is "full".')

        page = client.get(f"/incidents/{incident.pk}").text

        assert '<meta property="og:title" content="Slow mails">' in page
        assert 'property="og:description" content="A queue is &quot;full&quot;.">' in page

    def test_the_first_page_is_described_by_what_is_wrong(
        self, client: Client, alice: Actor
    ) -> None:
        incidents.report(by=alice, name="Slow mails", message="…")

        page = client.get("/").text

        assert 'content="Some of our systems have problems: Slow mails"' in page


def test_a_site_without_an_address_is_where_it_was_asked(client: Client, northwind: Site) -> None:
    pages = [
        client.get("/", headers={"host": host}).text for host in ("one.example", "two.example")
    ]

    assert '<link rel="canonical" href="http://one.example/">' in pages[0]
    assert '<meta property="og:image" content="http://two.example/' in pages[1]
