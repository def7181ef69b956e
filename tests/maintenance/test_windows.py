"""What windows answer about themselves."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from signalpost.components.models import Component
from signalpost.kernel.actor import GUEST, Actor
from signalpost.maintenance import operations
from signalpost.maintenance.models import Window
from signalpost.maintenance.statuses import WindowStatus
from tests.maintenance.conftest import HOUR, NOON, Plan

UPCOMING, IN_PROGRESS, COMPLETE = WindowStatus


def test_guests_do_not_see_what_is_kept_for_the_team(planned: Plan, victor: Actor) -> None:
    planned(visible=False)

    assert not Window.objects.seen_by(GUEST).exists()
    assert Window.objects.seen_by(victor).exists()


def test_nobody_sees_what_is_deleted(planned: Plan, alice: Actor) -> None:
    operations.delete(planned().pk, by=alice)

    assert not Window.objects.seen_by(alice).exists()


def test_windows_are_asked_for_by_their_state(planned: Plan) -> None:
    windows = {status: planned(status=status) for status in WindowStatus}

    assert Window.objects.upcoming().get() == windows[UPCOMING]
    assert Window.objects.in_progress().get() == windows[IN_PROGRESS]


def test_windows_are_asked_for_by_what_they_cover(
    planned: Plan, website: Component, checkout: Component
) -> None:
    both = planned(components={website.pk: None, checkout.pk: None})
    planned()

    assert Window.objects.covering([website.pk, checkout.pk]).get() == both


@pytest.mark.parametrize(
    ("values", "overlaps"),
    [
        ({"starts_at": NOON, "ends_at": NOON + HOUR}, True),
        ({"starts_at": NOON - HOUR, "ends_at": NOON}, False),
        ({"starts_at": NOON + 2 * HOUR, "ends_at": NOON + 3 * HOUR}, False),
        ({"starts_at": NOON - 9 * HOUR, "ends_at": None}, True),
        ({"starts_at": NOON, "ends_at": NOON + HOUR, "status": COMPLETE}, False),
    ],
)
def test_windows_overlap_with_a_time_that_they_are_planned_for(
    planned: Plan, values: dict[str, Any], overlaps: bool
) -> None:
    planned(**values)

    found = Window.objects.overlapping(since=NOON, until=NOON + 2 * HOUR)

    assert found.exists() is overlaps


def test_windows_tell_what_they_cover(planned: Plan, website: Component) -> None:
    first, second = (planned(components={website.pk: None}) for _ in range(2))
    planned()

    assert Window.objects.all().by_component() == {website.pk: {first.pk, second.pk}}


@pytest.mark.parametrize(
    ("values", "lasts"),
    [
        ({}, True),
        ({"starts_at": NOON - 9 * HOUR, "ends_at": None, "status": IN_PROGRESS}, True),
        ({"starts_at": NOON - 2 * HOUR, "ends_at": NOON, "status": COMPLETE}, True),
        ({"starts_at": NOON - 2 * HOUR, "ends_at": NOON - HOUR, "status": COMPLETE}, False),
        ({"starts_at": NOON - 2 * HOUR, "ends_at": None, "status": COMPLETE}, False),
    ],
    ids=["ahead", "in progress", "ended since", "ended before", "never said its end"],
)
def test_a_window_lasts_that_has_not_ended_by_then(
    planned: Plan, values: dict[str, object], lasts: bool
) -> None:
    planned(**values)

    assert Window.objects.lasting(since=NOON - HOUR).exists() is lasts


@pytest.mark.parametrize(
    "impossible",
    [
        {"ends_at": NOON},
        {"status": IN_PROGRESS},
        {"status": COMPLETE},
        {"began_at": NOON},
        {"status": COMPLETE, "began_at": NOON, "ended_at": NOON - HOUR},
    ],
)
def test_the_database_keeps_out_what_must_never_be(
    planned: Plan, impossible: dict[str, object]
) -> None:
    window = planned()

    with pytest.raises(IntegrityError), transaction.atomic():
        Window.objects.filter(pk=window.pk).update(**impossible)
