"""What visitors see of maintenance, and what it does to statuses, the banner and uptime."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from signalpost.components import operations as components
from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus
from signalpost.incidents import operations as incidents
from signalpost.kernel.actor import Actor
from signalpost.maintenance import operations
from signalpost.maintenance.models import Window
from signalpost.maintenance.statuses import WindowStatus
from signalpost.overview import snapshot, statuses, windows
from signalpost.overview.rules import Level
from signalpost.overview.views import ComponentView
from signalpost.site import operations as site

OPERATIONAL, UNKNOWN, MAINTENANCE, PERFORMANCE, PARTIAL, MAJOR = ComponentStatus
IN_PROGRESS = WindowStatus.IN_PROGRESS

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)

Plan = Callable[..., Window]


@pytest.fixture(autouse=True)
def clock(alice: Actor) -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON - 48 * HOUR, tick=False) as traveller:
        yield traveller


@pytest.fixture
def website(clock: time_machine.Traveller, alice: Actor) -> Component:
    """Added two days ago; the tests begin at noon."""
    website = components.create(by=alice, name="Website")
    clock.move_to(NOON)
    return website


@pytest.fixture
def plan(alice: Actor, website: Component) -> Plan:
    """Plans a window over the website, from 13:00 to 14:00 unless it is told otherwise."""

    def plan(**values: Any) -> Window:
        usual = {
            "name": "Database upgrade",
            "starts_at": NOON + HOUR,
            "ends_at": NOON + 2 * HOUR,
            "components": {website.pk: None},
        }
        return operations.plan(by=alice, **(usual | values))

    return plan


@pytest.fixture
def in_progress(plan: Plan) -> Window:
    """Begun at 11:00, planned until 13:00."""
    return plan(starts_at=NOON - HOUR, ends_at=NOON + HOUR, status=IN_PROGRESS)


def shown() -> ComponentView:
    return next(one for one in snapshot.build().components if one.name == "Website")


# Now


def test_a_component_is_under_maintenance_while_a_window_covers_it(in_progress: Window) -> None:
    assert shown().status is MAINTENANCE


def test_a_window_ahead_changes_nothing_yet(plan: Plan) -> None:
    plan()

    assert shown().status is OPERATIONAL
    assert snapshot.build().level is Level.OPERATIONAL


def test_a_completed_window_changes_nothing_any_more(alice: Actor, in_progress: Window) -> None:
    operations.complete(in_progress.pk, by=alice)

    assert shown().status is OPERATIONAL


def test_a_deleted_window_changes_nothing_any_more(alice: Actor, in_progress: Window) -> None:
    operations.delete(in_progress.pk, by=alice)

    assert shown().status is OPERATIONAL
    assert snapshot.build().windows == ()


def test_a_hidden_window_changes_nothing(plan: Plan) -> None:
    plan(starts_at=NOON - HOUR, status=IN_PROGRESS, visible=False)

    assert shown().status is OPERATIONAL
    assert snapshot.build().windows == ()


def test_what_a_check_finds_during_maintenance_is_not_shown(
    probe: Actor, website: Component, in_progress: Window
) -> None:
    components.assert_status(website.pk, MAJOR, by=probe)

    assert shown().status is MAINTENANCE


def test_what_a_check_found_shows_when_maintenance_is_over(
    alice: Actor, probe: Actor, website: Component, in_progress: Window
) -> None:
    components.assert_status(website.pk, MAJOR, by=probe)

    operations.complete(in_progress.pk, by=alice)

    assert shown().status is MAJOR


def test_an_incident_is_shown_during_maintenance(
    alice: Actor, website: Component, in_progress: Window
) -> None:
    incidents.report(by=alice, name="Failed", message="…", impacts={website.pk: PARTIAL})

    assert shown().status is PARTIAL


def test_windows_do_not_enter_at_the_cachet_door(website: Component, in_progress: Window) -> None:
    assert statuses.shown([website], at=NOON) == {website.pk: OPERATIONAL}


# The banner


def test_the_banner_says_maintenance_and_the_window_is_the_cause(in_progress: Window) -> None:
    page = snapshot.build()

    (cause,) = page.causes
    assert page.level is Level.UNDER_MAINTENANCE
    assert cause.window is not None
    assert (cause.window.name, cause.since) == ("Database upgrade", NOON - HOUR)


def test_a_window_is_one_cause_however_much_it_covers(
    alice: Actor, website: Component, plan: Plan
) -> None:
    search = components.create(by=alice, name="Search")
    plan(
        starts_at=NOON - HOUR,
        status=IN_PROGRESS,
        components={website.pk: None, search.pk: None},
    )

    assert len(snapshot.build().causes) == 1


def test_a_window_never_hides_an_outage_and_is_mentioned_after_it(
    alice: Actor, checkout: Component, in_progress: Window
) -> None:
    incidents.state_component(checkout.pk, by=alice, status=PARTIAL)

    page = snapshot.build()

    assert page.level is Level.PARTIAL_OUTAGE
    assert [cause.status for cause in page.causes] == [PARTIAL, MAINTENANCE]


def test_a_window_that_covers_nothing_shown_is_maintenance_all_the_same(plan: Plan) -> None:
    plan(starts_at=NOON - HOUR, status=IN_PROGRESS, components={})

    assert snapshot.build().level is Level.UNDER_MAINTENANCE


# Windows


def test_windows_in_progress_stand_before_those_ahead_each_by_its_start(plan: Plan) -> None:
    plan(name="Tomorrow", starts_at=NOON + 24 * HOUR, ends_at=None)
    plan(name="Soon")
    plan(name="Now", starts_at=NOON - HOUR, status=IN_PROGRESS)

    assert [window.name for window in snapshot.build().windows] == ["Now", "Soon", "Tomorrow"]


def test_a_completed_window_is_not_on_the_page(alice: Actor, in_progress: Window) -> None:
    operations.complete(in_progress.pk, by=alice)

    assert snapshot.build().windows == ()


def test_a_window_names_what_visitors_may_see_of_what_it_covers(
    alice: Actor, website: Component, plan: Plan
) -> None:
    back = components.create_group(by=alice, name="Back office", visible=False)
    hidden = components.create(by=alice, name="Secret", group_id=back.pk)
    disabled = components.create(by=alice, name="Switched off", enabled=False)
    window = plan(components={hidden.pk: None, website.pk: None, disabled.pk: None})

    (seen,) = snapshot.build().windows

    assert [covered.component for covered in seen.components] == ["Website"]
    assert windows.find(window.pk) == seen


def test_updates_of_a_window_stand_newest_first(
    alice: Actor, in_progress: Window, clock: time_machine.Traveller
) -> None:
    for message in ("Half way", "Nearly done"):
        clock.shift(timedelta(minutes=5))
        operations.post_update(in_progress.pk, by=alice, message=message)

    (seen,) = snapshot.build().windows

    assert [update.message for update in seen.updates] == ["Nearly done", "Half way"]


def test_a_completed_window_keeps_its_address(alice: Actor, in_progress: Window) -> None:
    operations.complete(in_progress.pk, by=alice)

    seen = windows.find(in_progress.pk)

    assert seen is not None
    assert (seen.began_at, seen.ended_at) == (NOON - HOUR, NOON)


def test_a_hidden_window_has_no_address_for_visitors(plan: Plan) -> None:
    assert windows.find(plan(visible=False).pk) is None


@pytest.mark.parametrize(
    ("times", "turn"),
    [
        ({}, NOON + HOUR),
        (
            {"starts_at": NOON - HOUR, "ends_at": NOON + 3 * HOUR, "status": IN_PROGRESS},
            NOON + 3 * HOUR,
        ),
    ],
    ids=["ahead", "in progress"],
)
def test_the_snapshot_is_true_until_a_window_turns(
    plan: Plan, times: dict[str, Any], turn: datetime
) -> None:
    plan(**times)

    assert snapshot.build().until == turn


def test_a_window_that_the_clock_has_not_moved_yet_sets_no_deadline_in_the_past(
    plan: Plan, clock: time_machine.Traveller
) -> None:
    plan()
    clock.shift(90 * timedelta(minutes=1))

    assert snapshot.build().until == datetime(2026, 3, 11, 0, 0, tzinfo=UTC)


# Uptime


def test_maintenance_is_left_out_of_downtime(alice: Actor, in_progress: Window) -> None:
    operations.complete(in_progress.pk, by=alice)

    view = shown()

    assert view.uptime.day.percent == 100
    assert view.cells[-1].status is MAINTENANCE
    assert view.cells[-1].lasted[MAINTENANCE] == HOUR


def test_maintenance_counts_where_the_site_says_so(alice: Actor, in_progress: Window) -> None:
    site.change(by=alice, maintenance_is_downtime=True)

    assert shown().uptime.day.down == HOUR


def test_what_a_check_found_during_maintenance_is_not_down(
    alice: Actor, probe: Actor, website: Component, plan: Plan, clock: time_machine.Traveller
) -> None:
    window = plan(starts_at=None, ends_at=None)
    components.assert_status(website.pk, MAJOR, by=probe)
    clock.shift(HOUR)
    components.assert_status(website.pk, OPERATIONAL, by=probe)
    operations.complete(window.pk, by=alice)

    assert shown().uptime.day.percent == 100
