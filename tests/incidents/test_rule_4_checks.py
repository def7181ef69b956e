"""Rule 4: a check asserts, and does not overrule people."""

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
    Row,
    Stage,
    told,
)

RULE: list[Row] = [
    (
        "what a check finds is shown",
        [("check", MAJOR)],
        MAJOR,
    ),
    (
        "a check that finds all well does not end what an incident says",
        [("report", "A", MAJOR), ("check", MAJOR), ("check", OPERATIONAL)],
        MAJOR,
    ),
    (
        "a check that finds worse than the incident says is shown",
        [("report", "A", PERFORMANCE), ("check", MAJOR)],
        MAJOR,
    ),
    (
        "a check that finds less than the incident says is not shown",
        [("report", "A", MAJOR), ("check", PERFORMANCE)],
        MAJOR,
    ),
    (
        "a check that finds the same again has said nothing new",
        [("check", MAJOR), ("report", "A", PERFORMANCE), ("check", MAJOR)],
        PERFORMANCE,
    ),
    (
        "a person's word after a check stands",
        [("check", MAJOR), ("person", OPERATIONAL)],
        OPERATIONAL,
    ),
    (
        "a check that finds something new after a person's word is shown",
        [("person", OPERATIONAL), ("check", MAJOR)],
        MAJOR,
    ),
    (
        "an incident that says the same again, after a check found worse, stands in its place",
        [("report", "A", PARTIAL), ("check", MAJOR), ("update", "A", PARTIAL)],
        PARTIAL,
    ),
]


@pytest.mark.parametrize(("lines", "shown"), told(RULE))
def test_what_is_shown(stage: Stage, lines: list[tuple[Any, ...]], shown: ComponentStatus) -> None:
    stage.play(*lines)

    assert stage.shown() is shown


def test_rule_4_keeps_from_when_to_when_a_check_was_shown(stage: Stage) -> None:
    stage.play(("report", "A", PARTIAL), ("check", MAJOR), ("update", "A", PARTIAL))

    rows = Impact.objects.order_by("began_at").values_list("stated_at", "ended_at")
    assert list(rows) == [(NOON + MINUTE, NOON + 3 * MINUTE), (NOON + 3 * MINUTE, None)]
