"""Rule 5: every change of status is kept."""

from __future__ import annotations

from signalpost.components.models import StatusChange
from tests.incidents.stage import MAJOR, MINUTE, NOON, OPERATIONAL, PARTIAL, Stage


def test_rule_5_keeps_each_asserted_status_with_when_who_and_why(stage: Stage) -> None:
    stage.play(("check", MAJOR), ("person", PARTIAL), ("report", "A", OPERATIONAL))

    rows = StatusChange.objects.order_by("at").values_list(
        "before", "after", "at", "actor_kind", "reason"
    )
    assert list(rows) == [
        ("", OPERATIONAL, NOON, "user", "component.created"),
        (OPERATIONAL, MAJOR, NOON + MINUTE, "check", "component.status_changed"),
        (MAJOR, PARTIAL, NOON + 2 * MINUTE, "user", "component.status_changed"),
        (PARTIAL, OPERATIONAL, NOON + 3 * MINUTE, "user", "incident"),
    ]


def test_rule_5_keeps_history_in_order_when_the_clocks_of_machines_differ(stage: Stage) -> None:
    stage.play(("check", MAJOR))
    stage.clock.shift(-5 * MINUTE)

    stage.play(("check", OPERATIONAL))

    newest = StatusChange.objects.order_by("-at", "-pk").first()
    assert newest is not None
    assert newest.after == OPERATIONAL
