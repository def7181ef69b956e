from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from signalpost.events.models import Event
from signalpost.incidents import operations as incidents
from signalpost.kernel.actor import Actor
from signalpost.maintenance import operations as maintenance
from signalpost.serving import clock, runner

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def time(alice: Actor) -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def test_an_embargo_ends_when_its_moment_comes(mia: Actor, time: time_machine.Traveller) -> None:
    incidents.report(by=mia, name="Breach", message="…", published_at=NOON + HOUR)

    before = clock.end_embargoes()
    time.shift(HOUR)
    after = clock.end_embargoes()

    assert (before, after) == (0, 1)


def test_a_window_moves_when_its_moments_come(mia: Actor, time: time_machine.Traveller) -> None:
    maintenance.plan(by=mia, name="Upgrade", starts_at=NOON + HOUR, ends_at=NOON + 2 * HOUR)

    steps = []
    for _ in range(4):
        steps.append(clock.move_windows())
        time.shift(HOUR)

    assert steps == [0, 1, 1, 0]


def test_a_series_that_was_slept_through_catches_up_at_once(
    mia: Actor, time: time_machine.Traveller
) -> None:
    starts = NOON + HOUR
    maintenance.plan(
        by=mia, name="Upgrade", starts_at=starts, ends_at=starts + HOUR, rule="FREQ=DAILY"
    )

    time.shift(5 * DAY)
    clock.move_windows()

    assert Event.objects.filter(kind="window.completed").count() == 5
    assert clock.move_windows() == 0


@pytest.mark.parametrize("chore", [clock.end_embargoes, clock.move_windows])
def test_nothing_is_written_while_nothing_is_due(db: None, chore: Callable[[], int]) -> None:
    before = Event.objects.count()

    assert chore() == 0
    assert Event.objects.count() == before


def test_the_runner_looks_at_the_clock_every_second() -> None:
    chores = {chore.act: chore.every for chore in (make() for make in runner.CHORES)}

    assert chores[clock.end_embargoes] == chores[clock.move_windows] == 1.0
