from __future__ import annotations

from django.db import models


class IncidentStatus(models.TextChoices):
    #: Reserved: Cachet 2.3 kept maintenance as incidents of this status.
    SCHEDULED = "scheduled", "Scheduled"
    INVESTIGATING = "investigating", "Investigating"
    IDENTIFIED = "identified", "Identified"
    WATCHING = "watching", "Watching"
    FIXED = "fixed", "Fixed"
