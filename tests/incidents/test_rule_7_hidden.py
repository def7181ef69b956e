"""Rule 7: what is hidden or under embargo changes nothing until it is visible."""

from __future__ import annotations

from typing import Any

import pytest

from signalpost.components import operations as components
from signalpost.components.models import StatusChange
from signalpost.components.statuses import ComponentStatus
from signalpost.events.models import Event
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

#: What an incident asserts, by calling a component operational or by being fixed, waits, too.
KEPT: list[Row] = [
    (
        "what a hidden incident called operational is so once it is revealed",
        [("person", MAJOR), ("report_hidden", "A", OPERATIONAL), ("reveal", "A")],
        OPERATIONAL,
    ),
    (
        "what was called operational under embargo is so when that ends",
        [("person", MAJOR), ("report_for_later", "A", OPERATIONAL), ("the_embargo_ends",)],
        OPERATIONAL,
    ),
    (
        "an embargo that is lifted early ends then",
        [("person", MAJOR), ("report_for_later", "A", OPERATIONAL), ("publish_now", "A")],
        OPERATIONAL,
    ),
    (
        "what a report said under embargo remains, fixed from the start as it was",
        [("report_fixed_for_later", "A", PARTIAL), ("the_embargo_ends",)],
        PARTIAL,
    ),
    (
        "what an update said that fixed a hidden incident remains once it is revealed",
        [("report_hidden", "A", MAJOR), ("fix", "A", PERFORMANCE), ("reveal", "A")],
        PERFORMANCE,
    ),
    (
        "an update under embargo speaks when that ends",
        [
            ("person", MAJOR),
            ("report_for_later", "A", PARTIAL),
            ("update", "A", OPERATIONAL),
            ("the_embargo_ends",),
        ],
        OPERATIONAL,
    ),
    (
        "of several updates the last one is right",
        [
            ("report_hidden", "A", MAJOR),
            ("fix", "A", PARTIAL),
            ("edit", "A", PERFORMANCE),
            ("reveal", "A"),
        ],
        PERFORMANCE,
    ),
    (
        "what is worse again is said after what was called operational",
        [
            ("report_hidden", "A", OPERATIONAL),
            ("update", "A", PARTIAL),
            ("reveal", "A"),
        ],
        PARTIAL,
    ),
    (
        "an incident stands in place of a worse status that it asserted before",
        [
            ("report_fixed_for_later", "A", MAJOR),
            ("reopen", "A"),
            ("update", "A", PERFORMANCE),
            ("the_embargo_ends",),
        ],
        PERFORMANCE,
    ),
    (
        "what it called operational shows when its impact ends",
        [
            ("person", MAJOR),
            ("report_hidden", "A", OPERATIONAL),
            ("update", "A", PARTIAL),
            ("reveal", "A"),
            ("fix", "A"),
        ],
        OPERATIONAL,
    ),
    (
        "what the edit that reveals it says comes last",
        [("report_hidden", "A", OPERATIONAL), ("edit_into_sight", "A", PARTIAL)],
        PARTIAL,
    ),
    (
        "what was said while an incident was hidden again speaks when it is revealed",
        [("report", "A", MAJOR), ("hide", "A"), ("fix", "A", PARTIAL), ("reveal", "A")],
        PARTIAL,
    ),
    (
        "what is revealed speaks last, after what a check found meanwhile",
        [("report_hidden", "A", PERFORMANCE), ("check", MAJOR), ("reveal", "A")],
        PERFORMANCE,
    ),
    (
        "what was called operational is so after what a check found meanwhile",
        [("report_hidden", "A", OPERATIONAL), ("check", MAJOR), ("reveal", "A")],
        OPERATIONAL,
    ),
    (
        "what was suspended says nothing new when it is revealed: a check found worse since",
        [("report", "A", PERFORMANCE), ("hide", "A"), ("check", MAJOR), ("reveal", "A")],
        MAJOR,
    ),
    (
        "a person's word wins over what a hidden incident asserted before",
        [("report_hidden", "A", OPERATIONAL), ("person", MAJOR), ("reveal", "A")],
        MAJOR,
    ),
    (
        "an incident under embargo speaks last, after what a person said meanwhile",
        [("report_for_later", "A", OPERATIONAL), ("person", MAJOR), ("the_embargo_ends",)],
        OPERATIONAL,
    ),
    (
        "a person's word after the embargo wins",
        [("report_for_later", "A", OPERATIONAL), ("the_embargo_ends",), ("person", MAJOR)],
        MAJOR,
    ),
    (
        "a person's word wins although nobody has announced the incident yet",
        [
            ("report_for_later", "A", OPERATIONAL),
            ("an_hour_passes",),
            ("person", MAJOR),
            ("the_embargo_ends",),
        ],
        MAJOR,
    ),
    (
        "what is hidden when its embargo ends waits on",
        [
            ("person", MAJOR),
            ("report_for_later", "A", OPERATIONAL),
            ("hide", "A"),
            ("the_embargo_ends",),
        ],
        MAJOR,
    ),
    (
        "what waited beyond its embargo speaks when it is revealed",
        [
            ("person", MAJOR),
            ("report_for_later", "A", OPERATIONAL),
            ("hide", "A"),
            ("the_embargo_ends",),
            ("reveal", "A"),
        ],
        OPERATIONAL,
    ),
    (
        "what is said once is not said again when the incident is hidden and revealed",
        [
            ("report_hidden", "A", OPERATIONAL),
            ("reveal", "A"),
            ("check", MAJOR),
            ("hide", "A"),
            ("reveal", "A"),
        ],
        MAJOR,
    ),
    (
        "a hidden incident that is deleted never speaks",
        [
            ("person", MAJOR),
            ("report_for_later", "A", OPERATIONAL),
            ("delete", "A"),
            ("the_embargo_ends",),
        ],
        MAJOR,
    ),
]


@pytest.mark.parametrize(("lines", "shown"), told(RULE + KEPT))
def test_what_is_shown(stage: Stage, lines: list[tuple[Any, ...]], shown: ComponentStatus) -> None:
    stage.play(*lines)

    assert stage.shown() is shown


def test_rule_7_keeps_in_the_history_when_it_was_heard_and_who_let_it_be(stage: Stage) -> None:
    stage.play(("person", MAJOR), ("report_hidden", "A", OPERATIONAL), ("reveal", "A"))

    change = StatusChange.objects.latest("pk")
    assert (change.before, change.after) == (MAJOR, OPERATIONAL)
    assert (change.at, change.actor_name) == (NOON + 3 * MINUTE, stage.mia.name)


def test_rule_7_tells_which_components_a_revealed_incident_speaks_of(stage: Stage) -> None:
    stage.play(("report_hidden", "A", OPERATIONAL), ("reveal", "A"))

    said = Event.objects.filter(kind="incident.edited").latest("version").facts["components"]
    assert said == [{"id": stage.website.pk, "name": "Website"}]


def test_rule_7_leaves_a_component_alone_that_was_deleted_meanwhile(stage: Stage) -> None:
    stage.play(("report_hidden", "A", OPERATIONAL))
    components.delete(stage.website.pk, by=stage.mia)

    stage.play(("reveal", "A"))

    assert StatusChange.objects.count() == 1
