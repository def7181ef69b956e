from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from signalpost.components import operations as components
from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus
from signalpost.events.models import Event
from signalpost.kernel.actor import Actor
from signalpost.kernel.errors import Invalid
from signalpost.maintenance.models import Series, Window
from signalpost.maintenance.statuses import WindowStatus
from tests.maintenance.conftest import HOUR, NOON, Plan

UPCOMING, IN_PROGRESS, COMPLETE = WindowStatus


def test_a_window_ahead_of_now_waits_for_the_clock(planned: Plan) -> None:
    window = planned()

    assert window.status == UPCOMING
    assert window.follows_clock


def test_a_window_covers_the_components_it_names(
    planned: Plan, website: Component, checkout: Component
) -> None:
    window = planned(components={website.pk: None, checkout.pk: ComponentStatus.PARTIAL_OUTAGE})

    covered = dict(window.coverage.values_list("component", "status"))
    assert covered == {website.pk: "", checkout.pk: "partial"}


def test_the_book_tells_what_readers_need(planned: Plan, alice: Actor, website: Component) -> None:
    window = planned(components={website.pk: None}, notify=True)

    event = Event.objects.get(kind="window.planned")
    assert event.actor_name == alice.name
    assert event.facts == {
        "name": "Database upgrade",
        "visible": True,
        "status": "upcoming",
        "notify": True,
        "starts_at": "2026-03-10T13:00:00Z",
        "ends_at": "2026-03-10T14:00:00Z",
        "began_at": None,
        "ended_at": None,
        "series_id": None,
        "components": [{"id": website.pk, "name": "Website"}],
    }
    assert event.subject_id == window.pk


def test_without_a_start_it_begins_now(planned: Plan) -> None:
    window = planned(starts_at=None)

    assert (window.status, window.starts_at, window.began_at) == (IN_PROGRESS, NOON, NOON)
    assert window.follows_clock


@pytest.mark.parametrize("status", WindowStatus)
def test_a_start_in_the_past_leaves_the_state_as_it_is_given(
    planned: Plan, status: WindowStatus
) -> None:
    window = planned(starts_at=NOON - 3 * HOUR, ends_at=NOON - 2 * HOUR, status=status)

    assert window.status == status
    assert not window.follows_clock


def test_history_began_and_ended_when_it_says(planned: Plan) -> None:
    window = planned(starts_at=NOON - 3 * HOUR, ends_at=NOON - 2 * HOUR, status=COMPLETE)

    assert (window.began_at, window.ended_at) == (NOON - 3 * HOUR, NOON - 2 * HOUR)


@pytest.mark.parametrize("starts_at", [NOON - HOUR, NOON + HOUR])
def test_what_is_complete_has_ended_by_now(planned: Plan, starts_at: datetime) -> None:
    window = planned(starts_at=starts_at, ends_at=NOON + 2 * HOUR, status=COMPLETE)

    assert window.ended_at == NOON


def test_history_without_an_end_is_complete_and_has_none(planned: Plan) -> None:
    window = planned(starts_at=NOON - 3 * HOUR, ends_at=None, status=COMPLETE)

    assert (window.began_at, window.ended_at) == (NOON - 3 * HOUR, None)


def test_what_is_in_progress_ahead_of_its_start_began_now(planned: Plan) -> None:
    window = planned(status=IN_PROGRESS)

    assert (window.began_at, window.ended_at) == (NOON, None)


def test_times_are_kept_in_whole_seconds(planned: Plan) -> None:
    window = planned(starts_at=NOON + HOUR + timedelta(microseconds=5))

    assert window.starts_at == NOON + HOUR


def test_a_window_may_end_at_the_moment_it_starts(planned: Plan) -> None:
    window = planned(ends_at=NOON + HOUR)

    assert window.ends_at == window.starts_at


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"name": "  "}, "name", "name is required"),
        ({"name": "x" * 501}, "name", "At most 500"),
        ({"name": "nul\x00"}, "name", "cannot be stored"),
        ({"message": "x" * 100_001}, "message", "At most 100000"),
        ({"ends_at": NOON}, "ends_at", "cannot end before it begins"),
        ({"starts_at": NOON.replace(year=1)}, "starts_at", "between 1900 and 2999"),
        ({"ends_at": NOON.replace(year=9999)}, "ends_at", "between 1900 and 2999"),
        ({"components": {99: None}}, "components", "No component with id 99"),
        ({"components": dict.fromkeys(range(1, 1002))}, "components", "at most 1000 components"),
        ({"rule": "FREQ=NEVER"}, "rule", "A rule begins with"),
        ({"rule": "FREQ=WEEKLY;BYDAY=SU"}, "rule", "does not name the window's own start"),
        ({"rule": "FREQ=DAILY", "starts_at": NOON - HOUR}, "starts_at", "planned ahead"),
        ({"rule": "FREQ=DAILY", "starts_at": None}, "starts_at", "planned ahead"),
        ({"rule": "FREQ=DAILY", "status": IN_PROGRESS}, "starts_at", "planned ahead"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing_behind(
    planned: Plan, values: dict[str, object], field: str, sentence: str
) -> None:
    before = Event.objects.count()

    with pytest.raises(Invalid, match=sentence) as refused:
        planned(**values)

    assert refused.value.field == field
    assert not Window.objects.exists()
    assert not Series.objects.exists()
    assert Event.objects.count() == before


def test_a_deleted_component_is_not_covered(
    planned: Plan, alice: Actor, website: Component
) -> None:
    components.delete(website.pk, by=alice)

    with pytest.raises(Invalid, match=f"No component with id {website.pk}"):
        planned(components={website.pk: None})
