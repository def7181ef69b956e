from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from signalpost.events.models import Event
from signalpost.kernel.actor import Actor
from signalpost.kernel.errors import Invalid
from signalpost.site import operations, readers
from signalpost.site.models import Audience, Site

PASSWORD = "open sesame, please"


@pytest.fixture
def shared(northwind: Site, alice: Actor) -> Site:
    """A page that a password opens."""
    return operations.restrict(by=alice, audience=Audience.PASSWORD, password=PASSWORD)


def test_a_page_is_public_at_first(northwind: Site) -> None:
    assert not northwind.is_private


def test_it_is_written_in_the_book_without_the_password(shared: Site) -> None:
    event = Event.objects.get(kind="site.audience_changed")

    assert event.facts == {
        "audience": "password",
        "password_changed": True,
        "changed": {"audience": ["everybody", "password"]},
    }


@pytest.mark.parametrize("again", [{}, {"password": PASSWORD}])
def test_what_changes_nothing_is_not_written_down(
    shared: Site, alice: Actor, again: dict[str, str]
) -> None:
    operations.restrict(by=alice, audience=Audience.PASSWORD, **again)

    assert Event.objects.filter(kind="site.audience_changed").count() == 1


def test_the_same_password_ends_nobodys_pass(shared: Site, alice: Actor) -> None:
    given = readers.reader_pass(shared)

    again = operations.restrict(by=alice, audience=Audience.PASSWORD, password=PASSWORD)

    assert readers.may_read(again, given)


def test_the_password_is_kept_as_a_hash_alone(shared: Site) -> None:
    assert shared.page_password.startswith("argon2")
    assert PASSWORD not in shared.page_password
    assert readers.is_password(shared, PASSWORD)


@pytest.mark.parametrize("guess", ["", "open sesame", "x" * 201, "a\x00b", "\ud800"])
def test_nothing_else_is_the_password(shared: Site, guess: str) -> None:
    assert not readers.is_password(shared, guess)


@pytest.mark.parametrize("password", ["", "short", "x" * 201, "null\x00null"])
def test_a_password_that_cannot_be_is_refused(northwind: Site, alice: Actor, password: str) -> None:
    with pytest.raises(Invalid, match="between 8 and 200") as refused:
        operations.restrict(by=alice, audience=Audience.PASSWORD, password=password)

    assert refused.value.field == "password"
    assert not operations.current().is_private


def test_without_a_password_none_can_open_the_page(northwind: Site, alice: Actor) -> None:
    with pytest.raises(Invalid, match="needs a password first"):
        operations.restrict(by=alice, audience=Audience.PASSWORD)


def test_the_password_stays_when_it_is_not_given(shared: Site, alice: Actor) -> None:
    operations.restrict(by=alice, audience=Audience.TEAM)

    again = operations.restrict(by=alice, audience=Audience.PASSWORD)

    assert readers.is_password(again, PASSWORD)


class TestThePass:
    def test_it_lets_one_read(self, shared: Site) -> None:
        assert readers.may_read(shared, readers.reader_pass(shared))

    @pytest.mark.parametrize("forged", ["", "x", "a:b:c", "\ud800"])
    def test_it_cannot_be_made_up(self, shared: Site, forged: str) -> None:
        assert not readers.may_read(shared, forged)

    def test_it_ends_with_the_password(self, shared: Site, alice: Actor) -> None:
        given = readers.reader_pass(shared)

        changed = operations.restrict(
            by=alice, audience=Audience.PASSWORD, password="another one now"
        )

        assert not readers.may_read(changed, given)

    def test_it_ends_when_the_page_is_for_the_team_alone(self, shared: Site, alice: Actor) -> None:
        given = readers.reader_pass(shared)

        closed = operations.restrict(by=alice, audience=Audience.TEAM)

        assert not readers.may_read(closed, given)

    def test_it_ends_after_a_month(self, shared: Site) -> None:
        given = readers.reader_pass(shared)

        with time_machine.travel(timezone.now() + timedelta(days=31)):
            assert not readers.may_read(shared, given)
