"""Subscribers as a file."""

from __future__ import annotations

import csv

import pytest
from django.test import Client

from signalpost.components import operations as components
from signalpost.components.models import Component
from signalpost.events.models import AuditEntry
from signalpost.kernel.actor import Actor
from signalpost.subscribers import names, operations, table
from signalpost.subscribers.choice import Choice
from signalpost.subscribers.models import Subscriber
from tests.dashboard.subscribers.conftest import ALL

EXPORT = f"{ALL}export.csv"


def exported(client: Client, **sieve: str) -> list[dict[str, str]]:
    content: bytes = client.get(EXPORT, sieve).getvalue()  # type: ignore[attr-defined]
    return list(csv.DictReader(content.decode().splitlines()))


def test_each_line_says_who_follows_what(mias: Client, bo: Subscriber, kim: Subscriber) -> None:
    rows = exported(mias)

    assert [list(row.values())[:4] for row in rows] == [
        ["bo@example.com", "", "", "no"],
        ["kim@example.org", "Website", "Europe", "yes"],
    ]
    assert rows[0]["since"] == bo.created_at.isoformat()


@pytest.mark.parametrize(
    ("sieve", "addresses"),
    [({"q": ".org"}, ["kim@example.org"]), ({"state": "waiting"}, ["bo@example.com"])],
)
def test_it_has_what_the_sieve_lets_through(
    mias: Client, bo: Subscriber, kim: Subscriber, sieve: dict[str, str], addresses: list[str]
) -> None:
    assert [row["address"] for row in exported(mias, **sieve)] == addresses


def test_a_sieve_that_cannot_be_exports_nothing(mias: Client, bo: Subscriber) -> None:
    answer = mias.get(EXPORT, {"state": "gone"})

    assert answer.status_code == 422
    assert not AuditEntry.objects.exists()


def test_the_trail_says_who_took_how_many_away(mias: Client, bo: Subscriber) -> None:
    mias.get(EXPORT)

    entry = AuditEntry.objects.get(kind="subscribers.exported")
    assert (entry.actor_name, entry.address, entry.facts) == ("mia", "127.0.0.1", {"rows": 1})


def test_no_cell_is_a_formula(mias: Client, mia: Actor) -> None:
    operations.subscribe(by=mia, address="=cmd@example.com")

    assert exported(mias)[0]["address"] == "'=cmd@example.com"


def test_the_import_reads_it_again(
    mias: Client, mia: Actor, bo: Subscriber, kim: Subscriber
) -> None:
    operations.subscribe(by=mia, address="+ada@example.com", vouched=True)
    content: bytes = mias.get(EXPORT).getvalue()  # type: ignore[attr-defined]
    before = {one.address: Choice.made_by(one) for one in Subscriber.objects.all()}
    Subscriber.objects.all().delete()

    sheet = table.read(content, components=names.of_components(), groups=names.of_groups())
    operations.import_many(by=mia, entries=sheet.entries)

    assert {one.address: Choice.made_by(one) for one in Subscriber.objects.all()} == before
    assert [one.address for one in Subscriber.objects.waiting()] == ["bo@example.com"]


def test_who_follows_nothing_is_not_taken_for_one_who_follows_everything(
    mias: Client, mia: Actor, checkout: Component
) -> None:
    operations.subscribe(by=mia, address="ada@example.com", components=[checkout.pk])
    components.delete(checkout.pk, by=mia)

    assert exported(mias)[0]["components"] == "(nothing)"
