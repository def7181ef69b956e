from __future__ import annotations

from typing import Any

import pytest

from signalpost.components.models import Component, Group
from signalpost.events import log
from signalpost.events.models import Event
from signalpost.kernel.actor import Actor
from signalpost.kernel.errors import Invalid
from signalpost.subscribers import operations
from signalpost.subscribers.choice import Choice
from signalpost.subscribers.entry import Entry
from signalpost.subscribers.models import Subscriber
from signalpost.subscribers.operations import Imported


def many(number: int, **values: Any) -> list[Entry]:
    return [Entry(f"{place}@example.com", **values) for place in range(number)]


def test_each_address_follows_what_its_line_says(
    mia: Actor, website: Component, checkout: Component, europe: Group
) -> None:
    chosen = Choice(False, frozenset([website.pk, checkout.pk]), frozenset([europe.pk]))

    operations.import_many(
        by=mia,
        entries=[
            Entry("bo@example.com", vouched=True),
            Entry("kim@example.com", False, chosen.components, chosen.groups),
        ],
    )

    bo, kim = Subscriber.objects.order_by("address")
    assert (Choice.made_by(bo), bo.verified_at is None) == (Choice(True), False)
    assert (Choice.made_by(kim), kim.verified_at is None) == (chosen, True)


def test_known_addresses_stay_as_they_are_in_whatever_case(
    bo: Subscriber, mia: Actor, website: Component
) -> None:
    entry = Entry("BO@Example.com", False, frozenset([website.pk]), vouched=True)

    done = operations.import_many(by=mia, entries=[entry, Entry("kim@example.com")])

    bo.refresh_from_db()
    assert done == Imported(new=1, known=1)
    assert (bo.address, bo.follows_everything, bo.verified_at) == ("bo@example.com", True, None)


def test_one_event_tells_of_all(mia: Actor) -> None:
    version = log.version()

    operations.import_many(by=mia, entries=[*many(5), Entry("bo@example.com", vouched=True)])

    event = Event.objects.get(kind="subscribers.imported")
    assert event.version == log.version() == version + 1
    assert (event.actor_name, event.facts) == ("mia", {"new": 6, "known": 0, "vouched": 1})


def test_where_all_are_known_nothing_has_happened(bo: Subscriber, mia: Actor) -> None:
    version = log.version()

    done = operations.import_many(by=mia, entries=[Entry("bo@example.com")])

    assert (done, log.version()) == (Imported(new=0, known=1), version)


def test_what_is_no_address_is_no_entry() -> None:
    with pytest.raises(Invalid, match="“bo” is not an e-mail address"):
        Entry("bo")


def test_all_of_them_are_added_or_none(mia: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "record", _fail)

    with pytest.raises(OSError, match="the disk is full"):
        operations.import_many(by=mia, entries=many(3))

    assert not Subscriber.objects.exists()


def _fail(*_: Any, **__: Any) -> None:
    raise OSError("the disk is full")


def test_an_address_is_added_once_however_often_it_is_named(mia: Actor) -> None:
    entries = [Entry("bo@example.com"), Entry("BO@example.com"), Entry("bo@EXAMPLE.com")]

    assert operations.import_many(by=mia, entries=entries) == Imported(new=1, known=0)


def test_what_does_not_stand_is_left_out(mia: Actor, website: Component) -> None:
    entry = Entry("bo@example.com", False, frozenset([website.pk, 999]), frozenset([999]))

    operations.import_many(by=mia, entries=[entry])

    bo = Subscriber.objects.get()
    assert Choice.made_by(bo) == Choice(False, frozenset([website.pk]))


def test_thousands_take_no_query_each(
    mia: Actor, website: Component, django_assert_max_num_queries: Any
) -> None:
    entries = many(2_000, everything=False, components=frozenset([website.pk]))

    with django_assert_max_num_queries(60):
        operations.import_many(by=mia, entries=entries)

    assert Subscriber.objects.filter(subscriptions__component=website).count() == 2_000


def test_codes_are_their_own_and_like_all_others(mia: Actor) -> None:
    operations.import_many(by=mia, entries=many(50))

    codes = set(Subscriber.objects.values_list("verify_code", flat=True))
    assert len(codes) == 50
    assert all(len(code) == 42 and code.isalnum() and code.isascii() for code in codes)
