from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class WindowStatus(models.TextChoices):
    """In the order of a window's life."""

    UPCOMING = "upcoming", _("Upcoming")
    IN_PROGRESS = "in_progress", _("In progress")
    COMPLETE = "complete", _("Complete")

    @property
    def place(self) -> int:
        return list(WindowStatus).index(self)
