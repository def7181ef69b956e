"""Rule 8: an impact lasts from when it is said to have begun, and its times can be corrected."""

from __future__ import annotations

from datetime import datetime

import pytest

from signalpost.events.models import Event
from signalpost.incidents import operations
from signalpost.incidents.models import Impact
from signalpost.kernel.errors import Invalid, NotFound
from tests.incidents.stage import HOUR, MAJOR, MINUTE, NOON, OPERATIONAL, PARTIAL, Stage


def test_rule_8_begins_a_reported_impact_when_the_incident_occurred(stage: Stage) -> None:
    stage.report("A", MAJOR, occurred_at=NOON - HOUR)

    impact = Impact.objects.get()
    assert (impact.began_at, impact.stated_at) == (NOON - HOUR, NOON + MINUTE)


def test_rule_8_begins_an_impact_of_an_update_when_it_was_posted(stage: Stage) -> None:
    stage.report("A", occurred_at=NOON - HOUR)

    stage.update("A", MAJOR)

    assert Impact.objects.get().began_at == NOON + MINUTE


def test_rule_8_carries_along_what_began_with_the_incident(stage: Stage) -> None:
    stage.play(("report", "A", MAJOR), ("update", "A", PARTIAL))

    stage.edit("A", occurred_at=NOON - HOUR)

    began = list(Impact.objects.order_by("pk").values_list("began_at", flat=True))
    assert began == [NOON - HOUR, NOON + 2 * MINUTE]


def test_rule_8_carries_along_no_further_than_now(stage: Stage) -> None:
    stage.play(("report", "A", MAJOR))

    stage.edit("A", occurred_at=NOON + 9 * HOUR)

    assert Impact.objects.get().began_at == NOON + 2 * MINUTE


def test_rule_8_carries_nothing_along_past_its_own_end(stage: Stage) -> None:
    stage.play(("report", "A", MAJOR), ("update", "A", OPERATIONAL), ("update", "A"))

    stage.edit("A", occurred_at=NOON + 3 * MINUTE)

    assert Impact.objects.get().began_at == NOON + MINUTE


def test_rule_8_lets_a_member_correct_from_when_to_when_it_lasted(stage: Stage) -> None:
    stage.play(("report", "A", MAJOR), ("fix", "A"))

    impact = operations.correct_impact(
        Impact.objects.get().pk, by=stage.mia, began_at=NOON - HOUR, ended_at=NOON
    )

    impact.refresh_from_db()
    assert (impact.began_at, impact.ended_at) == (NOON - HOUR, NOON)


def test_rule_8_records_who_corrected_it(stage: Stage) -> None:
    stage.play(("report", "A", MAJOR))

    operations.correct_impact(
        Impact.objects.get().pk, by=stage.mia, began_at=NOON - HOUR, ended_at=None
    )

    event = Event.objects.get(kind="incident.impact_corrected")
    assert event.actor_name == stage.mia.name
    assert event.facts["began_at"] == "2026-03-10T11:00:00Z"


def test_rule_8_ends_an_open_impact_that_is_given_an_end(stage: Stage) -> None:
    stage.play(("report", "A", MAJOR))

    operations.correct_impact(Impact.objects.get().pk, by=stage.mia, began_at=NOON, ended_at=NOON)

    assert stage.shown() is OPERATIONAL


@pytest.mark.parametrize(
    ("began_at", "ended_at", "sentence"),
    [
        (NOON, NOON - MINUTE, "It cannot end before it began."),
        (NOON + HOUR, None, "It cannot begin in the future."),
        (NOON, NOON + HOUR, "It cannot end in the future."),
    ],
)
def test_rule_8_refuses_times_that_cannot_be(
    stage: Stage, began_at: datetime, ended_at: datetime | None, sentence: str
) -> None:
    stage.play(("report", "A", MAJOR))
    pk = Impact.objects.get().pk

    with pytest.raises(Invalid, match=sentence):
        operations.correct_impact(pk, by=stage.mia, began_at=began_at, ended_at=ended_at)

    assert Impact.objects.get().began_at == NOON + MINUTE


def test_rule_8_does_not_open_again_what_has_ended(stage: Stage) -> None:
    stage.play(("report", "A", MAJOR), ("fix", "A"))

    with pytest.raises(Invalid, match="What has ended needs an end"):
        operations.correct_impact(
            Impact.objects.get().pk, by=stage.mia, began_at=NOON, ended_at=None
        )


def test_rule_8_knows_no_impact_of_a_deleted_incident(stage: Stage) -> None:
    stage.play(("report", "A", MAJOR), ("delete", "A"))

    with pytest.raises(NotFound):
        operations.correct_impact(
            Impact.objects.get().pk, by=stage.mia, began_at=NOON, ended_at=NOON
        )
