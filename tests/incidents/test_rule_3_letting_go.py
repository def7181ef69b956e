"""Rule 3: an incident that is fixed or deleted lets go of its components."""

from __future__ import annotations

from typing import Any

import pytest

from signalpost.components.statuses import ComponentStatus
from tests.incidents.stage import MAJOR, OPERATIONAL, PARTIAL, PERFORMANCE, Row, Stage, told

RULE: list[Row] = [
    (
        "an update that fixes the incident lets its component go",
        [("report", "A", MAJOR), ("fix", "A")],
        OPERATIONAL,
    ),
    (
        "an edit that fixes the incident lets its component go",
        [("report", "A", MAJOR), ("fix_by_edit", "A")],
        OPERATIONAL,
    ),
    (
        "deleting the incident lets its component go",
        [("report", "A", MAJOR), ("delete", "A")],
        OPERATIONAL,
    ),
    (
        "the component shows what another open incident says",
        [("report", "A", MAJOR), ("report", "B", PARTIAL), ("fix", "A")],
        PARTIAL,
    ),
    (
        "deleting one incident leaves what another says",
        [("report", "A", MAJOR), ("report", "B", PARTIAL), ("delete", "A")],
        PARTIAL,
    ),
    (
        "with both incidents fixed nothing has to be turned green",
        [("report", "A", MAJOR), ("report", "B", PARTIAL), ("fix", "A"), ("fix", "B")],
        OPERATIONAL,
    ),
    (
        "a status stated in the update that fixes the incident remains",
        [("report", "A", MAJOR), ("fix", "A", PERFORMANCE)],
        PERFORMANCE,
    ),
    (
        "a status stated in the edit that fixes the incident remains",
        [("report", "A", MAJOR), ("fix_by_edit", "A", PERFORMANCE)],
        PERFORMANCE,
    ),
    (
        "a status stated in a report that is fixed from the start remains",
        [("report_fixed", "A", PARTIAL)],
        PARTIAL,
    ),
    (
        "a status stated in an edit of a fixed incident remains",
        [("report", "A", MAJOR), ("fix", "A"), ("edit", "A", PERFORMANCE)],
        PERFORMANCE,
    ),
    (
        "reopening does not bring the old impact back",
        [("report", "A", MAJOR), ("fix", "A"), ("reopen", "A")],
        OPERATIONAL,
    ),
    (
        "a reopened incident may speak again",
        [("report", "A", MAJOR), ("fix", "A"), ("reopen", "A"), ("update", "A", PARTIAL)],
        PARTIAL,
    ),
    (
        "a reopened incident that is fixed lets go again",
        [
            ("report", "A", MAJOR),
            ("fix", "A"),
            ("reopen", "A"),
            ("update", "A", PARTIAL),
            ("fix", "A"),
        ],
        OPERATIONAL,
    ),
]


@pytest.mark.parametrize(("lines", "shown"), told(RULE))
def test_what_is_shown(stage: Stage, lines: list[tuple[Any, ...]], shown: ComponentStatus) -> None:
    stage.play(*lines)

    assert stage.shown() is shown
