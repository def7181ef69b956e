from __future__ import annotations

from django.db import models


class ComponentStatus(models.TextChoices):
    """What can be said of a component. The values are also the page's data-status names."""

    OPERATIONAL = "operational", "Operational"
    UNKNOWN = "unknown", "Unknown"
    UNDER_MAINTENANCE = "maintenance", "Under maintenance"
    PERFORMANCE_ISSUES = "performance", "Performance issues"
    PARTIAL_OUTAGE = "partial", "Partial outage"
    MAJOR_OUTAGE = "major", "Major outage"

    @property
    def severity(self) -> int:
        """0 for operational, growing: domain, *Components*."""
        return _SEVERITY[self]


_SEVERITY = {status: place for place, status in enumerate(ComponentStatus)}
