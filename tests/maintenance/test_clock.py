"""Windows move with time: each once, whoever asks and however late."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection

from signalpost.events.models import Event
from signalpost.kernel.actor import SYSTEM, Actor
from signalpost.maintenance import operations
from signalpost.maintenance.clock import begin_due, complete_due, next_due, top_up
from signalpost.maintenance.models import Series, Window
from signalpost.maintenance.statuses import WindowStatus
from tests.maintenance.conftest import HOUR, MINUTE, NOON, Plan

UPCOMING, IN_PROGRESS, COMPLETE = WindowStatus
SECOND = timedelta(seconds=1)


def tick(now: datetime) -> tuple[int, int]:
    begun = begin_due(by=SYSTEM, now=now)
    return begun, complete_due(by=SYSTEM, now=now)


def told(window: Window) -> list[str]:
    events = Event.objects.filter(subject_type="maintenance.window", subject_id=window.pk)
    return list(events.order_by("version").values_list("kind", flat=True))


def test_a_window_begins_at_its_start(planned: Plan) -> None:
    window = planned()

    assert tick(NOON + HOUR) == (1, 0)

    window.refresh_from_db()
    assert (window.status, window.began_at) == (IN_PROGRESS, NOON + HOUR)


def test_a_window_does_not_begin_before_its_start(planned: Plan) -> None:
    planned()

    assert tick(NOON + HOUR - SECOND) == (0, 0)


def test_a_window_completes_at_its_planned_end(planned: Plan) -> None:
    window = planned()
    tick(NOON + HOUR)

    assert tick(NOON + 2 * HOUR) == (0, 1)

    window.refresh_from_db()
    assert (window.status, window.ended_at) == (COMPLETE, NOON + 2 * HOUR)


def test_a_window_moves_once(planned: Plan) -> None:
    window = planned()

    for minutes in range(0, 180, 20):
        tick(NOON + minutes * MINUTE)

    assert told(window) == ["window.planned", "window.began", "window.completed"]


def test_what_was_slept_through_happened_when_it_was_planned(planned: Plan) -> None:
    window = planned()

    assert tick(NOON + 50 * HOUR) == (1, 1)

    window.refresh_from_db()
    assert (window.began_at, window.ended_at) == (NOON + HOUR, NOON + 2 * HOUR)


def test_a_window_without_a_planned_end_stays_in_progress(planned: Plan) -> None:
    window = planned(ends_at=None)

    tick(NOON + 5000 * HOUR)

    window.refresh_from_db()
    assert window.status == IN_PROGRESS


@pytest.mark.parametrize("status", WindowStatus)
def test_a_window_entered_with_a_start_in_the_past_keeps_its_state(
    planned: Plan, status: WindowStatus
) -> None:
    window = planned(starts_at=NOON - HOUR, status=status)

    assert tick(NOON + 5 * HOUR) == (0, 0)

    window.refresh_from_db()
    assert window.status == status


def test_a_window_begun_early_completes_at_its_planned_end(planned: Plan, mia: Actor) -> None:
    operations.begin(planned().pk, by=mia)

    assert tick(NOON + 2 * HOUR) == (0, 1)


def test_an_extended_window_completes_at_its_new_end(planned: Plan, mia: Actor) -> None:
    window = planned()
    operations.extend(window.pk, by=mia, until=NOON + 3 * HOUR)

    assert tick(NOON + 2 * HOUR) == (1, 0)
    assert tick(NOON + 3 * HOUR) == (0, 1)


def test_a_window_that_is_moved_begins_at_its_new_start(planned: Plan, mia: Actor) -> None:
    window = planned()
    operations.edit(window.pk, by=mia, starts_at=NOON + 90 * MINUTE)

    assert tick(NOON + HOUR) == (0, 0)
    assert tick(NOON + 90 * MINUTE) == (1, 0)


def test_a_window_that_is_moved_to_before_now_begins_at_once(planned: Plan, mia: Actor) -> None:
    window = planned()
    operations.edit(window.pk, by=mia, starts_at=NOON - 10 * MINUTE)

    assert tick(NOON) == (1, 0)


def test_a_client_that_states_the_state_of_a_past_start_is_believed(
    planned: Plan, mia: Actor
) -> None:
    window = planned()
    operations.edit(window.pk, by=mia, starts_at=NOON - 10 * MINUTE, status=UPCOMING)

    assert tick(NOON) == (0, 0)


def test_history_that_is_moved_ahead_of_now_waits_for_the_clock(planned: Plan, mia: Actor) -> None:
    window = planned(starts_at=NOON - HOUR)
    operations.edit(window.pk, by=mia, starts_at=NOON + HOUR)

    assert tick(NOON + HOUR) == (1, 0)


def test_a_deleted_window_does_not_move(planned: Plan, mia: Actor) -> None:
    operations.delete(planned().pk, by=mia)

    assert tick(NOON + 5 * HOUR) == (0, 0)


def test_the_clock_signs_what_it_does(planned: Plan) -> None:
    planned()

    tick(NOON + HOUR)

    assert Event.objects.get(kind="window.began").actor_kind == "system"


# When next


def test_nothing_is_due_while_nothing_is_planned(db: None) -> None:
    assert next_due() is None


def test_the_next_moment_is_the_nearest_of_starts_and_ends(planned: Plan) -> None:
    planned(ends_at=None)
    planned(starts_at=NOON + 5 * HOUR, ends_at=None)

    assert next_due() == NOON + HOUR
    tick(NOON + HOUR)
    assert next_due() == NOON + 5 * HOUR


def test_the_end_of_what_is_in_progress_is_a_next_moment(planned: Plan) -> None:
    planned()
    tick(NOON + HOUR)

    assert next_due() == NOON + 2 * HOUR


def test_the_next_moment_may_be_that_of_a_series(planned: Plan, mia: Actor) -> None:
    window = planned(rule="FREQ=DAILY")
    for made in Window.objects.all():
        operations.delete(made.pk, by=mia)

    assert next_due() == window.starts_at


# Several runners


def in_threads(act: Callable[[], object], *, count: int = 6) -> None:
    """Run `act` in as many threads at the same moment; what one raises is raised here."""
    ready, errors = threading.Barrier(count), []

    def run() -> None:
        try:
            ready.wait()
            act()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


@pytest.mark.django_db(transaction=True)
def test_each_window_moves_once_whatever_the_number_of_runners(planned: Plan) -> None:
    windows = [planned() for _ in range(12)]

    in_threads(lambda: tick(NOON + 3 * HOUR))
    tick(NOON + 3 * HOUR)

    for window in windows:
        assert told(window) == ["window.planned", "window.began", "window.completed"]


@pytest.mark.django_db(transaction=True)
def test_each_occurrence_is_made_once_whatever_the_number_of_runners(planned: Plan) -> None:
    for _ in range(3):
        planned(rule="FREQ=DAILY")

    in_threads(lambda: top_up(by=SYSTEM, now=NOON + 30 * HOUR))

    for series in Series.objects.all():
        starts = list(series.windows.order_by("pk").values_list("occurrence_at", flat=True))
        assert starts == [NOON + HOUR + timedelta(days=day) for day in range(5)]


@pytest.mark.django_db(transaction=True)
def test_people_and_the_clock_do_not_move_a_window_twice(planned: Plan, mia: Actor) -> None:
    windows = [planned() for _ in range(6)]
    now = NOON + 3 * HOUR

    def people() -> None:
        for window in windows:
            operations.edit(window.pk, by=mia, status=COMPLETE)

    in_threads(lambda: (tick(now), people()), count=4)

    for window in windows:
        assert told(window).count("window.completed") == 1
