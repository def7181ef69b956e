"""Why the banner is what it is."""

from __future__ import annotations

from collections.abc import Iterable

from signalpost.components.statuses import ComponentStatus
from signalpost.overview.views import Cause, ComponentView, IncidentView


def causes(
    components: Iterable[ComponentView], unresolved: Iterable[IncidentView]
) -> tuple[Cause, ...]:
    """Worst first: components that are not well, with the incident that says so; then the rest."""
    found = []
    for component in components:
        if component.status in (ComponentStatus.OPERATIONAL, ComponentStatus.UNKNOWN):
            continue
        said = [
            (impact, incident)
            for incident in unresolved
            for impact in incident.open_impacts
            if impact.component_id == component.id and impact.status == component.status
        ]
        if said:
            impact, incident = min(said, key=lambda pair: pair[0].began_at)
            found.append(Cause(component.status, impact.began_at, component, incident))
        else:
            found.append(Cause(component.status, component.asserted_at, component))
    found += [
        Cause(ComponentStatus.PERFORMANCE_ISSUES, incident.occurred_at, incident=incident)
        for incident in unresolved
        if not incident.open_impacts
    ]
    return tuple(sorted(found, key=lambda cause: (-cause.status.severity, cause.since)))
