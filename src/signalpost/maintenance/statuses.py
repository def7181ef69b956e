from __future__ import annotations

from django.db import models


class WindowStatus(models.TextChoices):
    """In the order of a window's life."""

    UPCOMING = "upcoming", "Upcoming"
    IN_PROGRESS = "in_progress", "In progress"
    COMPLETE = "complete", "Complete"

    @property
    def place(self) -> int:
        return list(WindowStatus).index(self)
