from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from signalpost.components import operations as components
from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus
from signalpost.events.models import Event
from signalpost.kernel.actor import SYSTEM, Actor
from signalpost.kernel.errors import Conflict, NotFound
from signalpost.maintenance import operations
from signalpost.maintenance.clock import begin_due, complete_due, top_up
from signalpost.maintenance.models import Series, Window
from signalpost.maintenance.statuses import WindowStatus
from signalpost.site import operations as site
from tests.maintenance.conftest import HOUR, NOON, Plan

DAY = timedelta(days=1)
FIRST = NOON + HOUR


def starts() -> list[datetime]:
    return list(Window.objects.standing().order_by("pk").values_list("starts_at", flat=True))


def test_three_windows_of_a_series_stand_ready(planned: Plan) -> None:
    planned(rule="FREQ=DAILY")

    assert starts() == [FIRST, FIRST + DAY, FIRST + 2 * DAY]


def test_a_further_window_is_like_the_first(
    planned: Plan, website: Component, checkout: Component
) -> None:
    covered = {website.pk: None, checkout.pk: ComponentStatus.PARTIAL_OUTAGE}
    first = planned(rule="FREQ=DAILY", message="Short.", visible=False, components=covered)

    second = Window.objects.get(starts_at=FIRST + DAY)

    for field in ("name", "message", "visible", "series", "status", "follows_clock", "user"):
        assert getattr(second, field) == getattr(first, field)
    assert second.ends_at == FIRST + DAY + HOUR
    assert dict(second.coverage.values_list("component", "status")) == {
        website.pk: "",
        checkout.pk: "partial",
    }


def test_a_series_of_windows_without_an_end_has_none(planned: Plan) -> None:
    planned(rule="FREQ=DAILY", ends_at=None)

    assert set(Window.objects.values_list("ends_at", flat=True)) == {None}


def test_when_one_begins_another_is_made(planned: Plan) -> None:
    planned(rule="FREQ=DAILY")

    assert top_up(by=SYSTEM, now=FIRST) == 1

    assert starts()[-1] == FIRST + 3 * DAY


def test_nothing_is_made_before_it_is_called_for(planned: Plan) -> None:
    planned(rule="FREQ=DAILY")

    assert top_up(by=SYSTEM, now=FIRST - timedelta(seconds=1)) == 0


def test_windows_whose_time_was_slept_through_are_made_and_moved(planned: Plan) -> None:
    planned(rule="FREQ=DAILY")
    woken = FIRST + 10 * DAY + timedelta(minutes=5)

    top_up(by=SYSTEM, now=woken)
    begin_due(by=SYSTEM, now=woken)
    complete_due(by=SYSTEM, now=woken)

    assert starts() == [FIRST + day * DAY for day in range(14)]
    assert Window.objects.filter(status=WindowStatus.COMPLETE).count() == 10
    assert Window.objects.get(status=WindowStatus.IN_PROGRESS).began_at == FIRST + 10 * DAY


def test_a_year_that_was_slept_through_is_made_up_for(planned: Plan) -> None:
    planned(rule="FREQ=DAILY", ends_at=None)

    made = top_up(by=SYSTEM, now=FIRST + 365 * DAY)

    assert made == 366
    assert starts() == [FIRST + day * DAY for day in range(369)]


def test_a_rule_that_is_used_up_makes_no_more(planned: Plan) -> None:
    planned(rule="FREQ=DAILY;COUNT=4")

    assert top_up(by=SYSTEM, now=FIRST) == 1
    assert top_up(by=SYSTEM, now=FIRST + 99 * DAY) == 0
    assert Series.objects.get().top_up_at is None


def test_a_series_shorter_than_what_stands_ready_is_made_at_once(planned: Plan) -> None:
    planned(rule="FREQ=DAILY;COUNT=2")

    assert len(starts()) == 2
    assert Series.objects.get().top_up_at is None


def test_each_window_can_be_edited_alone(planned: Plan, mia: Actor) -> None:
    first = planned(rule="FREQ=DAILY")

    operations.edit(first.pk, by=mia, name="Something else", starts_at=FIRST + HOUR / 2)
    top_up(by=SYSTEM, now=FIRST)

    others = Window.objects.exclude(pk=first.pk)
    assert set(others.values_list("name", flat=True)) == {"Database upgrade"}
    assert {start.minute for start in others.values_list("starts_at", flat=True)} == {0}


