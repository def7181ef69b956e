"""Lengths of time in words."""

from __future__ import annotations

from datetime import timedelta


def parts(span: timedelta) -> list[tuple[int, str]]:
    """The two largest units that it fills, as (amount, "d", "h" or "min"); none under a minute."""
    minutes = int(span.total_seconds() // 60)
    days, minutes = divmod(max(minutes, 0), 24 * 60)
    hours, minutes = divmod(minutes, 60)
    units = [(days, "d"), (hours, "h"), (minutes, "min")]
    first = next((place for place, (amount, _) in enumerate(units) if amount), len(units))
    return [(amount, unit) for amount, unit in units[first : first + 2] if amount]


def in_words(span: timedelta) -> str:
    """At most two units, the way people say it: "2 d 3 h", "1 h 20 min", "under a minute"."""
    return " ".join(f"{amount} {unit}" for amount, unit in parts(span)) or "under a minute"
