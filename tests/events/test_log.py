from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.db import connection, transaction

from signalpost.components import operations as components
from signalpost.components.models import Component
from signalpost.events import log
from signalpost.events.kinds import KINDS
from signalpost.events.models import Event, Ledger
from signalpost.kernel.actor import Actor

PUBLIC, PRIVATE = "component.edited", "token.created"


def test_the_book_begins_at_version_0(db: None) -> None:
    assert (log.version(), log.page_version()) == (0, 0)


def test_an_event_tells_what_happened_to_what_and_who_did_it(
    website: Component, mia: Actor
) -> None:
    version = log.record(PUBLIC, website, by=mia, name="Website", changed={})

    event = Event.objects.get(version=version)
    assert (event.kind, event.facts) == (PUBLIC, {"name": "Website", "changed": {}})
    assert (event.subject_type, event.subject_id) == ("components.component", website.pk)
    assert (event.actor_kind, event.actor_name, event.actor_user_id) == ("user", "mia", mia.user_id)


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:DB8::0:7", "2001:db8::7"),
        ("", ""),
        ("no address", ""),
    ],
)
def test_an_event_tells_from_where_in_the_usual_form(
    website: Component, alice: Actor, address: str, kept: str
) -> None:
    version = log.record(PUBLIC, website, by=replace(alice, address=address))

    assert Event.objects.get(version=version).address == kept


def test_every_event_raises_the_version_by_one(website: Component, alice: Actor) -> None:
    before = log.version()

    versions = [log.record(kind, website, by=alice) for kind in (PUBLIC, PRIVATE, PUBLIC)]

    assert versions == [before + 1, before + 2, before + 3]
    assert log.version() == before + 3


def test_only_what_visitors_can_see_raises_the_pages_version(
    website: Component, alice: Actor
) -> None:
    version = log.record(PUBLIC, website, by=alice)
    assert log.page_version() == version

    log.record(PRIVATE, website, by=alice)

    assert (log.page_version(), log.version()) == (version, version + 1)


def test_the_kinds_used_here_differ_as_the_tests_say() -> None:
    assert KINDS[PUBLIC].public
    assert not KINDS[PRIVATE].public


def test_an_unknown_kind_is_a_mistake_in_the_code(website: Component, alice: Actor) -> None:
    with pytest.raises(KeyError):
        log.record("component.sneezed", website, by=alice)


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_a_mistake_in_the_code(alice: Actor) -> None:
    website = components.create(by=alice, name="Website")

    with pytest.raises(RuntimeError, match="transaction"):
        log.record(PUBLIC, website, by=alice)


@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_taken_back_leaves_no_event(alice: Actor) -> None:
    website = components.create(by=alice, name="Website")
    before = log.version()

    with transaction.atomic():
        log.record(PUBLIC, website, by=alice)
        transaction.set_rollback(True)

    assert log.version() == before
    assert Event.objects.latest("version").version == before


@pytest.mark.django_db(transaction=True)
def test_the_first_events_may_come_at_once(alice: Actor) -> None:
    website = components.create(by=alice, name="Website")
    Event.objects.all().delete()
    Ledger.objects.all().delete()
    together = threading.Barrier(6)

    def write(_number: int) -> int:
        together.wait()
        try:
            with transaction.atomic():
                return log.record(PUBLIC, website, by=alice)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        versions = sorted(pool.map(write, range(6)))

    assert versions == [1, 2, 3, 4, 5, 6]


def test_a_long_name_of_an_actor_is_cut(website: Component) -> None:
    log.record(PUBLIC, website, by=Actor("check", "x" * 1000))

    assert len(Event.objects.latest("version").actor_name) == 300
