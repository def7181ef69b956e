"""Days in the site's zone, and what a component was on each."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signalpost.components.statuses import ComponentStatus
from signalpost.overview.rules import Said
from signalpost.overview.timeline import Calendar, DayCell, IncidentLink, Timeline
from signalpost.overview.uptime import Claim, spells, uptimes

OPERATIONAL, UNKNOWN, MAINTENANCE, PERFORMANCE, PARTIAL, MAJOR = ComponentStatus

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
LONG_AGO = Said(OPERATIONAL, NOON - 1000 * DAY)


def calendar(*, days: int = 3, until: datetime = NOON, zone: str = "UTC") -> Calendar:
    return Calendar.back(days, until=until, zone=ZoneInfo(zone))


def cells(
    asserted: list[Said], claims: list[Claim] | None = None, *, days: Calendar | None = None
) -> tuple[DayCell, ...]:
    days = days or calendar()
    told = spells(asserted, claims or [], until=days.until)
    return Timeline(days).cells(told, claims or [])


def outage(
    began_at: datetime, ended_at: datetime | None, *, incident: int = 1, status: str = MAJOR
) -> Claim:
    return Claim(
        incident, f"Incident {incident}", ComponentStatus(status), began_at, began_at, ended_at
    )


# The calendar

CLOCKS = [
    ("Europe/Berlin", datetime(2026, 3, 30, 12, tzinfo=UTC), date(2026, 3, 29), 23),
    ("Europe/Berlin", datetime(2026, 10, 26, 12, tzinfo=UTC), date(2026, 10, 25), 25),
    ("Europe/Berlin", datetime(2026, 7, 2, 12, tzinfo=UTC), date(2026, 7, 1), 24),
    ("America/New_York", datetime(2026, 3, 9, 12, tzinfo=UTC), date(2026, 3, 8), 23),
    ("America/New_York", datetime(2026, 11, 2, 12, tzinfo=UTC), date(2026, 11, 1), 25),
    ("Australia/Lord_Howe", datetime(2026, 4, 6, 12, tzinfo=UTC), date(2026, 4, 5), 24.5),
    ("Australia/Lord_Howe", datetime(2026, 10, 5, 12, tzinfo=UTC), date(2026, 10, 4), 23.5),
    ("Asia/Kolkata", datetime(2026, 3, 30, 12, tzinfo=UTC), date(2026, 3, 29), 24),
    # Clocks skip midnight itself, or strike it twice.
    ("America/Santiago", datetime(2026, 9, 7, 12, tzinfo=UTC), date(2026, 9, 6), 23),
    ("America/Santiago", datetime(2026, 4, 5, 12, tzinfo=UTC), date(2026, 4, 4), 25),
    ("America/Havana", datetime(2026, 11, 2, 12, tzinfo=UTC), date(2026, 11, 1), 25),
    # A zone that left out a whole day.
    ("Pacific/Apia", datetime(2011, 12, 31, 12, tzinfo=UTC), date(2011, 12, 30), 0),
]


@pytest.mark.parametrize(("zone", "until", "day", "hours"), CLOCKS)
def test_a_day_has_the_hours_that_its_zone_gives_it(
    zone: str, until: datetime, day: date, hours: float
) -> None:
    days = calendar(until=until, zone=zone)
    place = days.dates.index(day)

    assert days.turns[place + 1] - days.turns[place] == timedelta(hours=hours)


@pytest.mark.parametrize(("zone", "until", "day", "hours"), CLOCKS)
def test_the_statuses_of_a_day_add_up_to_its_hours(
    zone: str, until: datetime, day: date, hours: float
) -> None:
    days = calendar(days=4, until=until, zone=zone)
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo(zone))
    claims = [outage(noon - 14 * HOUR, noon), outage(noon + 11 * HOUR, None, incident=2)]

    cell = cells([Said(OPERATIONAL, until - 90 * DAY)], claims, days=days)[days.dates.index(day)]

    assert sum(cell.lasted.values(), timedelta()) == timedelta(hours=hours)


def test_the_last_day_is_today_and_goes_as_far_as_now() -> None:
    days = calendar(zone="Asia/Kolkata")

    assert days.dates == [date(2026, 3, 8), date(2026, 3, 9), date(2026, 3, 10)]
    assert days.turns[-2:] == [datetime(2026, 3, 9, 18, 30, tzinfo=UTC), NOON]


def test_days_back_include_today() -> None:
    assert calendar(days=30).begin(7) == datetime(2026, 3, 4, 0, 0, tzinfo=UTC)


# Cells


def test_a_day_that_is_past_is_whole_and_today_goes_as_far_as_now() -> None:
    shown = cells([LONG_AGO])

    assert [cell.lasted for cell in shown] == [
        {OPERATIONAL: DAY},
        {OPERATIONAL: DAY},
        {OPERATIONAL: 12 * HOUR},
    ]


def test_a_day_names_its_worst_status_and_how_long_each_lasted() -> None:
    began = datetime(2026, 3, 9, 10, 0, tzinfo=UTC)

    cell = cells(
        [LONG_AGO],
        [
            outage(began, began + HOUR, status=PARTIAL),
            outage(began + HOUR, began + 3 * HOUR, status=MAJOR),
        ],
    )[1]

    assert cell.status is MAJOR
    assert cell.lasted == {OPERATIONAL: 21 * HOUR, PARTIAL: HOUR, MAJOR: 2 * HOUR}
    assert cell.down == 3 * HOUR


def test_an_outage_over_midnight_is_shared_by_both_days() -> None:
    began = datetime(2026, 3, 8, 23, 0, tzinfo=UTC)

    shown = cells([LONG_AGO], [outage(began, began + 3 * HOUR)])

    assert [cell.down for cell in shown] == [HOUR, 2 * HOUR, timedelta()]


def test_an_outage_of_days_fills_those_between() -> None:
    began = datetime(2026, 3, 7, 12, 0, tzinfo=UTC)

    shown = cells([LONG_AGO], [outage(began, None)], days=calendar(days=4))

    assert [cell.down for cell in shown] == [12 * HOUR, DAY, DAY, 12 * HOUR]


def test_degraded_hours_are_not_down() -> None:
    cell = cells([LONG_AGO], [outage(NOON - HOUR, None, status=PERFORMANCE)])[-1]

    assert cell.status is PERFORMANCE
    assert cell.down == timedelta()


def test_days_before_the_component_existed_are_not_known() -> None:
    shown = cells([Said(OPERATIONAL, datetime(2026, 3, 9, 18, 0, tzinfo=UTC))])

    assert [cell.status for cell in shown] == [None, OPERATIONAL, OPERATIONAL]
    assert [cell.lasted for cell in shown[:2]] == [{}, {OPERATIONAL: 6 * HOUR}]


def test_a_component_of_which_nothing_is_known_has_cells_all_the_same() -> None:
    assert [cell.date for cell in cells([])] == [
        date(2026, 3, 8),
        date(2026, 3, 9),
        date(2026, 3, 10),
    ]


def test_at_midnight_today_has_not_begun() -> None:
    midnight = datetime(2026, 3, 10, 0, 0, tzinfo=UTC)

    today = cells([LONG_AGO], days=calendar(until=midnight))[-1]

    assert today == DayCell(date(2026, 3, 10), None, {})


# Incidents of a day


def test_a_day_names_the_incidents_that_touched_it() -> None:
    began = datetime(2026, 3, 8, 23, 0, tzinfo=UTC)

    shown = cells([LONG_AGO], [outage(began, began + 3 * HOUR, incident=7)])

    link = IncidentLink(7, "Incident 7")
    assert [cell.incidents for cell in shown] == [(link,), (link,), ()]


def test_an_incident_that_is_open_touches_today() -> None:
    shown = cells([LONG_AGO], [outage(NOON - 30 * HOUR, None)])

    assert [len(cell.incidents) for cell in shown] == [0, 1, 1]


def test_an_incident_whose_status_changed_is_named_once() -> None:
    began = NOON - 3 * HOUR

    today = cells(
        [LONG_AGO],
        [outage(began, began + HOUR), outage(began + HOUR, None, status=PERFORMANCE)],
    )[-1]

    assert len(today.incidents) == 1


def test_incidents_stand_in_the_order_in_which_they_began() -> None:
    later, earlier = NOON - HOUR, NOON - 2 * HOUR

    today = cells([LONG_AGO], [outage(later, None, incident=1), outage(earlier, None, incident=2)])

    assert [link.id for link in today[-1].incidents] == [2, 1]


# What holds for every history

ZONES = st.sampled_from(
    ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"]
)
MOMENTS = st.datetimes(
    datetime(2025, 12, 1),
    datetime(2026, 12, 1),
    timezones=st.just(UTC),
)
SPANS = st.tuples(MOMENTS, st.timedeltas(timedelta(), timedelta(days=20)))
CLAIMS = st.lists(
    st.builds(
        lambda span, status: outage(span[0], span[0] + span[1], status=status),
        SPANS,
        st.sampled_from([UNKNOWN, PERFORMANCE, PARTIAL, MAJOR]),
    ),
    max_size=6,
)


@given(zone=ZONES, until=MOMENTS, claims=CLAIMS)
def test_every_day_adds_up(zone: str, until: datetime, claims: list[Claim]) -> None:
    days = calendar(days=90, until=until, zone=zone)

    shown = cells([Said(OPERATIONAL, until - 400 * DAY)], claims, days=days)

    assert [sum(cell.lasted.values(), timedelta()) for cell in shown] == [
        ends - begins for begins, ends in zip(days.turns, days.turns[1:], strict=False)
    ]


@given(zone=ZONES, until=MOMENTS, claims=CLAIMS, added_at=MOMENTS)
def test_the_days_agree_with_the_figure_beside_them(
    zone: str, until: datetime, claims: list[Claim], added_at: datetime
) -> None:
    days = calendar(days=90, until=until, zone=zone)
    asserted = [Said(OPERATIONAL, added_at)]
    told = spells(asserted, claims, until=until)

    (share,) = uptimes(
        told, since=[days.begin(90)], until=until, weights={PARTIAL: 1.0, MAJOR: 1.0}
    )

    shown = cells(asserted, claims, days=days)
    assert sum((cell.down for cell in shown), timedelta()) == share.down
    known = sum((sum(cell.lasted.values(), timedelta()) for cell in shown), timedelta())
    assert known == share.known


@given(zone=ZONES, until=MOMENTS, claims=CLAIMS)
def test_a_day_is_as_bad_as_its_worst_hour(zone: str, until: datetime, claims: list[Claim]) -> None:
    shown = cells([LONG_AGO], claims, days=calendar(days=90, until=until, zone=zone))

    for cell in shown:
        if cell.lasted:
            assert cell.status is max(cell.lasted, key=lambda status: status.severity)
