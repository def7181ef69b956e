"""What a visitor sees, as frozen values: the words that pages, feeds and static files draw from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.functional import Promise

from signalpost.components.statuses import ComponentStatus
from signalpost.incidents.statuses import IncidentStatus
from signalpost.maintenance.statuses import WindowStatus
from signalpost.overview import rules, words
from signalpost.overview.timeline import DayCell
from signalpost.overview.uptime import Uptimes


@dataclass(frozen=True, slots=True)
class ComponentView:
    id: int
    name: str
    description: str
    link: str
    status: ComponentStatus
    #: Since when the asserted status stands.
    asserted_at: datetime
    uptime: Uptimes
    #: Its days, oldest first, today last.
    cells: tuple[DayCell, ...]


@dataclass(frozen=True, slots=True)
class GroupView:
    """`id` is None for the components without a group."""

    id: int | None
    name: str
    is_folded: bool
    status: ComponentStatus
    uptime: Uptimes
    components: tuple[ComponentView, ...]


@dataclass(frozen=True, slots=True)
class ImpactView:
    """`has_page`: whether the component still stands where visitors see it."""

    component_id: int
    component: str
    has_page: bool
    status: ComponentStatus
    began_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class StatedView:
    """What an update said of a component."""

    component_id: int
    component: str
    status: ComponentStatus

    @property
    def in_words(self) -> str | Promise:
        return words.IN_A_SENTENCE[self.status]


@dataclass(frozen=True, slots=True)
class UpdateView:
    id: int
    status: IncidentStatus
    message: str
    created_at: datetime
    stated: tuple[StatedView, ...]


@dataclass(frozen=True, slots=True)
class IncidentView:
    """`updates` newest first; `impacts` with the open ones first, one per component; `said` are
    all of them, oldest first.
    """

    id: int
    name: str
    message: str
    status: IncidentStatus
    is_pinned: bool
    occurred_at: datetime
    resolved_at: datetime | None
    impacts: tuple[ImpactView, ...]
    said: tuple[ImpactView, ...]
    updates: tuple[UpdateView, ...]
    postmortem: str

    @property
    def is_open(self) -> bool:
        return self.resolved_at is None

    @property
    def open_impacts(self) -> tuple[ImpactView, ...]:
        return tuple(impact for impact in self.impacts if impact.ended_at is None)

    @property
    def courses(self) -> list[list[ImpactView]]:
        """What it said of each component over its life, oldest first; components as in `impacts`.

        What was said again without anything between is one.
        """
        courses: dict[int, list[ImpactView]] = {one.component_id: [] for one in self.impacts}
        for impact in self.said:
            course = courses[impact.component_id]
            last = course[-1] if course else None
            if last and (last.status, last.ended_at) == (impact.status, impact.began_at):
                course[-1] = replace(last, ended_at=impact.ended_at)
            else:
                course.append(impact)
        return list(courses.values())

    @property
    def severity(self) -> ComponentStatus:
        """The worst it says now, or said while it lasted; a bare incident degrades."""
        said = self.open_impacts if self.is_open else self.impacts
        if not said:
            return ComponentStatus.PERFORMANCE_ISSUES
        return rules.worst(impact.status for impact in said)

    @property
    def spoke_at(self) -> datetime:
        return self.updates[0].created_at if self.updates else self.occurred_at


@dataclass(frozen=True, slots=True)
class CoveredView:
    component_id: int
    component: str


@dataclass(frozen=True, slots=True)
class WindowUpdateView:
    id: int
    message: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class WindowView:
    """Maintenance, as planned and as it went; `updates` newest first."""

    id: int
    name: str
    message: str
    status: WindowStatus
    starts_at: datetime
    ends_at: datetime | None
    began_at: datetime | None
    ended_at: datetime | None
    planned_at: datetime
    changed_at: datetime
    components: tuple[CoveredView, ...]
    updates: tuple[WindowUpdateView, ...]

    @property
    def since(self) -> datetime:
        """When it began, or else is going to begin."""
        return self.began_at or self.starts_at

    @property
    def until(self) -> datetime | None:
        """When it ended, or else is going to end; None where nobody has said."""
        return self.ended_at or self.ends_at

    @property
    def is_in_progress(self) -> bool:
        return self.status is WindowStatus.IN_PROGRESS

    @property
    def is_upcoming(self) -> bool:
        return self.status is WindowStatus.UPCOMING

    @property
    def is_complete(self) -> bool:
        return self.status is WindowStatus.COMPLETE

    @property
    def turns_at(self) -> datetime | None:
        """When the clock is going to move it next, as it is planned."""
        return {
            WindowStatus.UPCOMING: self.starts_at,
            WindowStatus.IN_PROGRESS: self.ends_at,
        }.get(self.status)


@dataclass(frozen=True, slots=True)
class Cause:
    """Why the banner is what it is; a component with the incident that says so, or one alone."""

    status: ComponentStatus
    since: datetime
    component: ComponentView | None = None
    incident: IncidentView | None = None
    window: WindowView | None = None


@dataclass(frozen=True, slots=True)
class Day:
    date: date
    incidents: tuple[IncidentView, ...]
    windows: tuple[WindowView, ...] = ()
