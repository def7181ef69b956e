"""What a metric can be set to."""

from __future__ import annotations

from django.db import models


class Calculation(models.TextChoices):
    """What a stretch of time shows: the sum of value × counter, or the average of value."""

    SUM = "sum"
    AVERAGE = "average"


#: In minutes: what an hour is a whole number of.
THRESHOLDS = tuple(minutes for minutes in range(1, 61) if 60 % minutes == 0)


class View(models.TextChoices):
    """How far back a chart looks."""

    LAST_HOUR = "last_hour", "Last Hour"
    TODAY = "today", "Last 12 Hours"
    WEEK = "week", "Week"
    MONTH = "month", "Month"


class Visibility(models.TextChoices):
    TEAM = "team"
    EVERYBODY = "everybody"
    NOBODY = "nobody"
