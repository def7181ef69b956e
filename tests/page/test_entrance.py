from __future__ import annotations

import pytest
from django.test import Client

from signalpost.kernel.actor import Actor
from signalpost.site import operations
from signalpost.site.models import Audience, Site

pytestmark = pytest.mark.django_db

PASSWORD = "open sesame, please"


@pytest.fixture
def shared(northwind: Site, alice: Actor) -> Site:
    return operations.restrict(by=alice, audience=Audience.PASSWORD, password=PASSWORD)


def test_it_asks_for_the_password_and_knows_the_team(client: Client, shared: Site) -> None:
    page = client.get("/enter?next=/history").text

    assert '<input type="password"' in page
    assert 'name="next" value="/history"' in page
    assert 'href="/dashboard/read/?next=/history"' in page


def test_the_right_one_leads_to_where_one_wanted_to_go(client: Client, shared: Site) -> None:
    answer = client.post("/enter", {"password": PASSWORD, "next": "/history"})

    assert (answer.status_code, answer["Location"]) == (302, "/history")


@pytest.mark.parametrize("goal", ["//example.com/", "https://example.com/", '/"><script>'])
def test_nobody_is_led_elsewhere(client: Client, shared: Site, goal: str) -> None:
    answer = client.post("/enter", {"password": PASSWORD, "next": goal})

    assert not answer["Location"].startswith(("//", "http"))
    assert "<script>" not in client.get("/enter", {"next": goal}).text.split("<main")[1]


@pytest.mark.parametrize("given", [{}, {"password": "wrong"}, {"password": "a\x00"}])
def test_a_wrong_one_is_told_so(client: Client, shared: Site, given: dict[str, str]) -> None:
    answer = client.post("/enter", given | {"next": "/history"})

    assert answer.status_code == 403
    assert "This is not the password." in answer.text
    assert 'value="/history"' in answer.text
    assert not answer.cookies


def test_guesses_are_throttled(client: Client, shared: Site) -> None:
    for _ in range(5):
        client.post("/enter", {"password": "wrong"})

    answer = client.post("/enter", {"password": PASSWORD})

    assert answer.status_code == 429
    assert "Too many attempts" in answer.text
    assert int(answer["Retry-After"]) > 0
    assert not answer.cookies


@pytest.mark.parametrize("audience", [Audience.EVERYBODY, Audience.TEAM])
def test_it_is_there_only_where_a_password_opens_the_page(
    client: Client, shared: Site, alice: Actor, audience: Audience
) -> None:
    operations.restrict(by=alice, audience=audience)

    assert client.get("/enter").status_code == 404
    assert client.post("/enter", {"password": PASSWORD}).status_code == 404


def test_it_tells_nothing_of_what_is_inside(client: Client, shared: Site, alice: Actor) -> None:
    operations.change(by=alice, about="Inside.")

    page = client.get("/enter").text

    assert "Inside." not in page
    assert "operational" not in page.split("<main")[1]
