from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from time_machine import TimeMachineFixture

from signalpost.kernel.errors import Conflict
from signalpost.subscribers import uploads
from signalpost.subscribers.models import Upload

MIA, ALICE = 1, 2


def is_kept(key: uuid.UUID, *, user_id: int = MIA) -> bool:
    try:
        return bool(uploads.find(key, user_id=user_id))
    except Conflict:
        return False


def test_a_file_is_there_as_it_was_given(db: None) -> None:
    content = bytes(range(256)) * 1_000

    key = uploads.keep(content, user_id=MIA, vouched=True)

    assert uploads.find(key, user_id=MIA) == (content, True)


def test_it_is_for_whoever_gave_it(db: None) -> None:
    key = uploads.keep(b"", user_id=MIA, vouched=False)

    assert not is_kept(key, user_id=ALICE)


def test_another_one_takes_its_place_and_leaves_those_of_others(db: None) -> None:
    alices = uploads.keep(b"", user_id=ALICE, vouched=False)
    first = uploads.keep(b"1", user_id=MIA, vouched=False)
    second = uploads.keep(b"2", user_id=MIA, vouched=False)

    assert [is_kept(first), is_kept(second)] == [False, True]
    assert is_kept(alices, user_id=ALICE)


def test_it_is_gone_once_it_is_forgotten(db: None) -> None:
    key = uploads.keep(b"", user_id=MIA, vouched=False)

    uploads.forget(key)

    assert not Upload.objects.exists()


@pytest.mark.parametrize(("waited", "count"), [(59, 1), (61, 0)])
def test_after_an_hour_nothing_of_it_is_left(
    db: None, time_machine: TimeMachineFixture, waited: int, count: int
) -> None:
    time_machine.move_to(datetime(2026, 3, 1, 12, tzinfo=UTC))
    key = uploads.keep(b"", user_id=MIA, vouched=False)

    time_machine.shift(timedelta(minutes=waited))
    found = is_kept(key)
    uploads.forget_old()

    assert found == bool(count)
    assert Upload.objects.count() == count
