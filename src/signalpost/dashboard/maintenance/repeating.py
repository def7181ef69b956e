"""How a window repeats, in plain words, as a rule of RFC 5545."""

from __future__ import annotations

from datetime import date

from django.db import models

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Repeat(models.TextChoices):
    NEVER = "never", "Never"
    DAILY = "daily", "Every day"
    WEEKLY = "weekly", "Every week, on the same day"
    FORTNIGHTLY = "fortnightly", "Every other week, on the same day"
    MONTH_DAY = "month_day", "Every month, on the same date"
    MONTH_WEEKDAY = "month_weekday", "Every month, on the same day of the same week"
    YEARLY = "yearly", "Every year, on the same date"
    RULE = "rule", "By a rule of my own"


def rule(repeat: str, *, first: date, until: date | None = None, own: str = "") -> str:
    """The rule by which a window that is first on that day repeats; "" for never."""
    text = own.strip() if repeat == Repeat.RULE else _rule(repeat, first)
    if text and until and repeat != Repeat.RULE:
        return f"{text};UNTIL={until:%Y%m%d}"
    return text


def _rule(repeat: str, first: date) -> str:
    day = _DAYS[first.weekday()]
    rules = {
        Repeat.NEVER: "",
        Repeat.DAILY: "FREQ=DAILY",
        Repeat.WEEKLY: f"FREQ=WEEKLY;BYDAY={day}",
        Repeat.FORTNIGHTLY: f"FREQ=WEEKLY;INTERVAL=2;BYDAY={day}",
        Repeat.MONTH_DAY: f"FREQ=MONTHLY;BYMONTHDAY={first.day}",
        Repeat.MONTH_WEEKDAY: f"FREQ=MONTHLY;BYDAY={_week(first)}{day}",
        Repeat.YEARLY: f"FREQ=YEARLY;BYMONTH={first.month};BYMONTHDAY={first.day}",
    }
    return rules[Repeat(repeat)]


def _week(day: date) -> int:
    """Which of its weekday it is in the month; a fifth is the last, as not all months have five."""
    number = (day.day - 1) // 7 + 1
    return number if number < 5 else -1
