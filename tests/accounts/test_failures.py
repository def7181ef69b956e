from __future__ import annotations

import pytest

from signalpost.accounts import failures
from signalpost.events.models import AuditEntry

pytestmark = pytest.mark.django_db

THERE = "192.0.2.7"


def counted() -> dict[str, int]:
    return dict(AuditEntry.objects.values_list("actor_name", "count"))


def test_throttled_guesses_are_counted_with_those_before() -> None:
    failures.note("mia", THERE, door="api")

    for _ in range(999):
        failures.note_throttled("mia", THERE, door="api")

    assert counted() == {"mia": 1000}


def test_throttled_guesses_at_ever_new_names_make_one_row() -> None:
    for number in range(50):
        failures.note_throttled(f"name {number}", THERE, door="api")

    assert counted() == {"various names": 50}


def test_so_do_those_from_ever_new_addresses_of_one_network() -> None:
    for number in range(50):
        failures.note_throttled("mia", f"2001:db8::{number}", door="api")

    assert list(AuditEntry.objects.values_list("address", "count")) == [("2001:db8::", 50)]


def test_each_door_has_a_row_of_its_own() -> None:
    for door in ("api", "dashboard", "api"):
        failures.note("mia", THERE, door=door)

    rows = AuditEntry.objects.order_by("pk").values_list("facts__door", "count")
    assert list(rows) == [("api", 2), ("dashboard", 1)]
