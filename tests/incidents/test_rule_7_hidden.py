"""Rule 7: what is hidden or under embargo changes nothing until it is visible."""

from __future__ import annotations

from typing import Any

import pytest

from signalpost.components.statuses import ComponentStatus
from tests.incidents.stage import MAJOR, OPERATIONAL, PARTIAL, PERFORMANCE, Row, Stage, told

RULE: list[Row] = [
    (
        "a hidden incident changes nothing",
        [("report_hidden", "A", MAJOR)],
        OPERATIONAL,
    ),
    (
        "a hidden incident speaks once it is revealed",
        [("report_hidden", "A", MAJOR), ("reveal", "A")],
        MAJOR,
    ),
    (
        "hiding an incident suspends what it says",
        [("report", "A", MAJOR), ("hide", "A")],
        OPERATIONAL,
    ),
    (
        "what was suspended speaks again when the incident is revealed",
        [("report", "A", MAJOR), ("hide", "A"), ("reveal", "A")],
        MAJOR,
    ),
    (
        "a hidden incident stands in place of nothing",
        [("person", MAJOR), ("report_hidden", "A", PERFORMANCE)],
        MAJOR,
    ),
    (
        "hiding brings back what was asserted",
        [("person", MAJOR), ("report", "A", PERFORMANCE), ("hide", "A")],
        MAJOR,
    ),
    (
        "a hidden incident that states operational asserts nothing",
        [("person", MAJOR), ("report_hidden", "A", PARTIAL), ("update", "A", OPERATIONAL)],
        MAJOR,
    ),
    (
        "a hidden incident that is fixed with a status asserts nothing",
        [("report_hidden", "A", PARTIAL), ("fix", "A", MAJOR)],
        OPERATIONAL,
    ),
    (
        "a hidden incident that is fixed says nothing when it is revealed",
        [("report_hidden", "A", MAJOR), ("fix", "A"), ("reveal", "A")],
        OPERATIONAL,
    ),
    (
        "hiding one incident leaves what another says",
        [("report", "A", MAJOR), ("report", "B", PARTIAL), ("hide", "A")],
        PARTIAL,
    ),
    (
        "an incident under embargo changes nothing",
        [("report_for_later", "A", MAJOR)],
        OPERATIONAL,
    ),
    (
        "an incident speaks from the moment its embargo ends",
        [("report_for_later", "A", MAJOR), ("an_hour_passes",)],
        MAJOR,
    ),
    (
        "when the embargo ends the incident speaks last, after what a person said meanwhile",
        [("report_for_later", "A", PERFORMANCE), ("person", MAJOR), ("an_hour_passes",)],
        PERFORMANCE,
    ),
    (
        "when the embargo ends the incident speaks last, after what a check found meanwhile",
        [("report_for_later", "A", PERFORMANCE), ("check", MAJOR), ("an_hour_passes",)],
        PERFORMANCE,
    ),
    (
        "a check that finds worse after the embargo is shown",
        [("report_for_later", "A", PERFORMANCE), ("an_hour_passes",), ("check", MAJOR)],
        MAJOR,
    ),
    (
        "an incident that is fixed under embargo never speaks",
        [("report_for_later", "A", MAJOR), ("fix", "A"), ("an_hour_passes",)],
        OPERATIONAL,
    ),
    (
        "an incident that is hidden under embargo does not speak when that ends",
        [("report_for_later", "A", MAJOR), ("hide", "A"), ("an_hour_passes",)],
        OPERATIONAL,
    ),
]


@pytest.mark.parametrize(("lines", "shown"), told(RULE))
def test_what_is_shown(stage: Stage, lines: list[tuple[Any, ...]], shown: ComponentStatus) -> None:
    stage.play(*lines)

    assert stage.shown() is shown
