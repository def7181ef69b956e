"""What visitors are told, decided on plain values: domain, *Components* and *The banner*."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from signalpost.components.statuses import ComponentStatus


class Said(NamedTuple):
    """A status and when it was said."""

    status: ComponentStatus
    at: datetime


def effective_status(
    asserted: Said, *, impacts: Iterable[Said] = (), in_maintenance: bool = False
) -> ComponentStatus:
    """The worst of what counts: a window replaces what was asserted, an incident adds to it.

    What was asserted before the newest statement of an open incident rests behind it (rule 2);
    a check that speaks later counts again.
    """
    base = ComponentStatus.UNDER_MAINTENANCE if in_maintenance else asserted.status
    said = list(impacts)
    if not said:
        return base
    counts = [impact.status for impact in said]
    if in_maintenance or asserted.at > max(impact.at for impact in said):
        counts.append(base)
    return worst(counts)


def worst(statuses: Iterable[ComponentStatus]) -> ComponentStatus:
    """Operational where there is nothing to say."""
    return max(statuses, key=lambda status: status.severity, default=ComponentStatus.OPERATIONAL)


class Level(StrEnum):
    """What the banner says; the values are the page's data-status names."""

    OPERATIONAL = "operational"
    UNDER_MAINTENANCE = "maintenance"
    DEGRADED = "performance"
    PARTIAL_OUTAGE = "partial"
    MAJOR_OUTAGE = "major"


def level(
    statuses: Sequence[ComponentStatus],
    *,
    has_bare_incident: bool,
    in_maintenance: bool,
    major_threshold: int,
) -> Level:
    """The banner over the statuses of the components that the visitor may see.

    `has_bare_incident`: an unresolved visible incident has no open impact. `major_threshold` is
    a percentage.
    """
    major = statuses.count(ComponentStatus.MAJOR_OUTAGE)
    if major and major * 100 >= major_threshold * len(statuses):
        return Level.MAJOR_OUTAGE
    if major or ComponentStatus.PARTIAL_OUTAGE in statuses:
        return Level.PARTIAL_OUTAGE
    if ComponentStatus.PERFORMANCE_ISSUES in statuses or has_bare_incident:
        return Level.DEGRADED
    if in_maintenance:
        return Level.UNDER_MAINTENANCE
    return Level.OPERATIONAL