def test_a_window_that_was_deleted_does_not_come_back(planned: Plan, mia: Actor) -> None:
    first = planned(rule="FREQ=DAILY")

    operations.delete(first.pk, by=mia)
    top_up(by=SYSTEM, now=FIRST)

    assert starts() == [FIRST + DAY, FIRST + 2 * DAY, FIRST + 3 * DAY]


def test_a_component_that_is_deleted_is_not_covered_any_more(
    planned: Plan, alice: Actor, website: Component, checkout: Component
) -> None:
    planned(rule="FREQ=DAILY", components={website.pk: None, checkout.pk: None})

    components.delete(website.pk, by=alice)
    top_up(by=SYSTEM, now=FIRST)

    newest = Window.objects.get(starts_at=FIRST + 3 * DAY)
    assert list(newest.coverage.values_list("component", flat=True)) == [checkout.pk]


def test_nobody_is_told_of_each_further_window(planned: Plan) -> None:
    planned(rule="FREQ=DAILY", notify=True)

    told = Event.objects.filter(kind="window.planned").order_by("version")
    assert [event.facts["notify"] for event in told] == [True, False, False]


def test_the_hour_on_the_sites_clock_stays_when_clocks_change(planned: Plan, alice: Actor) -> None:
    site.change(by=alice, time_zone="Europe/Berlin")
    saturday = datetime(2026, 3, 28, 21, 0, tzinfo=UTC)

    planned(rule="FREQ=DAILY", starts_at=saturday, ends_at=saturday + HOUR)

    assert starts() == [
        datetime(2026, 3, 28, 21, 0, tzinfo=UTC),
        datetime(2026, 3, 29, 20, 0, tzinfo=UTC),
        datetime(2026, 3, 30, 20, 0, tzinfo=UTC),
    ]


def test_a_series_keeps_the_zone_it_was_planned_in(planned: Plan, alice: Actor) -> None:
    site.change(by=alice, time_zone="Europe/Berlin")
    saturday = datetime(2026, 3, 28, 21, 0, tzinfo=UTC)
    planned(rule="FREQ=DAILY", starts_at=saturday, ends_at=saturday + HOUR)

    site.change(by=alice, time_zone="Asia/Tokyo")
    top_up(by=SYSTEM, now=saturday)

    assert starts()[-1] == datetime(2026, 3, 31, 20, 0, tzinfo=UTC)


def test_a_window_over_the_night_of_the_change_lasts_as_long_as_the_others(
    planned: Plan, alice: Actor
) -> None:
    site.change(by=alice, time_zone="Europe/Berlin")
    friday = datetime(2026, 3, 27, 23, 0, tzinfo=UTC)

    planned(rule="FREQ=DAILY", starts_at=friday, ends_at=friday + 5 * HOUR)

    assert {window.ends_at - window.starts_at for window in Window.objects.all()} == {5 * HOUR}


# The end of a series


def test_ending_a_series_takes_off_what_has_not_begun(planned: Plan, mia: Actor) -> None:
    first = planned(rule="FREQ=DAILY")
    begin_due(by=SYSTEM, now=FIRST)
    top_up(by=SYSTEM, now=FIRST)

    operations.end_series(first.series_id or 0, by=mia)

    assert list(Window.objects.standing()) == [first]
    assert len(Event.objects.get(kind="series.ended").facts["windows"]) == 3


def test_an_ended_series_makes_no_more(
    planned: Plan, mia: Actor, clock: time_machine.Traveller
) -> None:
    first = planned(rule="FREQ=DAILY")

    operations.end_series(first.series_id or 0, by=mia)

    assert top_up(by=SYSTEM, now=FIRST + 9 * DAY) == 0
    with pytest.raises(Conflict, match="ended already"):
        operations.end_series(first.series_id or 0, by=mia)


def test_there_is_no_series_to_end(mia: Actor) -> None:
    with pytest.raises(NotFound, match="No series with id 7"):
        operations.end_series(7, by=mia)
