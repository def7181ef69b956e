"""One component on a stage: what was said of it, and what it shows then."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from signalpost.components import operations as components
from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus
from signalpost.incidents import operations
from signalpost.incidents.clock import publish_due
from signalpost.incidents.models import Incident
from signalpost.incidents.statuses import IncidentStatus
from signalpost.kernel.actor import SYSTEM, Actor
from signalpost.overview import statuses

OPERATIONAL, UNKNOWN, MAINTENANCE, PERFORMANCE, PARTIAL, MAJOR = ComponentStatus
WATCHING, FIXED = IncidentStatus.WATCHING, IncidentStatus.FIXED

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)

#: A sentence, the lines that are said, and what is shown after them.
Row = tuple[str, list[tuple[Any, ...]], ComponentStatus]


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

    def report_fixed_for_later(self, name: str, said: ComponentStatus) -> None:
        self.report(name, said, status=FIXED, published_at=datetime.now(UTC) + HOUR)

    def publish_now(self, name: str) -> None:
        self.edit(name, published_at=datetime.now(UTC))

    def the_embargo_ends(self) -> None:
        self.clock.shift(HOUR)
        publish_due(by=SYSTEM, now=datetime.now(UTC))

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

    def edit_into_sight(self, name: str, said: ComponentStatus) -> None:
        self.edit(name, said, visible=True)

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


def told(rows: list[Row]) -> list[Any]:
    return [pytest.param(lines, shown, id=sentence) for sentence, lines, shown in rows]
