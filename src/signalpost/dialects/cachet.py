"""What several doors say in Cachet's words: contract 5, and metrics of 3.9."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from signalpost.components.statuses import ComponentStatus
from signalpost.metrics.choices import Calculation, View, Visibility
from signalpost.metrics.models import Metric
from signalpost.metrics.reading import MetricView

#: As `human_status` and on badges; it has no name for maintenance, so that one is ours.
STATUS_NAME = {
    ComponentStatus.UNKNOWN: "Unknown",
    ComponentStatus.OPERATIONAL: "Operational",
    ComponentStatus.UNDER_MAINTENANCE: "Under Maintenance",
    ComponentStatus.PERFORMANCE_ISSUES: "Performance Issues",
    ComponentStatus.PARTIAL_OUTAGE: "Partial Outage",
    ComponentStatus.MAJOR_OUTAGE: "Major Outage",
}

CALCULATION = {Calculation.SUM: 0, Calculation.AVERAGE: 1}
VIEW = {View.LAST_HOUR: 0, View.TODAY: 1, View.WEEK: 2, View.MONTH: 3}
VISIBILITY = {Visibility.TEAM: 0, Visibility.EVERYBODY: 1, Visibility.NOBODY: 2}


def metric(metric: Metric | MetricView, *, moment: Callable[[datetime], object]) -> dict[str, Any]:
    """In the contract's key order, without the name of the view. `moment` words its times."""
    return {
        "id": metric.id,
        "name": metric.name,
        "suffix": metric.suffix,
        "description": metric.description,
        "default_value": int(metric.default_value),
        "calc_type": CALCULATION[Calculation(metric.calculation)],
        "display_chart": metric.display_chart,
        "places": metric.places,
        "default_view": VIEW[View(metric.default_view)],
        "threshold": metric.threshold,
        "order": metric.position,
        "visible": VISIBILITY[Visibility(metric.visibility)],
        "created_at": moment(metric.created_at),
        "updated_at": moment(metric.updated_at),
    }
