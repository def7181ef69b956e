"""What the page says now, and what it would say after a word more: the rules on today's rows."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from signalpost.components.statuses import ComponentStatus
from signalpost.overview import rules
from signalpost.overview.rules import Level, Said

#: In place of the id of an incident that is still to be reported, or a window to be planned.
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
    #: The windows that cover it.
    covered_by: frozenset[int]
    is_shown: bool

    @property
    def status(self) -> ComponentStatus:
        return rules.effective_status(
            self.asserted, impacts=self.said.values(), in_maintenance=bool(self.covered_by)
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
    """What an incident is about to say. `is_heard`: it is public by then, without embargo.

    `so_far`: what it said before, where visitors are about to hear it otherwise than now; `kept`:
    what it asserts as soon as they do.
    """

    at: datetime
    statuses: Mapping[int, ComponentStatus]
    is_open: bool
    is_heard: bool
    incident_id: int = NEW
    name: str = ""
    so_far: Mapping[int, Said] | None = None
    kept: Mapping[int, ComponentStatus] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Work:
    """What a window is about to be. `is_seen`: by visitors, and in progress by then."""

    component_ids: Collection[int]
    is_seen: bool
    window_id: int = NEW
    name: str = ""


def after(present: Present, statement: Statement) -> Present:
    """As domain rules 2, 3 and 7 have it, without touching a row."""
    parts = {pk: _after(part, statement) for pk, part in present.parts.items()}
    incidents = {**present.incidents, statement.incident_id: statement.name}
    if not (statement.is_open and statement.is_heard):
        del incidents[statement.incident_id]
    return replace(present, parts=parts, incidents=incidents)


def during(present: Present, work: Work) -> Present:
    """With that window as it is about to be, and all else as it is."""
    parts = {pk: _during(part, work) for pk, part in present.parts.items()}
    windows = {**present.windows, work.window_id: work.name}
    if not work.is_seen:
        del windows[work.window_id]
    return replace(present, parts=parts, windows=windows)


def stated(present: Present, component_id: int, status: ComponentStatus, at: datetime) -> Present:
    """Somebody says it of the component itself: what incidents said ends (domain rule 1)."""
    part = replace(present.parts[component_id], asserted=Said(status, at), said={})
    return replace(present, parts={**present.parts, component_id: part})


def _after(part: Part, statement: Statement) -> Part:
    said = {
        incident: one for incident, one in part.said.items() if incident != statement.incident_id
    }
    if not statement.is_heard:
        return replace(part, said=said)
    if kept := statement.kept.get(part.id):
        part = replace(part, asserted=Said(kept, statement.at))
    status = statement.statuses.get(part.id)
    stated = Said(status, statement.at) if status else None
    if not statement.is_open or status is ComponentStatus.OPERATIONAL:
        return replace(part, said=said, asserted=stated or part.asserted)
    if one := stated or _so_far(part, statement):
        said[statement.incident_id] = one
    return replace(part, said=said)


def _so_far(part: Part, statement: Statement) -> Said | None:
    if statement.so_far is None:
        return part.said.get(statement.incident_id)
    return statement.so_far.get(part.id)


def _during(part: Part, work: Work) -> Part:
    covered_by = part.covered_by - {work.window_id}
    if work.is_seen and part.id in work.component_ids:
        covered_by |= {work.window_id}
    return replace(part, covered_by=covered_by)
