"""What the banner says, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from signalpost.components.statuses import ComponentStatus
from signalpost.overview import rules
from signalpost.overview.rules import Level
from signalpost.overview.views import Cause, ComponentView, IncidentView, WindowView

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
    found = [
        *(_of(component, unresolved) for component in components if component.status not in _QUIET),
        *(_bare(incident) for incident in unresolved if not incident.open_impacts),
        *_maintenance(in_progress),
    ]
    return tuple(sorted(found, key=lambda cause: (-cause.status.severity, cause.since)))


def _of(component: ComponentView, unresolved: Iterable[IncidentView]) -> Cause:
    said = [
        (impact, incident)
        for incident in unresolved
        for impact in incident.open_impacts
        if impact.component_id == component.id and impact.status == component.status
    ]
    if not said:
        return Cause(component.status, component.asserted_at, component)
    impact, incident = min(said, key=lambda pair: pair[0].began_at)
    return Cause(component.status, impact.began_at, component, incident)


def _bare(incident: IncidentView) -> Cause:
    return Cause(ComponentStatus.PERFORMANCE_ISSUES, incident.occurred_at, incident=incident)


def _maintenance(in_progress: Iterable[WindowView]) -> Iterator[Cause]:
    for window in in_progress:
        since = window.began_at or window.starts_at
        yield Cause(ComponentStatus.UNDER_MAINTENANCE, since, window=window)
