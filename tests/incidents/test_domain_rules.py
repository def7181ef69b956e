"""The domain's rules 1 to 8 as stories: what was said of one component, and what it shows then."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from signalpost.components import operations as components
from signalpost.components.models import Component, StatusChange
from signalpost.components.statuses import ComponentStatus
from signalpost.events.models import Event
from signalpost.incidents import operations
from signalpost.incidents.models import Impact, Incident
from signalpost.incidents.statuses import IncidentStatus
from signalpost.kernel.actor import Actor
from signalpost.kernel.errors import Invalid, NotFound
from signalpost.overview import statuses

OPERATIONAL, UNKNOWN, MAINTENANCE, PERFORMANCE, PARTIAL, MAJOR = ComponentStatus
WATCHING, FIXED = IncidentStatus.WATCHING, IncidentStatus.FIXED

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


class Stage:
    """One component, and incidents by name. Each line that is said takes a minute."""

    def __init__(
        self, clock: time_machine.Traveller, mia: Actor, probe: Actor, website: Component
    ) -> None:
        self.clock, self.mia, self.probe, self.website = clock, mia, probe, website
        self.incidents: dict[str, Incident] = {}
        clock.shift(MINUTE)

    def play(self, *lines: tuple[Any, ...]) -> None:
        for verb, *words in lines:
            getattr(self, verb)(*words)
            self.clock.shift(MINUTE)

    def shown(self) -> ComponentStatus:
        self.website.refresh_from_db()
        return statuses.shown([self.website], at=datetime.now(UTC))[self.website.pk]

    def person(self, status: ComponentStatus) -> None:
        operations.state_component(self.website.pk, by=self.mia, status=status)

    def check(self, status: ComponentStatus) -> None:
        components.assert_status(self.website.pk, status, by=self.probe)

    def report(self, name: str, said: ComponentStatus | None = None, **values: Any) -> None:
        self.incidents[name] = operations.report(
            by=self.mia, name=name, message="…", impacts=self._impacts(said), **values
        )

    def report_fixed(self, name: str, said: ComponentStatus) -> None:
        self.report(name, said, status=FIXED)

    def report_hidden(self, name: str, said: ComponentStatus) -> None:
        self.report(name, said, visible=False)

    def report_for_later(self, name: str, said: ComponentStatus) -> None:
        self.report(name, said, published_at=datetime.now(UTC) + HOUR)

    def an_hour_passes(self) -> None:
        self.clock.shift(HOUR)

    def update(self, name: str, said: ComponentStatus | None = None) -> None:
        self._post(name, WATCHING, said)

    def fix(self, name: str, said: ComponentStatus | None = None) -> None:
        self._post(name, FIXED, said)

    def edit(self, name: str, said: ComponentStatus | None = None, **values: Any) -> None:
        incident = self.incidents[name]
        operations.edit(incident.pk, by=self.mia, impacts=self._impacts(said), **values)

    def fix_by_edit(self, name: str, said: ComponentStatus | None = None) -> None:
        self.edit(name, said, status=FIXED)

    def reopen(self, name: str) -> None:
        self.edit(name, status=IncidentStatus.INVESTIGATING)

    def hide(self, name: str) -> None:
        self.edit(name, visible=False)

    def reveal(self, name: str) -> None:
        self.edit(name, visible=True)

    def delete(self, name: str) -> None:
        operations.delete(self.incidents[name].pk, by=self.mia)

    def _post(self, name: str, status: IncidentStatus, said: ComponentStatus | None) -> None:
        operations.post_update(
            self.incidents[name].pk,
            by=self.mia,
            status=status,
            message="…",
            impacts=self._impacts(said),
        )

    def _impacts(self, said: ComponentStatus | None) -> dict[int, ComponentStatus]:
        return {self.website.pk: said} if said else {}


@pytest.fixture
def stage(alice: Actor, mia: Actor, probe: Actor) -> Iterator[Stage]:
    with time_machine.travel(NOON, tick=False) as clock:
        yield Stage(clock, mia, probe, components.create(by=alice, name="Website"))


Row = tuple[str, list[tuple[Any, ...]], ComponentStatus]

RULE_1: list[Row] = [
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

RULE_2: list[Row] = [
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

RULE_3: list[Row] = [
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

RULE_4: list[Row] = [
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

RULE_7: list[Row] = [
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


def told(*rules: tuple[int, list[Row]]) -> list[Any]:
    return [
        pytest.param(lines, shown, id=f"{number}: {sentence}")
        for number, rows in rules
        for sentence, lines, shown in rows
    ]


@pytest.mark.parametrize(
    ("lines", "shown"),
    told((1, RULE_1), (2, RULE_2), (3, RULE_3), (4, RULE_4), (7, RULE_7)),
)
def test_rule(stage: Stage, lines: list[tuple[Any, ...]], shown: ComponentStatus) -> None:
    stage.play(*lines)

    assert stage.shown() is shown


def test_rule_1_leaves_the_incident_open(stage: Stage) -> None:
    stage.play(("report", "A", MAJOR), ("person", OPERATIONAL))

    assert Incident.objects.get().is_open


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


def test_rule_4_keeps_from_when_to_when_a_check_was_shown(stage: Stage) -> None:
    stage.play(("report", "A", PARTIAL), ("check", MAJOR), ("update", "A", PARTIAL))

    rows = Impact.objects.order_by("began_at").values_list("stated_at", "ended_at")
    assert list(rows) == [(NOON + MINUTE, NOON + 3 * MINUTE), (NOON + 3 * MINUTE, None)]


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


@pytest.mark.parametrize("door", ["person", "check", "report"])
def test_maintenance_is_planned_and_never_stated(stage: Stage, door: str) -> None:
    words = ("A", MAINTENANCE) if door == "report" else (MAINTENANCE,)

    with pytest.raises(Invalid, match="Maintenance is planned as a window"):
        stage.play((door, *words))

    assert not Incident.objects.exists()
    assert stage.shown() is OPERATIONAL
