"""A private page: every public address there is, and what a stranger gets there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from django.test import Client, override_settings
from django.urls import URLPattern

from signalpost.accounts import operations as accounts
from signalpost.accounts.models import Session, User
from signalpost.accounts.roles import Scope
from signalpost.cachet_api import urls as cachet_urls
from signalpost.components import operations as components
from signalpost.components.models import Component
from signalpost.incidents import operations as incidents
from signalpost.incidents.models import Incident
from signalpost.kernel.actor import Actor
from signalpost.page import urls as page_urls
from signalpost.site import branding, operations
from signalpost.site.models import Audience, Site
from tests.conftest import PASSWORD as MY_PASSWORD
from tests.site.pictures import picture

pytestmark = pytest.mark.django_db

PASSWORD = "open sesame, please"
SIGN_IN, OPEN, REFUSED = "to the entrance", "open", "401"

#: What a stranger gets at each address of the page. Whoever adds one says here what it is.
PAGE = {
    "home": SIGN_IN,
    "history": SIGN_IN,
    "component": SIGN_IN,
    "group": SIGN_IN,
    "incident": SIGN_IN,
    "incident-of-feed": SIGN_IN,
    "cachets-incident": SIGN_IN,
    "incident-of-cachets-feed": SIGN_IN,
    "window": SIGN_IN,
    "version": REFUSED,
    "sitemap": REFUSED,
    "custom": REFUSED,
    "icon-of-state": REFUSED,
    "badge": REFUSED,
    "cachets-badge": REFUSED,
    "rss": REFUSED,
    "group-rss": REFUSED,
    "atom": REFUSED,
    "group-atom": REFUSED,
    "feed": REFUSED,
    "calendar": REFUSED,
    "window-calendar": REFUSED,
    "metric-chart": REFUSED,
    "figures": REFUSED,
    "figure": REFUSED,
    "preview": REFUSED,
    "component-preview": REFUSED,
    "group-preview": REFUSED,
    "incident-preview": REFUSED,
    "window-preview": REFUSED,
    "robots": OPEN,
    "theme": OPEN,
    "logo": OPEN,
    "icon": OPEN,
    "own-icon": OPEN,
    "enter": OPEN,
}


@pytest.fixture
def private(northwind: Site, alice: Actor) -> Site:
    branding.change(by=alice, accent="#ffdd00")
    branding.set_logo(picture(), by=alice)
    return operations.restrict(by=alice, audience=Audience.TEAM)


@pytest.fixture
def shared(private: Site, alice: Actor) -> Site:
    return operations.restrict(by=alice, audience=Audience.PASSWORD, password=PASSWORD)


def places(patterns: list[URLPattern], before: str = "/") -> Iterator[tuple[str, str]]:
    """The name of each route, and an address of it."""
    filled = {"name": "favicon", "kind": "ico", "digest": "abc"}
    for pattern in patterns:
        path = re.sub(r"<\w+:(\w+)>", lambda part: filled.get(part[1], "1"), str(pattern.pattern))
        yield pattern.name or "", before + path


PLACES = dict(places(page_urls.urlpatterns))


def test_every_route_of_the_page_has_a_name_and_stands_in_the_table() -> None:
    assert {pattern.name for pattern in page_urls.urlpatterns} == set(PAGE)


@pytest.mark.parametrize("route", PAGE)
def test_a_stranger_reads_nothing(client: Client, private: Site, route: str) -> None:
    answer = client.get(PLACES[route])

    if PAGE[route] == SIGN_IN:
        assert answer.status_code == 302
        assert answer["Location"].startswith("/dashboard/read/?next=%2F")
    elif PAGE[route] == REFUSED:
        assert answer.status_code == 401
        assert answer.text == "This status page is private. Sign in, or send a key.\n"
    else:
        assert answer.status_code in (200, 404)


@pytest.mark.parametrize("route", PAGE)
def test_another_language_is_no_way_in(client: Client, private: Site, route: str) -> None:
    answer = client.get(f"/de{PLACES[route]}")

    if PAGE[route] == SIGN_IN:
        assert answer["Location"].startswith("/dashboard/read/?next=%2Fde%2F")
    elif PAGE[route] == REFUSED:
        assert answer.status_code == 401
    else:
        assert answer.status_code in (200, 404)
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("route", PAGE)
def test_nothing_of_it_may_be_kept(client: Client, private: Site, route: str) -> None:
    answer = client.get(PLACES[route])

    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Robots-Tag"] == "noindex"
    assert "Cookie" in answer["Vary"]
    assert "ETag" not in answer


def test_what_is_not_there_is_not_told_from_what_is(client: Client, private: Site) -> None:
    assert client.get("/nothing/here").status_code == 302
    assert client.post("/history").status_code == 401


API = [
    place
    for _, place in places(
        [one for one in cachet_urls.urlpatterns if str(one.pattern)], before="/api/v1/"
    )
]


@pytest.mark.parametrize("address", API)
def test_the_api_asks_for_a_key_whatever_there_is(
    client: Client, private: Site, address: str
) -> None:
    answer = client.get(address, headers={"Origin": "https://example.com"})

    assert answer.status_code == 401
    assert answer.json()["errors"][0]["title"] == "Unauthorized"
    assert answer["Access-Control-Allow-Origin"] == "https://example.com"
    assert answer["Cache-Control"] == "private, no-store"


class TestKeys:
    @pytest.mark.parametrize("address", ["/", "/rss", "/api/v1/components", "/api/v1/status"])
    def test_a_key_opens_every_door(
        self, client: Client, private: Site, token: str, address: str
    ) -> None:
        assert client.get(address, headers={"X-Cachet-Token": token}).status_code == 200

    def test_a_wrong_one_opens_none(self, client: Client, private: Site) -> None:
        answer = client.get("/api/v1/components", headers={"X-Cachet-Token": "wrong"})

        assert answer.status_code == 401

    def test_one_for_metrics_does_not_read(
        self, client: Client, private: Site, alice: Actor
    ) -> None:
        assert alice.user_id
        _, key = accounts.create_token(alice.user_id, by=alice, name="points", scope=Scope.METRICS)

        read = client.get("/api/v1/metrics", headers={"X-Cachet-Token": key})
        written = client.post("/api/v1/metrics/1/points", headers={"X-Cachet-Token": key})

        assert (read.status_code, written.status_code) == (401, 404)


class TestTheTeam:
    def test_whoever_signs_in_is_led_back_and_reads(
        self, client: Client, private: Site, victor: Actor
    ) -> None:
        to_read = client.get("/history?q=slow")["Location"]
        to_sign_in = client.get(to_read)["Location"]
        there, _, goal = to_sign_in.partition("?next=")

        credentials = {"login": "victor@example.com", "password": MY_PASSWORD}
        signed_in = client.post(there, credentials | {"next": unquote(goal)}, follow=True)

        assert signed_in.redirect_chain[-1] == ("/history?q=slow", 302)
        assert signed_in.status_code == 200

    def test_the_pass_ends_with_the_session(
        self, client: Client, private: Site, victor: Actor
    ) -> None:
        self._arrive(client, victor)

        Session.objects.all().delete()

        assert client.get("/").status_code == 302

    def test_the_pass_ends_with_the_account(
        self, client: Client, private: Site, alice: Actor, victor: Actor
    ) -> None:
        self._arrive(client, victor)

        assert victor.user_id
        accounts.disable_user(victor.user_id, by=alice)

        assert client.get("/").status_code == 302

    def test_the_pass_does_not_open_the_dashboard(
        self, client: Client, private: Site, victor: Actor
    ) -> None:
        self._arrive(client, victor)
        del client.cookies["signalpost_session"]

        assert client.get("/").status_code == 200
        assert client.get("/dashboard/team/").status_code == 302

    def test_the_pass_holds_no_key_of_the_session(
        self, client: Client, private: Site, victor: Actor
    ) -> None:
        self._arrive(client, victor)

        key = Session.objects.get().session_key
        assert key not in client.cookies["signalpost_team_reader"].value

    def test_the_api_takes_no_cookie(self, client: Client, private: Site, victor: Actor) -> None:
        self._arrive(client, victor)

        assert client.get("/api/v1/components").status_code == 401

    def test_nobody_is_led_elsewhere(self, client: Client, private: Site, victor: Actor) -> None:
        client.force_login(User.objects.get(pk=victor.user_id))

        assert client.get("/dashboard/read/?next=//example.com/")["Location"] == "/"

    def test_a_public_page_hands_out_no_pass(
        self, client: Client, northwind: Site, victor: Actor
    ) -> None:
        client.force_login(User.objects.get(pk=victor.user_id))

        answer = client.get("/dashboard/read/?next=/history")

        assert answer["Location"] == "/history"
        assert "signalpost_team_reader" not in answer.cookies

    @staticmethod
    def _arrive(client: Client, person: Actor) -> None:
        client.force_login(User.objects.get(pk=person.user_id))
        client.get("/dashboard/read/")
        assert client.get("/").status_code == 200


class TestThePassword:
    def test_strangers_are_led_to_its_page(self, client: Client, shared: Site) -> None:
        assert client.get("/history")["Location"] == "/enter?next=%2Fhistory"

    def test_strangers_are_led_to_it_in_their_language(self, client: Client, shared: Site) -> None:
        entrance = client.get("/de/history")["Location"]

        text = client.get(entrance).text

        assert entrance == "/de/enter?next=%2Fde%2Fhistory"
        assert "Diese Seite ist privat" in text
        assert '<form method="post" action="/de/enter">' in text
        assert '<a href="/dashboard/read/?next=/de/history">' in text

    def test_it_opens_the_page_and_not_the_api(
        self, client: Client, shared: Site, website: Component
    ) -> None:
        client.post("/enter", {"password": PASSWORD})

        for address in ("/", "/rss", "/version.json", f"/components/{website.pk}/shield"):
            assert client.get(address).status_code == 200, address
        assert client.get("/api/v1/components").status_code == 401

    def test_a_changed_password_closes_it_again(
        self, client: Client, shared: Site, alice: Actor
    ) -> None:
        client.post("/enter", {"password": PASSWORD})

        operations.restrict(by=alice, audience=Audience.PASSWORD, password="another one now")

        assert client.get("/").status_code == 302


def test_search_engines_are_told_to_stay_away(client: Client, private: Site) -> None:
    assert client.get("/robots.txt").text == "User-agent: *\nDisallow: /\n"


def test_a_public_page_is_as_before(client: Client, northwind: Site) -> None:
    answer = client.get("/")

    assert answer["Cache-Control"].startswith("public")
    assert "X-Robots-Tag" not in answer
    assert "Cookie" not in answer.get("Vary", "")


@override_settings(SITE_URL="https://status.example.com")
def test_cookies_are_kept_to_https(client: Client, shared: Site) -> None:
    answer = client.post("/enter", {"password": PASSWORD}, headers={"host": "status.example.com"})

    cookie = answer.cookies["signalpost_reader"]
    assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Lax")


def test_an_incident_is_not_told_to_strangers(client: Client, private: Site, alice: Actor) -> None:
    incident: Incident = incidents.report(by=alice, name="Secret plans", message="…")
    component = components.create(by=alice, name="Secret project")

    for address in ("/", f"/incidents/{incident.pk}", "/atom", f"/components/{component.pk}"):
        assert "Secret" not in client.get(address, follow=True).text
