"""What the page says now, and what it would say after a word more: the rules on today's rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from signalpost.components.statuses import ComponentStatus
from signalpost.overview import rules
from signalpost.overview.rules import Level, Said

#: In place of the id of an incident that is still to be reported.
NEW = 0


@dataclass(frozen=True, slots=True)
class Part:
    """A component and all that counts about it. `is_shown`: visitors know of it."""

    id: int
    name: str
    group_id: int | None
    group: str
    asserted: Said
    #: By the incident that says it.
    said: Mapping[int, Said]
    in_maintenance: bool
    is_shown: bool

    @property
    def status(self) -> ComponentStatus:
        return rules.effective_status(
            self.asserted, impacts=self.said.values(), in_maintenance=self.in_maintenance
        )


@dataclass(frozen=True, slots=True)
class Present:
    """`incidents` are the unresolved ones that visitors see, by name; `windows` those that run."""

    parts: Mapping[int, Part]
    incidents: Mapping[int, str]
    windows: Mapping[int, str]
    major_threshold: int

    @property
    def level(self) -> Level:
        return rules.level(
            [part.status for part in self.shown],
            has_bare_incident=bool(self.bare_incidents),
            in_maintenance=bool(self.windows),
            major_threshold=self.major_threshold,
        )

    @property
    def shown(self) -> Iterator[Part]:
        return (part for part in self.parts.values() if part.is_shown)

    @property
    def bare_incidents(self) -> list[int]:
        """Those that say nothing of any component that visitors know of."""
        speaking = {incident for part in self.shown for incident in part.said}
        return [incident for incident in self.incidents if incident not in speaking]


@dataclass(frozen=True, slots=True)
class Statement:
    """What an incident is about to say. `is_heard`: it is public by then, without embargo."""

    at: datetime
    statuses: Mapping[int, ComponentStatus]
    is_open: bool
    is_heard: bool
    incident_id: int = NEW
    name: str = ""


def after(present: Present, statement: Statement) -> Present:
    """As domain rules 2, 3 and 7 have it, without touching a row."""
    if not statement.is_heard:
        return present
    parts = {pk: _after(part, statement) for pk, part in present.parts.items()}
    incidents = {**present.incidents, statement.incident_id: statement.name}
    if not statement.is_open:
        del incidents[statement.incident_id]
    return replace(present, parts=parts, incidents=incidents)


def stated(present: Present, component_id: int, status: ComponentStatus, at: datetime) -> Present:
    """Somebody says it of the component itself: what incidents said ends (domain rule 1)."""
    part = replace(present.parts[component_id], asserted=Said(status, at), said={})
    return replace(present, parts={**present.parts, component_id: part})


def _after(part: Part, statement: Statement) -> Part:
    status = statement.statuses.get(part.id)
    lets_go = not statement.is_open or status is ComponentStatus.OPERATIONAL
    said = {
        incident: one for incident, one in part.said.items() if incident != statement.incident_id
    }
    if lets_go:
        asserted = Said(status, statement.at) if status else part.asserted
        return replace(part, said=said, asserted=asserted)
    if status:
        said[statement.incident_id] = Said(status, statement.at)
        return replace(part, said=said)
    return part
