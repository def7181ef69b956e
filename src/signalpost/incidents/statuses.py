from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class IncidentStatus(models.TextChoices):
    #: Reserved: Cachet 2.3 kept maintenance as incidents of this status.
    SCHEDULED = "scheduled", _("Scheduled")
    INVESTIGATING = "investigating", _("Investigating")
    IDENTIFIED = "identified", _("Identified")
    WATCHING = "watching", _("Watching")
    FIXED = "fixed", _("Fixed")
