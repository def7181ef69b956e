from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from signalpost.accounts import operations
from signalpost.accounts.models import ApiToken
from signalpost.accounts.roles import Scope
from signalpost.events.models import Event
from signalpost.kernel.actor import Actor
from signalpost.kernel.errors import Invalid, NotFound


def test_a_key_is_shown_once_and_kept_as_a_digest(alice: Actor) -> None:
    token, key = operations.create_token(alice.user_id, by=alice, name=" bot ")

    row = ApiToken.objects.values().get(pk=token.pk)
    assert key not in str(row)
    assert (row["name"], row["scope"], row["hint"]) == ("bot", Scope.WRITE, key[-4:])


def test_no_two_keys_are_alike(alice: Actor) -> None:
    keys = {operations.create_token(alice.user_id, by=alice, name="bot")[1] for _ in range(5)}

    assert len(keys) == 5
    assert min(len(key) for key in keys) >= 40


def test_it_is_written_in_the_book_without_the_key(alice: Actor) -> None:
    _, key = operations.create_token(alice.user_id, by=alice, name="bot", scope=Scope.READ)

    facts = Event.objects.get(kind="token.created").facts
    assert facts["name"] == "bot"
    assert facts["scope"] == "read"
    assert key not in str(facts)


def test_the_book_says_when_it_expires(alice: Actor) -> None:
    expires_at = timezone.now().replace(microsecond=0) + timedelta(days=30)

    operations.create_token(alice.user_id, by=alice, name="bot", expires_at=expires_at)

    facts = Event.objects.get(kind="token.created").facts
    assert parse_datetime(facts["expires_at"]) == expires_at


def test_a_key_has_a_name(alice: Actor) -> None:
    with pytest.raises(Invalid) as refused:
        operations.create_token(alice.user_id, by=alice, name=" ")

    assert refused.value.field == "name"
    assert not ApiToken.objects.exists()


def test_somebody_disabled_gets_none(mia: Actor, alice: Actor) -> None:
    operations.disable_user(mia.user_id, by=alice)

    with pytest.raises(NotFound, match="No active user"):
        operations.create_token(mia.user_id, by=alice, name="bot")
