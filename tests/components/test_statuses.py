from __future__ import annotations

from signalpost.components.statuses import ComponentStatus as Status


def test_severity_grows_from_operational_to_major_outage() -> None:
    assert sorted(Status, key=lambda status: status.severity) == [
        Status.OPERATIONAL,
        Status.UNKNOWN,
        Status.UNDER_MAINTENANCE,
        Status.PERFORMANCE_ISSUES,
        Status.PARTIAL_OUTAGE,
        Status.MAJOR_OUTAGE,
    ]
