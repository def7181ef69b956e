"""Rule 1: a statement about the component wins over what was said before."""

from __future__ import annotations

from typing import Any

import pytest

from signalpost.components.statuses import ComponentStatus
from signalpost.incidents.models import Incident
from tests.incidents.stage import MAJOR, OPERATIONAL, PARTIAL, PERFORMANCE, Row, Stage, told

RULE: list[Row] = [
    (
        "what a person states is what is shown",
        [("person", PARTIAL)],
        PARTIAL,
    ),
    (
        "a person's word ends what an open incident said",
        [("report", "A", MAJOR), ("person", OPERATIONAL)],
        OPERATIONAL,
    ),
    (
        "a person's word ends what two open incidents said",
        [("report", "A", MAJOR), ("report", "B", PARTIAL), ("person", PERFORMANCE)],
        PERFORMANCE,
    ),
    (
        "stating again what was asserted ends what an incident said",
        [("person", MAJOR), ("report", "A", PARTIAL), ("person", MAJOR)],
        MAJOR,
    ),
    (
        "the incident stays open and may speak again",
        [("report", "A", MAJOR), ("person", OPERATIONAL), ("update", "A", PARTIAL)],
        PARTIAL,
    ),
    (
        "an update that states nothing does not bring back what a person has ended",
        [("report", "A", MAJOR), ("person", OPERATIONAL), ("update", "A")],
        OPERATIONAL,
    ),
    (
        "fixing an incident does not undo what a person has said meanwhile",
        [("report", "A", MAJOR), ("person", PERFORMANCE), ("fix", "A")],
        PERFORMANCE,
    ),
    (
        "what a hidden incident said before is ended, too",
        [("report_hidden", "A", MAJOR), ("person", PERFORMANCE), ("reveal", "A")],
        PERFORMANCE,
    ),
]


@pytest.mark.parametrize(("lines", "shown"), told(RULE))
def test_what_is_shown(stage: Stage, lines: list[tuple[Any, ...]], shown: ComponentStatus) -> None:
    stage.play(*lines)

    assert stage.shown() is shown


def test_rule_1_leaves_the_incident_open(stage: Stage) -> None:
    stage.play(("report", "A", MAJOR), ("person", OPERATIONAL))

    assert Incident.objects.get().is_open
