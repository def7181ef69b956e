from __future__ import annotations

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.test import Client, override_settings
from django.utils import timezone

from signalpost.components import operations as components
from signalpost.components.statuses import ComponentStatus
from signalpost.incidents import operations as incidents
from signalpost.incidents.models import Incident
from signalpost.incidents.statuses import IncidentStatus
from signalpost.kernel.actor import Actor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("northwind")]

ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ["/rss", "/atom", "/feed.json"]
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def slow(alice: Actor) -> Incident:
    return incidents.report(
        by=alice, name="Slow <mails> & more", message="A **queue** is full.", occurred_at=NOON
    )


def xml(client: Client, address: str) -> ElementTree.Element:
    answer = client.get(address)
    assert answer["Content-Type"].startswith("text/xml")
    return ElementTree.fromstring(answer.content)


def titles(client: Client, address: str) -> list[str | None]:
    if address.endswith("json"):
        return [item["title"] for item in client.get(address).json()["items"]]
    feed = xml(client, address)
    return [entry.text for entry in feed.findall(".//item/title")] + [
        entry.text for entry in feed.findall(f".//{ATOM}entry/{ATOM}title")
    ]


def test_rss_is_what_cachets_was(client: Client, slow: Incident) -> None:
    channel = xml(client, "/rss").find("channel")

    assert channel is not None
    said = {name: channel.findtext(name) for name in ("title", "description", "link")}
    assert said == {
        "title": "Northwind Status",
        "description": "Status Feed",
        "link": "http://testserver/",
    }
    item = channel.find("item")
    assert item is not None
    assert item.findtext("title") == "Slow <mails> & more"
    assert item.findtext("description") == "A **queue** is full."
    assert item.findtext("pubDate") == "Tue, 24 Nov 2026 12:00:00 +0000"
    assert item.findtext("link") == f"http://testserver/incidents/{slow.pk}/"


def test_atom_is_what_cachets_was(client: Client, slow: Incident) -> None:
    entry = xml(client, "/atom").find(f"{ATOM}entry")

    assert entry is not None
    assert entry.findtext(f"{ATOM}title") == "Slow <mails> & more"
    summary = "<p>A <strong>queue</strong> is full.</p>"
    assert (entry.findtext(f"{ATOM}summary") or "").strip() == summary
    assert entry.findtext(f"{ATOM}published") == "2026-11-24T12:00:00+00:00"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Northwind Status"


def test_links_of_feeds_lead_to_the_incident(client: Client, slow: Incident) -> None:
    answer = client.get(f"/incidents/{slow.pk}/")

    assert (answer.status_code, answer["Location"]) == (301, f"/incidents/{slow.pk}")


def test_the_whole_story_is_told_newest_first(client: Client, alice: Actor, slow: Incident) -> None:
    incidents.post_update(
        slow.pk, by=alice, status=IncidentStatus.FIXED, message="It is *empty* again."
    )

    told = client.get("/feed.json").json()["items"][0]["content_html"]

    assert "<b>Fixed</b>" in told
    assert told.index("<em>empty</em>") < told.index("<strong>queue</strong>")


def test_the_story_tells_the_post_mortem(client: Client, alice: Actor, slow: Incident) -> None:
    incidents.edit(slow.pk, by=alice, postmortem="A *limit* was too low.")

    (item,) = client.get("/feed.json").json()["items"]

    assert "<em>limit</em>" in item["content_html"]


def test_an_update_makes_the_entry_newer(client: Client, alice: Actor, slow: Incident) -> None:
    before = xml(client, "/atom").findtext(f"{ATOM}updated")

    incidents.post_update(slow.pk, by=alice, status=IncidentStatus.FIXED, message="Done.")

    feed = xml(client, "/atom")
    assert feed.findtext(f"{ATOM}updated") == feed.findtext(f"{ATOM}entry/{ATOM}updated")
    assert (feed.findtext(f"{ATOM}updated") or "") > (before or "")


@pytest.mark.parametrize("address", FEEDS)
def test_the_newest_stands_first(client: Client, alice: Actor, address: str) -> None:
    for hours in (3, 1, 2):
        at = timezone.now() - timedelta(hours=hours)
        incidents.report(by=alice, name=f"{hours} h ago", message="…", occurred_at=at)

    assert titles(client, address) == ["1 h ago", "2 h ago", "3 h ago"]


@pytest.mark.parametrize("address", FEEDS)
def test_what_visitors_do_not_see_is_not_told(client: Client, alice: Actor, address: str) -> None:
    incidents.report(by=alice, name="Hidden", message="…", visible=False)
    soon = timezone.now() + timedelta(hours=1)
    incidents.report(by=alice, name="Later", message="…", published_at=soon)

    assert titles(client, address) == []


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_a_group_has_its_own(client: Client, alice: Actor, kind: str) -> None:
    shop = components.create_group(by=alice, name="Shop", visible=True)
    checkout = components.create(by=alice, name="Checkout", group_id=shop.pk)
    slow = ComponentStatus.PERFORMANCE_ISSUES
    incidents.report(by=alice, name="Ours", message="…", impacts={checkout.pk: slow})
    incidents.report(by=alice, name="Theirs", message="…")

    assert titles(client, f"/{kind}/{shop.pk}") == ["Ours"]


def test_a_group_that_visitors_do_not_see_has_none(client: Client, alice: Actor) -> None:
    hidden = components.create_group(by=alice, name="Hidden", visible=False)
    components.create(by=alice, name="Inner", group_id=hidden.pk)

    assert client.get(f"/rss/{hidden.pk}").status_code == 404
    assert client.get("/atom/999").status_code == 404


@pytest.mark.parametrize("address", FEEDS)
def test_any_text_makes_a_feed(client: Client, alice: Actor, address: str) -> None:
    incidents.report(by=alice, name="\ufffe ]]> &amp; <b>", message="<script>x</script>]]>\uffff")

    assert len(titles(client, address)) == 1


@pytest.mark.parametrize("address", FEEDS)
def test_the_same_again_is_304(client: Client, slow: Incident, address: str) -> None:
    etag = client.get(address)["ETag"]

    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304


def test_json_is_json_feed(client: Client, slow: Incident) -> None:
    answer = client.get("/feed.json")

    assert answer["Content-Type"] == "application/feed+json"
    assert answer.json()["version"] == "https://jsonfeed.org/version/1.1"
    assert answer.json()["items"][0]["url"] == f"http://testserver/incidents/{slow.pk}"


@override_settings(SITE_URL="https://status.example.com")
@pytest.mark.parametrize("address", FEEDS)
def test_addresses_are_those_of_the_site(client: Client, slow: Incident, address: str) -> None:
    answer = client.get(address, headers={"host": "localhost"})

    assert f"https://status.example.com/incidents/{slow.pk}" in answer.text
    assert "localhost" not in answer.text


def test_the_page_names_them(client: Client) -> None:
    page = client.get("/").text

    for kind, address in [("atom", "/atom"), ("rss", "/rss"), ("feed", "/feed.json")]:
        assert f'rel="alternate" type="application/{kind}+' in page
        assert f'href="{address}">' in page.split('<footer class="foot">')[1]
    assert 'href="/calendar.ics">iCalendar' in page
