from __future__ import annotations

from datetime import timedelta

from django.db import models

#: A runner beats every few seconds; one that is silent for longer is taken for dead.
SILENT_AFTER = timedelta(seconds=45)


class Heartbeat(models.Model):
    """When each runner was last alive. A fact, not an event: nobody's caches follow it."""

    runner = models.CharField(max_length=200, unique=True)
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.runner} at {self.at}"
