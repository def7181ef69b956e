"""What the banner says, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from signalpost.components.statuses import ComponentStatus
from signalpost.overview import rules
from signalpost.overview.rules import Level
from signalpost.overview.views import (
    Cause,
    ComponentView,
    ImpactView,
    IncidentView,
    WindowView,
)

_Said = dict[tuple[int, ComponentStatus], tuple[ImpactView, IncidentView]]

#: Of these the component itself is no cause; a window speaks for all that it covers.
_QUIET = (
    ComponentStatus.OPERATIONAL,
    ComponentStatus.UNKNOWN,
    ComponentStatus.UNDER_MAINTENANCE,
)


def level(
    components: Iterable[ComponentView],
    unresolved: Iterable[IncidentView],
    in_progress: Sequence[WindowView],
    *,
    major_threshold: int,
) -> Level:
    """Of the components that visitors see."""
    return rules.level(
        [component.status for component in components],
        has_bare_incident=any(not incident.open_impacts for incident in unresolved),
        in_maintenance=bool(in_progress),
        major_threshold=major_threshold,
    )


def causes(
    components: Iterable[ComponentView],
    unresolved: Sequence[IncidentView],
    in_progress: Iterable[WindowView],
) -> tuple[Cause, ...]:
    """Worst first: components with the incident that says so, bare incidents, windows."""
    said = _said_first(unresolved)
    found = [
        *(_of(component, said) for component in components if component.status not in _QUIET),
        *(_bare(incident) for incident in unresolved if not incident.open_impacts),
        *_maintenance(in_progress),
    ]
    return tuple(sorted(found, key=lambda cause: (-cause.status.severity, cause.since)))


def _said_first(unresolved: Iterable[IncidentView]) -> _Said:
    """Of each component and status, the impact that has lasted longest, with its incident."""
    said: _Said = {}
    for incident in unresolved:
        for impact in incident.open_impacts:
            key = impact.component_id, impact.status
            if key not in said or impact.began_at < said[key][0].began_at:
                said[key] = impact, incident
    return said


def _of(component: ComponentView, said: _Said) -> Cause:
    if found := said.get((component.id, component.status)):
        impact, incident = found
        return Cause(component.status, impact.began_at, component, incident)
    return Cause(component.status, component.asserted_at, component)


def _bare(incident: IncidentView) -> Cause:
    return Cause(ComponentStatus.PERFORMANCE_ISSUES, incident.occurred_at, incident=incident)


def _maintenance(in_progress: Iterable[WindowView]) -> Iterator[Cause]:
    for window in in_progress:
        since = window.began_at or window.starts_at
        yield Cause(ComponentStatus.UNDER_MAINTENANCE, since, window=window)
