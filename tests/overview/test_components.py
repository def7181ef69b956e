"""What components were: read from the rows, as a visitor may know of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from signalpost.components import operations as components
from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus
from signalpost.incidents import operations as incidents
from signalpost.incidents.models import Impact, Incident
from signalpost.incidents.statuses import IncidentStatus
from signalpost.kernel.actor import Actor
from signalpost.maintenance import operations as maintenance
from signalpost.metrics import operations as metrics
from signalpost.overview import snapshot
from signalpost.overview.views import ComponentView
from signalpost.site import operations as site

OPERATIONAL, UNKNOWN, MAINTENANCE, PERFORMANCE, PARTIAL, MAJOR = ComponentStatus
FIXED = IncidentStatus.FIXED

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def clock(alice: Actor) -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON - 100 * DAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def website(clock: time_machine.Traveller, alice: Actor) -> Component:
    """Added a hundred days ago; the tests begin today at noon."""
    website = components.create(by=alice, name="Website")
    clock.move_to(NOON)
    return website


def outage(
    by: Actor, component: Component, *, began_at: datetime, hours: float = 1, **values: Any
) -> Incident:
    """One that is over, entered afterwards."""
    incident = incidents.report(
        by=by,
        name="Outage",
        message="…",
        impacts={component.pk: MAJOR},
        occurred_at=began_at,
        **values,
    )
    incidents.edit(incident.pk, by=by, status=FIXED)
    incidents.correct_impact(
        incident.impacts.get().pk,
        by=by,
        began_at=began_at,
        ended_at=began_at + timedelta(hours=hours),
    )
    return incident


def shown(name: str = "Website") -> ComponentView:
    found = [one for one in snapshot.build().components if one.name == name]
    return found[0]


def downs() -> dict[date, int]:
    """Minutes down, by day, where there are any."""
    return {cell.date: cell.down // MINUTE for cell in shown().cells if cell.down}


def test_the_bar_has_90_days_and_ends_today(website: Component) -> None:
    cells = shown().cells

    assert (len(cells), cells[-1].date) == (90, date(2026, 3, 10))


def test_all_was_well(website: Component) -> None:
    view = shown()

    assert {cell.status for cell in view.cells} == {OPERATIONAL}
    assert view.uptime.quarter.percent == 100


def test_an_incident_of_the_past_is_down_on_its_day(alice: Actor, website: Component) -> None:
    incident = outage(alice, website, began_at=NOON - 3 * DAY, hours=2)

    cell = next(cell for cell in shown().cells if cell.date == date(2026, 3, 7))

    assert (cell.status, cell.down) == (MAJOR, 120 * MINUTE)
    assert [(link.id, link.name) for link in cell.incidents] == [(incident.pk, "Outage")]


def test_what_a_check_found_is_down_without_an_incident(
    probe: Actor, website: Component, clock: time_machine.Traveller
) -> None:
    components.assert_status(website.pk, MAJOR, by=probe)
    clock.shift(HOUR)
    components.assert_status(website.pk, OPERATIONAL, by=probe)

    assert downs() == {date(2026, 3, 10): 60}


def test_what_goes_on_is_down_up_to_now(
    alice: Actor, website: Component, clock: time_machine.Traveller
) -> None:
    incidents.report(by=alice, name="Outage", message="…", impacts={website.pk: MAJOR})
    clock.shift(30 * HOUR)

    assert downs() == {date(2026, 3, 10): 12 * 60, date(2026, 3, 11): 18 * 60}


def test_the_figures_look_back_24_hours_and_7_30_and_90_days(
    alice: Actor, website: Component
) -> None:
    for days_ago in (0.5, 3, 20, 80):
        outage(alice, website, began_at=NOON - days_ago * DAY, hours=1)

    uptime = shown().uptime

    assert [figure.down for figure in (uptime.day, uptime.week, uptime.month, uptime.quarter)] == [
        HOUR,
        2 * HOUR,
        3 * HOUR,
        4 * HOUR,
    ]
    assert uptime.year is None


def test_24_hours_are_counted_back_from_now(alice: Actor, website: Component) -> None:
    outage(alice, website, began_at=NOON - 25 * HOUR, hours=2)

    assert shown().uptime.day.down == HOUR


@pytest.mark.parametrize("secret", [{"visible": False}, {"published_at": NOON + HOUR}])
def test_what_visitors_may_not_know_of_does_not_count(
    alice: Actor, website: Component, secret: dict[str, Any]
) -> None:
    outage(alice, website, began_at=NOON - DAY, **secret)

    assert downs() == {}


def test_a_deleted_incident_does_not_count(alice: Actor, website: Component) -> None:
    incident = outage(alice, website, began_at=NOON - DAY)
    assert downs()

    incidents.delete(incident.pk, by=alice)

    assert downs() == {}


def test_a_correction_of_the_past_is_followed(alice: Actor, website: Component) -> None:
    outage(alice, website, began_at=NOON - 3 * DAY, hours=2)
    assert downs() == {date(2026, 3, 7): 120}

    incidents.correct_impact(
        Impact.objects.get().pk,
        by=alice,
        began_at=NOON - 5 * DAY,
        ended_at=NOON - 5 * DAY + HOUR,
    )

    assert downs() == {date(2026, 3, 5): 60}


def test_a_new_name_of_an_incident_is_followed(alice: Actor, website: Component) -> None:
    incident = outage(alice, website, began_at=NOON - 3 * DAY)
    shown()

    incidents.edit(incident.pk, by=alice, name="What it really was")

    names = {link.name for cell in shown().cells for link in cell.incidents}
    assert names == {"What it really was"}


def test_the_days_move_on_with_the_clock(
    alice: Actor, website: Component, clock: time_machine.Traveller
) -> None:
    outage(alice, website, began_at=NOON - 3 * DAY)
    before = shown().cells

    clock.shift(DAY)
    after = shown().cells

    assert after[:-2] == before[1:-1]
    assert [cell.date for cell in after[-2:]] == [date(2026, 3, 10), date(2026, 3, 11)]


def test_the_days_are_those_of_the_zone_of_the_site(alice: Actor, website: Component) -> None:
    outage(alice, website, began_at=datetime(2026, 3, 7, 20, 0, tzinfo=UTC))

    site.change(by=alice, time_zone="Asia/Kolkata")

    assert downs() == {date(2026, 3, 8): 60}


def test_a_component_that_is_added_is_known_from_then_on(
    alice: Actor, website: Component, clock: time_machine.Traveller
) -> None:
    components.create(by=alice, name="Search")
    at_once = shown("Search")
    clock.shift(HOUR)

    later = shown("Search")

    assert at_once.uptime.quarter.percent is None
    assert later.uptime.quarter.known == HOUR
    assert [cell.status for cell in later.cells[-2:]] == [None, OPERATIONAL]


def test_what_was_asserted_before_the_first_day_still_counts(
    alice: Actor, clock: time_machine.Traveller
) -> None:
    components.create(by=alice, name="Website", status=MAJOR)
    clock.move_to(NOON)

    assert shown().uptime.quarter.percent == 0


def test_the_weights_are_those_of_the_site(alice: Actor, website: Component) -> None:
    outage(alice, website, began_at=NOON - DAY)

    site.change(by=alice, major_outage_weight=50)

    assert shown().uptime.week.down == HOUR / 2


def test_a_group_and_the_page_add_up_their_components(
    alice: Actor, website: Component, clock: time_machine.Traveller
) -> None:
    shop = components.create_group(by=alice, name="Shop")
    search = components.create(by=alice, name="Search", group_id=shop.pk)
    components.create(by=alice, name="Cart", group_id=shop.pk)
    clock.shift(10 * HOUR)
    outage(alice, search, began_at=NOON, hours=5)

    page = snapshot.build()

    assert page.groups[0].uptime.week.percent == 75
    assert page.uptime.day.known == 24 * HOUR + 2 * 10 * HOUR
    assert page.uptime.day.down == 5 * HOUR


def test_the_number_of_queries_does_not_grow(
    alice: Actor, website: Component, django_assert_max_num_queries: Any
) -> None:
    for name in ("Search", "Cart", "Mail"):
        group = components.create_group(by=alice, name=name)
        component = components.create(by=alice, name=name, group_id=group.pk)
        for days_ago in (1, 2, 3):
            outage(alice, component, began_at=NOON - days_ago * DAY)
        stated = {component.pk: PARTIAL}
        slow = incidents.report(by=alice, name="Open", message="…", impacts=stated)
        watching = IncidentStatus.WATCHING
        incidents.post_update(slow.pk, by=alice, status=watching, message="…", impacts=stated)
        window = maintenance.plan(by=alice, name=name, components={component.pk: None})
        maintenance.post_update(window.pk, by=alice, message="Half way")
        metrics.create(by=alice, name=name, suffix="ms")
    snapshot.build()  # Django asks a new connection what it can

    with django_assert_max_num_queries(12):
        snapshot.build()
