"""All subscribers, and who is found among them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from signalpost.components import operations as components
from signalpost.components.models import Component
from signalpost.kernel.actor import Actor
from signalpost.subscribers import operations
from signalpost.subscribers.entry import Entry
from signalpost.subscribers.models import Subscriber
from tests.dashboard.conftest import Browser
from tests.dashboard.subscribers.conftest import ALL


def shown(client: Client, **sieve: str) -> list[str]:
    return [row.subscriber.address for row in client.get(ALL, sieve).context["rows"]]


def test_it_says_who_follows_what_and_who_is_waiting(
    mias: Client, bo: Subscriber, kim: Subscriber
) -> None:
    page = " ".join(mias.get(ALL).text.split())

    assert "1 group, 1 component · since" in page
    assert 'bo@example.com</b></a> <span class="tag">Waiting to confirm</span>' in page
    assert "<b>2</b> <span>in all</span>" in page
    assert "<b>1</b> <span>waiting to confirm</span>" in page


def test_who_follows_only_what_is_deleted_follows_nothing_that_stands(
    mias: Client, mia: Actor, checkout: Component
) -> None:
    operations.subscribe(by=mia, address="ada@example.com", components=[checkout.pk])
    components.delete(checkout.pk, by=mia)

    assert "Nothing that still stands" in mias.get(ALL).text


def test_before_the_first_it_says_how_people_subscribe(mias: Client) -> None:
    assert "POST /api/v1/subscribers" in mias.get(ALL).text


@pytest.mark.parametrize(
    ("sieve", "addresses"),
    [
        ({}, ["kim@example.org", "bo@example.com"]),
        ({"q": "EXAMPLE.ORG"}, ["kim@example.org"]),
        ({"q": "o@"}, ["bo@example.com"]),
        ({"q": "%"}, []),
        ({"state": "confirmed"}, ["kim@example.org"]),
        ({"state": "waiting"}, ["bo@example.com"]),
        ({"state": "waiting", "q": "kim"}, []),
    ],
)
def test_it_can_be_searched(
    mias: Client, bo: Subscriber, kim: Subscriber, sieve: dict[str, str], addresses: list[str]
) -> None:
    assert shown(mias, **sieve) == addresses


@pytest.mark.parametrize(
    "sieve", [{"state": "gone"}, {"q": "a" * 10_000}, {"q": "\x00"}], ids=["state", "long", "nul"]
)
def test_a_sieve_that_cannot_be_is_refused_beside_its_field(
    mias: Client, bo: Subscriber, sieve: dict[str, str]
) -> None:
    answer = mias.get(ALL, sieve)

    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == sieve.keys()


def test_half_a_pair_of_surrogates_finds_nobody(mias: Client, bo: Subscriber) -> None:
    assert mias.get(f"{ALL}?q=%ED%A0%80").status_code == 200


def test_pages_go_back_in_time_and_leave_nobody_out(mias: Client, mia: Actor) -> None:
    entries = [Entry(f"{number}@example.com") for number in range(110)]
    operations.import_many(by=mia, entries=entries)
    found: list[str] = []
    before = ""
    while page := mias.get(ALL, {"q": "example", "before": before}).context:
        found += [row.subscriber.address for row in page["rows"]]
        before = page["older"] or ""
        if not before:
            break

    newest_first = Subscriber.objects.order_by("-pk").values_list("address", flat=True)
    assert found == list(newest_first)


@pytest.mark.parametrize("before", ["x", "-1", "9" * 30, "\x00", "²"])
def test_what_is_no_place_is_the_beginning(mias: Client, bo: Subscriber, before: str) -> None:
    assert shown(mias, before=before) == ["bo@example.com"]


def test_a_full_page_asks_few_times(
    mias: Client, mia: Actor, website: Component, django_assert_max_num_queries: Any
) -> None:
    entries = [
        Entry(f"{number}@example.com", False, frozenset([website.pk])) for number in range(60)
    ]
    operations.import_many(by=mia, entries=entries)

    with django_assert_max_num_queries(20):
        assert len(shown(mias, q="example")) == 50


def test_viewers_read_no_addresses(browser: Browser, victor: Actor, bo: Subscriber) -> None:
    client = browser(victor)

    answers = [client.get(ALL), client.get(f"{ALL}{bo.pk}/"), client.get(f"{ALL}export.csv")]

    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert "Subscribers" not in client.get("/dashboard/").text
