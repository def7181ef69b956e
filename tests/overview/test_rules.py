"""What visitors are told, as tables on plain values."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from signalpost.components.statuses import ComponentStatus
from signalpost.overview.rules import Level, Said, effective_status, level, worst

OPERATIONAL, UNKNOWN, MAINTENANCE, PERFORMANCE, PARTIAL, MAJOR = ComponentStatus

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


def said(status: ComponentStatus, minute: int) -> Said:
    return Said(status, NOON + timedelta(minutes=minute))


EFFECTIVE = [
    ("nothing but what was asserted", said(PARTIAL, 0), [], False, PARTIAL),
    ("an impact said later", said(OPERATIONAL, 0), [said(MAJOR, 1)], False, MAJOR),
    ("a milder impact said later", said(MAJOR, 0), [said(PERFORMANCE, 1)], False, PERFORMANCE),
    ("a worse status asserted later", said(MAJOR, 2), [said(PERFORMANCE, 1)], False, MAJOR),
    ("a milder status asserted later", said(PERFORMANCE, 2), [said(MAJOR, 1)], False, MAJOR),
    ("said at the very same moment", said(MAJOR, 1), [said(PARTIAL, 1)], False, PARTIAL),
    ("the worst of two", said(OPERATIONAL, 0), [said(PARTIAL, 1), said(MAJOR, 2)], False, MAJOR),
    (
        "asserted between two impacts",
        said(MAJOR, 2),
        [said(PERFORMANCE, 1), said(PARTIAL, 3)],
        False,
        PARTIAL,
    ),
    ("a window over all being well", said(OPERATIONAL, 0), [], True, MAINTENANCE),
    ("a window over an asserted outage", said(MAJOR, 0), [], True, MAINTENANCE),
    ("a window over what is unknown", said(UNKNOWN, 0), [], True, MAINTENANCE),
    ("a window and a worse impact", said(OPERATIONAL, 0), [said(PARTIAL, 1)], True, PARTIAL),
    ("a window and a milder impact", said(OPERATIONAL, 0), [said(UNKNOWN, 1)], True, MAINTENANCE),
    (
        "a window, an impact, and worse asserted later",
        said(MAJOR, 2),
        [said(PARTIAL, 1)],
        True,
        PARTIAL,
    ),
]


@pytest.mark.parametrize(
    ("asserted", "impacts", "in_maintenance", "shown"),
    [row[1:] for row in EFFECTIVE],
    ids=[row[0] for row in EFFECTIVE],
)
def test_effective_status(
    asserted: Said, impacts: list[Said], in_maintenance: bool, shown: ComponentStatus
) -> None:
    assert effective_status(asserted, impacts=impacts, in_maintenance=in_maintenance) is shown


def test_severity_grows_in_the_order_of_the_domain() -> None:
    by_severity = sorted(ComponentStatus, key=lambda status: status.severity)

    assert by_severity == [OPERATIONAL, UNKNOWN, MAINTENANCE, PERFORMANCE, PARTIAL, MAJOR]


def test_nothing_to_say_is_operational() -> None:
    assert worst([]) is OPERATIONAL


LEVELS = [
    ("no component at all", [], False, False, Level.OPERATIONAL),
    ("all well", [OPERATIONAL, OPERATIONAL], False, False, Level.OPERATIONAL),
    ("unknown does not turn it amber", [UNKNOWN, OPERATIONAL], False, False, Level.OPERATIONAL),
    ("all unknown", [UNKNOWN], False, False, Level.OPERATIONAL),
    ("a window in progress", [MAINTENANCE, OPERATIONAL], False, True, Level.UNDER_MAINTENANCE),
    ("a window that covers nothing shown", [OPERATIONAL], False, True, Level.UNDER_MAINTENANCE),
    ("one is slow", [PERFORMANCE, OPERATIONAL], False, False, Level.DEGRADED),
    ("an incident without impact", [OPERATIONAL], True, False, Level.DEGRADED),
    ("an incident where there is no component", [], True, False, Level.DEGRADED),
    ("slow, and a window", [PERFORMANCE, MAINTENANCE], False, True, Level.DEGRADED),
    ("an incident without impact, and a window", [MAINTENANCE], True, True, Level.DEGRADED),
    ("partly out", [PARTIAL, OPERATIONAL], False, False, Level.PARTIAL_OUTAGE),
    ("all partly out", [PARTIAL, PARTIAL], False, False, Level.PARTIAL_OUTAGE),
    ("an outage, and a window", [PARTIAL, MAINTENANCE], False, True, Level.PARTIAL_OUTAGE),
    ("one in five down", [MAJOR] + [OPERATIONAL] * 4, False, False, Level.PARTIAL_OUTAGE),
    ("one in four down", [MAJOR] + [OPERATIONAL] * 3, False, False, Level.MAJOR_OUTAGE),
    ("the only one down", [MAJOR], False, False, Level.MAJOR_OUTAGE),
    ("major, and a window", [MAJOR, MAINTENANCE], False, True, Level.MAJOR_OUTAGE),
]


@pytest.mark.parametrize(
    ("statuses", "has_bare_incident", "in_maintenance", "shown"),
    [row[1:] for row in LEVELS],
    ids=[row[0] for row in LEVELS],
)
def test_level(
    statuses: list[ComponentStatus], has_bare_incident: bool, in_maintenance: bool, shown: Level
) -> None:
    told = level(
        statuses,
        has_bare_incident=has_bare_incident,
        in_maintenance=in_maintenance,
        major_threshold=25,
    )

    assert told is shown


@pytest.mark.parametrize(
    ("threshold", "shown"),
    [(1, Level.MAJOR_OUTAGE), (33, Level.MAJOR_OUTAGE), (34, Level.PARTIAL_OUTAGE)],
)
def test_the_share_that_makes_it_major_is_a_setting(threshold: int, shown: Level) -> None:
    one_of_three = [MAJOR, OPERATIONAL, OPERATIONAL]

    told = level(
        one_of_three, has_bare_incident=False, in_maintenance=False, major_threshold=threshold
    )

    assert told is shown
