from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from signalpost.events import audit, log
from signalpost.events.models import AuditEntry

NOON = datetime(2025, 5, 14, 12, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def fail(name: str = "mia", address: str = "192.0.2.7") -> bool:
    return audit.note_repeated("user.sign_in_failed", name=name, address=address)


def test_an_entry_leaves_the_ledger_alone() -> None:
    audit.note("user.signed_in", name="mia", user_id=7, address="192.0.2.7")

    assert AuditEntry.objects.get().actor_user_id == 7
    assert log.version() == 0


def test_what_happens_again_and_again_is_counted_in_one_entry() -> None:
    firsts = [fail() for _ in range(1000)]

    assert AuditEntry.objects.get().count == 1000
    assert firsts == [True] + [False] * 999


@pytest.mark.parametrize("other", [{"name": "victor"}, {"address": "192.0.2.8"}])
def test_another_name_or_place_is_another_entry(other: dict[str, str]) -> None:
    fail()

    fail(**other)

    assert AuditEntry.objects.count() == 2


def test_what_is_kept_apart_is_another_entry() -> None:
    for door in ("api", "dashboard", "api"):
        audit.note_repeated("user.sign_in_failed", name="mia", apart=door)

    assert sorted(AuditEntry.objects.values_list("count", flat=True)) == [1, 2]


def test_an_address_is_the_same_however_it_is_spelled() -> None:
    fail(address="192.0.2.7")

    fail(address="::ffff:192.0.2.7")

    assert AuditEntry.objects.get().count == 2


def test_what_was_noted_this_hour_is_counted_on() -> None:
    fail()

    assert audit.note_again("user.sign_in_failed", name="mia", address="192.0.2.7")
    assert AuditEntry.objects.get().count == 2


def test_what_was_not_noted_is_not_counted_on() -> None:
    assert not audit.note_again("user.sign_in_failed", name="mia", address="192.0.2.7")


def test_another_hour_is_another_entry() -> None:
    with time_machine.travel(NOON, tick=False):
        fail()
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        fail()

    assert AuditEntry.objects.count() == 2


def test_the_entry_says_when_it_began_and_when_it_was_last() -> None:
    for minutes in (0, 7):
        with time_machine.travel(NOON + timedelta(minutes=minutes), tick=False):
            fail()

    entry = AuditEntry.objects.get()
    assert (entry.first_at, entry.last_at) == (NOON, NOON + timedelta(minutes=7))


@pytest.mark.parametrize("name", ["x" * 5000, "\x00", "\ud800", "a\x07b"])
def test_whatever_was_typed_as_a_name_can_be_kept(name: str) -> None:
    fail(name)

    assert AuditEntry.objects.get().count == 1
