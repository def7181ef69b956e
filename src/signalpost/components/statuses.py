from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ComponentStatus(models.TextChoices):
    """What can be said of a component. The values are also the page's data-status names."""

    OPERATIONAL = "operational", _("Operational")
    UNKNOWN = "unknown", _("Unknown")
    UNDER_MAINTENANCE = "maintenance", _("Under maintenance")
    PERFORMANCE_ISSUES = "performance", _("Performance issues")
    PARTIAL_OUTAGE = "partial", _("Partial outage")
    MAJOR_OUTAGE = "major", _("Major outage")

    @property
    def severity(self) -> int:
        """0 for operational, growing: domain, *Components*."""
        return _SEVERITY[self]


_SEVERITY = {status: place for place, status in enumerate(ComponentStatus)}
