"""Rule 2: an incident that states a status speaks last, in place of what was asserted."""

from __future__ import annotations

from typing import Any

import pytest

from signalpost.components.statuses import ComponentStatus
from signalpost.incidents.models import Impact
from tests.incidents.stage import (
    MAJOR,
    MINUTE,
    NOON,
    OPERATIONAL,
    PARTIAL,
    PERFORMANCE,
    UNKNOWN,
    Row,
    Stage,
    told,
)

RULE: list[Row] = [
    (
        "what an incident states is what is shown",
        [("report", "A", PARTIAL)],
        PARTIAL,
    ),
    (
        "an incident stands in place of a worse status that was asserted before",
        [("person", MAJOR), ("report", "A", PERFORMANCE)],
        PERFORMANCE,
    ),
    (
        "the asserted status shows again when the impact ends",
        [("person", MAJOR), ("report", "A", PERFORMANCE), ("fix", "A")],
        MAJOR,
    ),
    (
        "what a check has asserted meanwhile is what shows when the impact ends",
        [("check", MAJOR), ("report", "A", PERFORMANCE), ("check", OPERATIONAL), ("fix", "A")],
        OPERATIONAL,
    ),
    (
        "an update changes what the incident says, for the worse",
        [("report", "A", PERFORMANCE), ("update", "A", MAJOR)],
        MAJOR,
    ),
    (
        "an update changes what the incident says, for the better",
        [("report", "A", MAJOR), ("update", "A", PERFORMANCE)],
        PERFORMANCE,
    ),
    (
        "an edit changes what the incident says",
        [("report", "A", MAJOR), ("edit", "A", PERFORMANCE)],
        PERFORMANCE,
    ),
    (
        "an update that states nothing leaves what was said",
        [("report", "A", MAJOR), ("update", "A")],
        MAJOR,
    ),
    (
        "stating operational ends the impact and asserts operational",
        [("person", MAJOR), ("report", "A", PARTIAL), ("update", "A", OPERATIONAL)],
        OPERATIONAL,
    ),
    (
        "operational stays when the incident that stated it is fixed",
        [
            ("person", MAJOR),
            ("report", "A", PARTIAL),
            ("update", "A", OPERATIONAL),
            ("fix", "A"),
        ],
        OPERATIONAL,
    ),
    (
        "an incident may state operational at once",
        [("person", MAJOR), ("report", "A", OPERATIONAL)],
        OPERATIONAL,
    ),
    (
        "an incident that says unknown stands in place of an outage, too",
        [("check", MAJOR), ("report", "A", UNKNOWN)],
        UNKNOWN,
    ),
    (
        "of two open incidents the worse is shown",
        [("report", "A", MAJOR), ("report", "B", PERFORMANCE)],
        MAJOR,
    ),
    (
        "one incident that states operational leaves what another says",
        [("report", "A", MAJOR), ("report", "B", PARTIAL), ("update", "A", OPERATIONAL)],
        PARTIAL,
    ),
    (
        "what was asserted rests while any later incident is open",
        [("person", MAJOR), ("report", "A", PARTIAL), ("report", "B", PERFORMANCE), ("fix", "A")],
        PERFORMANCE,
    ),
    (
        "an incident that names no component leaves it alone",
        [("person", PARTIAL), ("report", "A")],
        PARTIAL,
    ),
]


@pytest.mark.parametrize(("lines", "shown"), told(RULE))
def test_what_is_shown(stage: Stage, lines: list[tuple[Any, ...]], shown: ComponentStatus) -> None:
    stage.play(*lines)

    assert stage.shown() is shown


def test_rule_2_ends_one_impact_and_begins_another_when_the_status_changes(stage: Stage) -> None:
    stage.play(("report", "A", MAJOR), ("update", "A", PARTIAL))

    rows = Impact.objects.order_by("began_at").values_list("status", "began_at", "ended_at")
    assert list(rows) == [
        (MAJOR, NOON + MINUTE, NOON + 2 * MINUTE),
        (PARTIAL, NOON + 2 * MINUTE, None),
    ]


def test_rule_2_keeps_one_impact_while_nobody_says_otherwise(stage: Stage) -> None:
    stage.play(("report", "A", MAJOR), ("update", "A", MAJOR), ("edit", "A", MAJOR))

    assert Impact.objects.get().began_at == NOON + MINUTE
