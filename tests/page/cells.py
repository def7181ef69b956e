"""Days to be shown."""

from __future__ import annotations

from datetime import date, timedelta

from signalpost.components.statuses import ComponentStatus
from signalpost.overview.timeline import DayCell, IncidentLink

WELL = ComponentStatus.OPERATIONAL
SLOW = ComponentStatus.PERFORMANCE_ISSUES
PARTIAL = ComponentStatus.PARTIAL_OUTAGE
DAY = timedelta(days=1)


def cell(
    status: ComponentStatus | None = WELL,
    *incidents: IncidentLink,
    on: date = date(2026, 11, 24),
    **lasted: timedelta,
) -> DayCell:
    return DayCell(on, status, {ComponentStatus(name): lasted[name] for name in lasted}, incidents)
