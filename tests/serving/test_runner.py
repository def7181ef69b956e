from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db.utils import OperationalError
from django.utils import timezone

from signalpost.serving import health
from signalpost.serving.models import Heartbeat
from signalpost.serving.runner import Chore, Round, beat


def failing(error: Exception) -> Chore:
    def act() -> None:
        raise error

    return Chore("failing", act, every=10)


@pytest.mark.parametrize("error", [ZeroDivisionError(), OperationalError("gone")])
def test_a_chore_that_fails_does_not_hold_up_the_next(db: None, error: Exception) -> None:
    done: list[str] = []
    chores = Round(
        [failing(error), Chore("next", lambda: done.append("next"), every=10)], threading.Event()
    )

    chores.do_what_is_due()

    assert done == ["next"]


def test_an_outage_of_the_database_is_told_once(db: None, caplog: pytest.LogCaptureFixture) -> None:
    chore = failing(OperationalError("gone"))
    chore.every = 0.0
    chores = Round([chore], threading.Event())

    chores.do_what_is_due()
    chores.do_what_is_due()

    assert len(caplog.messages) == 1


def test_a_chore_rests_until_it_is_due_again() -> None:
    done: list[str] = []
    chores = Round([Chore("once", lambda: done.append("once"), every=3600)], threading.Event())

    chores.do_what_is_due()
    chores.do_what_is_due()

    assert done == ["once"]


def test_a_beat_makes_the_runner_alive(db: None) -> None:
    beat()

    assert health.state().runner


def test_a_runner_that_has_been_silent_is_taken_for_dead(db: None) -> None:
    Heartbeat.objects.create(runner="gone:1", at=timezone.now() - timedelta(minutes=2))

    assert not health.state().runner


def test_runners_silent_for_days_are_forgotten(db: None) -> None:
    Heartbeat.objects.create(runner="gone:1", at=timezone.now() - timedelta(days=2))

    beat()

    assert not Heartbeat.objects.filter(runner="gone:1").exists()
