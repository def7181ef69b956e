from __future__ import annotations

import pytest

from signalpost.kernel.actor import GUEST, SYSTEM, Actor
from signalpost.kernel.errors import Conflict, DomainError, Forbidden
from signalpost.site import operations as site
from signalpost.site.models import Site, Subscribing
from signalpost.subscribers import admission, operations
from signalpost.subscribers.entry import Entry
from signalpost.subscribers.models import Subscriber

TOKEN = Actor("token", "robot", 1, frozenset({"subscribers.write"}))


@pytest.mark.parametrize(
    ("subscribing", "by", "refusal"),
    [
        (Subscribing.ANYBODY, GUEST, None),
        (Subscribing.ANYBODY, TOKEN, None),
        (Subscribing.TEAM, GUEST, Forbidden),
        (Subscribing.TEAM, TOKEN, None),
        (Subscribing.TEAM, SYSTEM, None),
        (Subscribing.NOBODY, GUEST, Conflict),
        (Subscribing.NOBODY, TOKEN, Conflict),
    ],
)
def test_who_comes_in_is_what_the_settings_say(
    subscribing: Subscribing, by: Actor, refusal: type[DomainError] | None
) -> None:
    here = Site(subscribing=subscribing)

    if refusal is None:
        admission.admit(here, by=by)
    else:
        with pytest.raises(refusal):
            admission.admit(here, by=by)


@pytest.mark.parametrize(
    ("subscribing", "is_open"),
    [(Subscribing.ANYBODY, True), (Subscribing.TEAM, False), (Subscribing.NOBODY, False)],
)
def test_the_page_offers_it_where_anybody_may(subscribing: Subscribing, is_open: bool) -> None:
    assert admission.is_open(Site(subscribing=subscribing)) is is_open


def test_a_guest_whom_only_the_team_may_add_leaves_nothing(alice: Actor) -> None:
    site.change(by=alice, subscribing=Subscribing.TEAM)

    with pytest.raises(Forbidden, match="Only the team"):
        operations.subscribe(by=GUEST, address="bo@example.com")

    assert not Subscriber.objects.exists()


def test_a_refusal_does_not_tell_who_is_known(alice: Actor) -> None:
    operations.subscribe(by=alice, address="bo@example.com")
    site.change(by=alice, subscribing=Subscribing.TEAM)

    with pytest.raises(Forbidden):
        operations.subscribe(by=GUEST, address="bo@example.com")


def test_who_is_a_subscriber_stays_one_when_nobody_may_become_one(alice: Actor) -> None:
    bo = operations.subscribe(by=alice, address="bo@example.com")

    site.change(by=alice, subscribing=Subscribing.NOBODY)

    assert list(Subscriber.objects.all()) == [bo]


def test_a_list_is_not_brought_in_where_nobody_may_subscribe(alice: Actor) -> None:
    site.change(by=alice, subscribing=Subscribing.NOBODY)

    with pytest.raises(Conflict):
        operations.import_many(by=alice, entries=[Entry("bo@example.com", everything=True)])
