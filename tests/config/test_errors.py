from __future__ import annotations

import re

import pytest
from django.db.utils import OperationalError
from django.test import Client, RequestFactory

from signalpost.config import errors
from signalpost.kernel.actor import Actor
from signalpost.overview import snapshot
from signalpost.site import branding
from signalpost.site import operations as site
from signalpost.site.models import Audience, Site, Theme


@pytest.fixture
def wrong(client: Client, northwind: Site, alice: Actor) -> str:
    """What a wrong address shows on a site with a look of its own."""
    branding.change(by=alice, theme=Theme.DARK, accent="#ffdd00")
    return client.get("/nothing/here").text


@pytest.mark.django_db
def test_an_unknown_address_is_a_page_that_leads_back(client: Client, northwind: Site) -> None:
    answer = client.get("/nothing/here")

    assert answer.status_code == 404
    assert "There is nothing at this address" in answer.text
    assert '<a class="button" href="/">' in answer.text


def test_an_unknown_address_is_told_in_the_theme_of_the_site(wrong: str) -> None:
    assert '<html lang="en" dir="ltr" data-theme="dark">' in wrong


def test_an_unknown_address_is_told_in_the_colours_of_the_site(wrong: str) -> None:
    assert re.search(r'<link rel="stylesheet" href="/theme-\w+\.css">', wrong)


def test_an_unknown_address_is_told_under_the_name_of_the_site(wrong: str) -> None:
    assert "<title>There is nothing at this address · Northwind Status</title>" in wrong
    assert '<a class="name" href="/">' in wrong


def test_from_an_unknown_address_every_page_can_be_reached_that_others_lead_to(wrong: str) -> None:
    for place in ("/history", "/de/", "/rss", "/calendar.ics"):
        assert f'href="{place}"' in wrong


def test_a_private_page_tells_a_stranger_nothing_below_a_wrong_address(
    client: Client, northwind: Site, alice: Actor
) -> None:
    branding.change_markup(by=alice, footer_html="<p>For the team</p>")
    site.restrict(by=alice, audience=Audience.TEAM)

    assert "For the team" not in client.get("/dashboard/nothing/here").text


def test_what_cannot_be_meant_is_refused_under_the_name_of_the_site(
    client: Client, northwind: Site
) -> None:
    assert "understood · Northwind Status</title>" in client.get("/history?component=x").text


@pytest.mark.django_db
def test_an_unknown_address_is_told_plainly_when_the_site_cannot_be_read(
    client: Client, northwind: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise OperationalError("the database is gone")

    monkeypatch.setattr(snapshot, "current", fail)

    answer = client.get("/nothing/here")

    assert answer.status_code == 404
    assert "<title>There is nothing at this address</title>" in answer.text


def test_a_failure_is_told_without_the_database(rf: RequestFactory) -> None:
    answer = errors.server_error(rf.get("/"))  # no database is allowed in this test

    assert answer.status_code == 500
    assert "Something went wrong here" in answer.text


def test_a_missing_database_is_told_with_when_to_come_again(rf: RequestFactory) -> None:
    answer = errors.unavailable(rf.get("/"))

    assert answer.status_code == 503
    assert answer["Retry-After"] == "5"
    assert "cannot read its data" in answer.text


def test_the_sentence_arrives_even_when_the_page_cannot_be_drawn(
    rf: RequestFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> str:
        raise ValueError("Missing staticfiles manifest entry")

    monkeypatch.setattr(errors, "render_to_string", fail)

    answer = errors.server_error(rf.get("/"))

    assert answer.status_code == 500
    assert answer["Content-Type"].startswith("text/plain")
    assert "Something went wrong here" in answer.text


def test_the_api_is_told_in_its_own_words(rf: RequestFactory) -> None:
    answer = errors.not_found(rf.get("/api/v1/nothing"))

    assert answer["Content-Type"] == "application/json"
